package io.github.tfckpt.tf.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs that no TensorFlow wrote, and every change of one that it did. */
final class ForgedGraphTest {

  private static final int FLOAT = 1;
  private static final int STRING = 7;
  private static final long MANY = 1L << 30;
  private static final long TOO_MANY = 1L << 40;
  private static final long MOST_READ = 1 << 20;

  private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  private final Path file = memory.getPath("graph.pb");

  @AfterEach
  void close() throws IOException {
    memory.close();
  }

  @Test
  void oneValueThatStandsForMore() throws IOException {
    Wire values = tensor(FLOAT, MANY).fixed32Field(5, 0x3fc00000);
    try (Checkpoint graph = open(node("a", values))) {
      Tensor tensor = graph.read(graph.tensors().get(0));
      FixedElements elements = (FixedElements) tensor.elements();
      assertEquals(1.5, new NumberReader(elements).real(MANY - 1));
    }
  }

  @Test
  void oneStringThatStandsForMore() throws IOException {
    Wire values = tensor(STRING, MANY / 2).text(8, "x");
    try (Checkpoint graph = open(node("a", values))) {
      StringElements strings = (StringElements) graph.read(graph.tensors().get(0)).elements();
      byte[] last = strings.at(MANY / 2 - 1).readAll();
      assertEquals("x", new String(last, StandardCharsets.UTF_8));
    }
  }

