package io.github.tfckpt.cli.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ShownNames;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.search.Finder;
import io.github.tfckpt.search.Query;
import io.github.tfckpt.search.Question;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manners of {@code find}; which key comes first is for {@code MessagesTest}. */
final class FindTest {

  private static final String VGG = "testdata/vgg/vgg_16.ckpt";
  private static final String KERAS = "testdata/python/keras-checkpoint";

  private static String first(Run run) {
    assertEquals(0, run.code(), run.err());
    String line = run.out().lines().findFirst().orElse("");
    return line.substring(0, line.indexOf("  "));
  }

  @ParameterizedTest
  @CsvSource({
    "vgg_16/fc6/weights, vgg_16/fc6/weights",
    "vgg_16/fc6/wieghts, vgg_16/fc6/weights",
    "fc8/b, vgg_16/fc8/biases",
    "VGG16/FC6/Kernel, vgg_16/fc6/weights",
    "conv4_2, vgg_16/conv4/conv4_2/biases",
    "mean_rbg, vgg_16/mean_rgb",
    "conv 3 2 w, vgg_16/conv3/conv3_2/weights",
    "vgg_16.conv3.conv3_2.biases, vgg_16/conv3/conv3_2/biases",
    "*conv3_2/b*, vgg_16/conv3/conv3_2/biases",
    "vgg_16/conv1/conv1_2/weights:0, vgg_16/conv1/conv1_2/weights",
    "some/other/scope/conv1/conv1_1/weights, vgg_16/conv1/conv1_1/weights",
  })
  void namesWithMistakes(String typed, String key) {
    assertEquals(key, first(Run.of("find", VGG, typed)));
  }

  @Test
  void severalWordsAndAShape() {
    Run run = Run.of("find", "-f", "jsonl", VGG, "conv3", "weights", "[3,3,6,8]");
    List<String> lines = run.out().lines().toList();
    assertEquals(1, lines.size());
    JsonObject tensor = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertEquals("vgg_16/conv3/conv3_1/weights", tensor.get("name").getAsString());
    assertEquals("vgg_16/fc8/weights", first(Run.of("find", VGG, "[1,", "1,", "16,", "10]")));
    assertEquals(3, Run.of("find", VGG, "fc6", "[9,9]").code());
  }

  /** More names are near than are looked at closely, and each shares more with the text. */
  @Test
  void anExactKeyAmongManyComesFirst(@TempDir Path folder) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 1);
    for (int i = 0; i < 20_000; i++) {
      bundle.add(0, "w/w/" + i, DTypes.UINT8, new long[] {1}, new byte[1]);
    }
    for (String key : List.of("w", "w/w", "W", "7", "w/w/w/w/w/w")) {
      bundle.add(0, key, DTypes.UINT8, new long[] {1}, new byte[1]);
    }
    bundle.write();
    for (String key : List.of("w", "w/w", "W", "7", "w/w/7777", "w/w/w/w/w/w")) {
      assertEquals(key, first(Run.of("find", folder.resolve("x").toString(), key)));
    }
  }

  @Test
  void fromStdin() {
    String log = "INFO: step 7\nKey vgg_16/fc8/bias not found in checkpoint\n";
    assertEquals("vgg_16/fc8/biases", first(Run.withInput(log, "find", VGG, "-")));
    Run empty = Run.withInput("", "find", VGG, "-");
    assertEquals(2, empty.code());
  }

  @Test
  void pathsOfObjectsAndTheirSlots() {
    String kernel = "optimizer/_trainable_variables/0/.ATTRIBUTES/VARIABLE_VALUE";
    String model = "(root).model._functional._operations.1._kernel";
    assertEquals(kernel, first(Run.of("find", KERAS, model)));
    assertEquals(
        "optimizer/_variables/3/.ATTRIBUTES/VARIABLE_VALUE",
        first(Run.of("find", KERAS, "(root).optimizer's state 'velocity' for " + model)));
    assertEquals(kernel, first(Run.of("find", KERAS, "sequential/d1/kernel")));
    assertEquals(
        "module/dict/a.Sb/.ATTRIBUTES/VARIABLE_VALUE",
        first(Run.of("find", "testdata/python/objects", "(root).module.dict.a/b")));
    assertEquals(
        "c..d/.ATTRIBUTES/VARIABLE_VALUE",
        first(Run.of("find", "testdata/python/objects", "(root).c.d")));
  }

  /** TF1's name of a slot, below a variable that is named by its layer alone. */
  @ParameterizedTest
  @CsvSource({"sequential/d1/kernel/Adam", "d1/kernel/Adam", "d1/kernel/Adam_1"})
  void slotsByPartOfTheirVariablesName(String typed) {
    List<String> found = Run.of("find", "-f", "tsv", KERAS, typed).out().lines().toList();
    assertTrue(found.get(1).startsWith("optimizer/_variables/2/"), found.get(1));
    assertTrue(found.get(2).startsWith("optimizer/_variables/3/"), found.get(2));
  }

  @Test
  void fullNamesStayOnNarrowScreens() throws IOException {
    try (Checkpoint keras = Checkpoint.open(Path.of(KERAS))) {
      Question question = Question.of("d1");
      TensorFields fields = new TensorFields(keras);
      Finder finder =
          new Finder(keras.tensors(), keras.fullNames(), Optional.empty(), entry -> true);
      Query query = question.subjects().get(0);
      Findings findings =
          new Findings(KERAS, List.of(new Findings.Of(query, finder.find(query))), fields);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      findings.print(TableFormat.TEXT, ShownNames.both(), out, new TextStyle(false, () -> 80));
      String text = out.toString(StandardCharsets.UTF_8);
      assertTrue(text.contains("sequential/d1/kernel"), text);
      assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    }
  }

  @Test
  void nothingNear() {
    Run run = Run.of("find", VGG, "zebra");
    assertEquals(3, run.code());
    assertEquals("", run.out());
    assertEquals(
        "tfckpt: " + VGG + ": nothing like zebra; 'tfckpt list' shows all names\n", run.err());
    assertEquals(3, Run.of("find", "-f", "json", VGG, "zebra").code());
  }

  @Test
  void aLogOfManyMessages() {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 1007; i++) {
      log.append("Key vgg_16/conv").append(i).append("/biases/Adam not found in checkpoint\n");
    }
    Run run = Bounded.run(() -> Run.withInput(log.toString(), "find", VGG, "-"));
    assertEquals(0, run.code());
    assertTrue(run.err().contains("TEXT names 7 more, which are left out"), run.err());
  }

  @Test
  void textsMadeToTakeLong() {
    for (String piece : List.of("(root).", "Tensor x (", "Variable [", "lhs shape= [", "/", "a_")) {
      refusesToTakeLong(piece.repeat(300_000 / piece.length()));
    }
    refusesToTakeLong("shape [" + "1,".repeat(100_000) + "1]");
    refusesToTakeLong("shape (" + "1, ".repeat(100_000) + "1)");
  }

  private static void refusesToTakeLong(String text) {
    Run run = Bounded.run(() -> Run.withInput(text, "find", VGG, "-"));
    assertTrue(run.code() == 0 || run.code() == 3, text.substring(0, 20) + run.code() + run.err());
  }
}
