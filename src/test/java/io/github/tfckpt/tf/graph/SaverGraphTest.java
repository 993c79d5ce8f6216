package io.github.tfckpt.tf.graph;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.entry.RestoredTensor;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What Savers restore is what TensorFlow's own graph says; damage is told, never thrown about. */
final class SaverGraphTest {

  private static final Path FOLDER = Path.of("testdata/graphs/savers");

  private static List<RestoredTensor> restored(byte[] graph) throws IOException {
    return SaverGraph.restored(new ArraySource("graph.meta", graph, graph.length));
  }

  private static byte[] graph() throws IOException {
    return Files.readAllBytes(FOLDER.resolve("graph.meta"));
  }

  @Test
  void namesTypesAndShapesAreThoseOfTensorFlow() throws IOException {
    List<String> expected = new ArrayList<>();
    for (JsonElement each :
        JsonParser.parseString(Files.readString(FOLDER.resolve("restored.json")))
            .getAsJsonArray()) {
      JsonObject one = each.getAsJsonObject();
      String shape =
          one.get("shape").isJsonNull() ? "?" : one.get("shape").toString().replace(",", ", ");
      expected.add(text(one, "saver") + " " + text(one, "name") + " " + text(one, "dtype") + shape);
    }
    List<String> found = new ArrayList<>();
    for (RestoredTensor each : restored(graph())) {
      String shape = each.shape().map(Shape::toString).orElse("?");
      found.add(each.saver() + " " + each.key() + " " + each.dtype().label() + shape);
    }
    assertEquals(expected, found);
  }

  private static String text(JsonObject object, String field) {
    return object.get(field).getAsString();
  }

  @Test
  void graphWithoutSaverRestoresNothing() throws IOException {
    byte[] frozen = Files.readAllBytes(Path.of("testdata/graphs/frozen/frozen.pb"));
    assertEquals(List.of(), restored(frozen));
  }

  @Test
  void whatIsNotAGraphIsRefused() {
    byte[] text = "no graph at all".getBytes(StandardCharsets.UTF_8);
    assertThrows(CheckpointException.class, () -> restored(text));
  }

  @Test
  void damagedGraphIsRefusedOrReadNeverWorse() throws IOException {
    byte[] whole = graph();
    for (int size = 0; size < whole.length; size += 97) {
      assertRefusedOrRead(Arrays.copyOf(whole, size));
    }
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      assertRefusedOrRead(damaged);
    }
  }

  private static void assertRefusedOrRead(byte[] graph) {
    Optional<IOException> refused =
        assertDoesNotThrow(
            () -> {
              try {
                restored(graph);
                return Optional.empty();
              } catch (CheckpointException e) {
                return Optional.of(e);
              }
            });
    refused.ifPresent(e -> assertTrue(e.getMessage().startsWith("graph.meta"), e.getMessage()));
  }
}