  /** More values than those between two whose place is kept. */
  @Test
  void manyValuesOneByOneAndInRuns() throws IOException {
    Wire values = tensor(FLOAT, 5000);
    for (int i = 0; i < 5000; i += 2) {
      values.fixed32Field(5, Float.floatToIntBits(i));
      values.bytes(5, new Wire().fixed32(Float.floatToIntBits(i + 1)).toBytes());
    }
    try (Checkpoint graph = open(node("a", values))) {
      Tensor tensor = graph.read(graph.tensors().get(0));
      NumberReader numbers = new NumberReader((FixedElements) tensor.elements());
      for (int i = 4999; i >= 0; i -= 7) {
        assertEquals(i, numbers.real(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {FLOAT, STRING})
  void oneValueThatStandsForTooMany(int dtype) throws IOException {
    Wire values = tensor(dtype, TOO_MANY).fixed32Field(5, 0x3fc00000).text(8, "x");
    try (Checkpoint graph = open(node("a", values))) {
      TensorEntry entry = graph.tensors().get(0);
      assertEquals(TOO_MANY, entry.elementCount());
      Unsupported refused = assertThrows(Unsupported.class, () -> graph.read(entry));
      assertTrue(refused.getMessage().contains("1099511627776 elements"), refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
  void impossibleShapes(long extent) throws IOException {
    Wire bad = node("bad", tensor(FLOAT, extent).fixed32Field(5, 0));
    Wire good = node("good", tensor(FLOAT, 2).fixed32Field(5, 0));
    try (Checkpoint graph = open(bad.raw(good.toBytes()))) {
      assertEquals(List.of("good"), names(graph));
      assertEquals(1, graph.damage().size());
      assertTrue(graph.damage().get(0).contains("\"bad\": "), graph.damage().get(0));
    }
  }

  @Test
  void contentOfAnotherSize() throws IOException {
    try (Checkpoint graph = open(node("a", tensor(FLOAT, 3).bytes(4, new byte[11])))) {
      TensorEntry entry = graph.tensors().get(0);
      Corrupt refused = assertThrows(Corrupt.class, () -> graph.read(entry));
      assertTrue(
          refused.getMessage().endsWith("of 11 bytes, 3 elements of float32 take 12"),
          refused.getMessage());
    }
  }

  @Test
  void stringLengthsThatDoNotAddUp() throws IOException {
    byte[] content = {1, 3, 'x', 'y', 'z'};
    try (Checkpoint graph = open(node("a", tensor(STRING, 2).bytes(4, content)))) {
      assertThrows(Corrupt.class, () -> graph.read(graph.tensors().get(0)));
    }
  }

  @Test
  void oneNameTwice() throws IOException {
    Wire first = node("a", tensor(FLOAT, 1).fixed32Field(5, 0x3fc00000));
    Wire second = node("a", tensor(FLOAT, 2));
    try (Checkpoint graph = open(first.raw(second.toBytes()))) {
      assertEquals("[1]", graph.tensors().get(0).shape().toString());
      assertTrue(graph.damage().get(0).contains("two nodes of this name"));
    }
  }

  @Test
  void theVersionAfterTheGraphs() throws IOException {
    Wire meta =
        new Wire().message(1, new Wire().text(4, "serve")).message(2, node("a", tensor(FLOAT, 1)));
    try (Checkpoint graph = open(new Wire().message(2, meta).number(1, 1))) {
      assertEquals(List.of("a"), names(graph));
    }
  }

  @Test
  void messagesWithinMessages() throws IOException {
    Wire wire = new Wire().text(2, "x");
    for (int i = 0; i < 5000; i++) {
      wire = new Wire().message(2, wire);
    }
    Files.write(file, wire.toBytes());
    Unsupported refused = assertThrows(Unsupported.class, () -> Checkpoint.open(file));
    assertTrue(refused.getMessage().contains("is not a graph"), refused.getMessage());
  }

  @Test
  void fileThatIsNotAGraph() throws IOException {
    for (String text : List.of("", "node { name: 'a' }", "<html>", "plain text, a longer one")) {
      Files.writeString(file, text, StandardCharsets.UTF_8);
      assertThrows(Unsupported.class, () -> Checkpoint.open(file), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"frozen/frozen.pb", "frozen/meta_graph.pb", "functions/saved_model.pb"})
  void anyChangeIsAnAnswerOrAnError(String name) throws IOException {
    byte[] sound = Files.readAllBytes(Path.of("testdata/graphs").resolve(name));
    Random random = new Random(7);
    for (int at = 0; at < sound.length; at++) {
      byte[] changed = sound.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      readAll(changed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"frozen/frozen.pb", "functions/saved_model.pb"})
  void anyTruncationIsReported(String name) throws IOException {
    byte[] sound = Files.readAllBytes(Path.of("testdata/graphs").resolve(name));
    int last = 0;
    for (int length = 1; length < sound.length; length++) {
      last = Math.max(last, readAll(Arrays.copyOf(sound, length)));
    }
    assertTrue(last > 0, "what lies before the cut is read");
  }

  /** Opens a file and reads a little of each tensor; the result is how many there were. */
  private int readAll(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    int count = 0;
    try (Checkpoint graph = Checkpoint.open(file)) {
      for (TensorEntry entry : graph.tensors()) {
        count++;
        try {
          read(graph.read(entry));
        } catch (CheckpointException e) {
          assertTrue(e.getMessage().length() < 500, e.getMessage());
        }
      }
    } catch (CheckpointException e) {
      assertTrue(e.getMessage().length() < 500, e.getMessage());
    }
    return count;
  }

  private static void read(Tensor tensor) throws IOException {
    long count = tensor.elements().count();
    if (count < MOST_READ) {
      tensor.elements().stream(piece -> {});
    } else if (tensor.elements() instanceof FixedElements fixed) {
      fixed.bytes().read(fixed.bytes().size() - 1, ByteBuffer.allocate(1));
    }
  }

  private Checkpoint open(Wire graph) throws IOException {
    Files.write(file, graph.toBytes());
    return Checkpoint.open(file);
  }

  private static List<String> names(Checkpoint graph) {
    return graph.tensors().stream().map(TensorEntry::name).toList();
  }

  private static Wire node(String name, Wire tensor) {
    Wire attr = new Wire().text(1, "value").message(2, new Wire().message(8, tensor));
    return new Wire().message(1, new Wire().text(1, name).text(2, "Const").message(5, attr));
  }

  private static Wire tensor(int dtype, long extent) {
    Wire shape = new Wire().message(2, new Wire().number(1, extent));
    return new Wire().number(1, dtype).message(2, shape);
  }
}
