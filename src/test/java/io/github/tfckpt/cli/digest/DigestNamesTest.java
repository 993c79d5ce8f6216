package io.github.tfckpt.cli.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.ObjectGraphs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of digests with names that several tensors bear: any that nobody named in TensorFlow. */
final class DigestNamesTest {

  private static final String ALIKE = "Variable";

  @TempDir private Path folder;

  private static byte[] bytes(float value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
  }

  private static String line(float value, String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(value));
      return HexFormat.of().formatHex(digest) + "  " + name + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes scalars; each has a key and a full name, which may be empty. */
  private String write(String file, List<String> keys, List<String> full, float... values)
      throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(file), 1);
    ObjectGraphs graph = new ObjectGraphs(keys.size() + 1);
    for (int i = 0; i < keys.size(); i++) {
      graph.child(0, "child" + i, i + 1).variable(i + 1, full.get(i), keys.get(i));
      bundle.add(0, keys.get(i), DTypes.FLOAT, new long[0], bytes(values[i]));
    }
    bundle.addStrings(0, "_CHECKPOINTABLE_OBJECT_GRAPH", new long[0], List.of(graph.toBytes()));
    return bundle.write().toString();
  }

  private String unnamed(float... values) throws IOException {
    List<String> keys = new ArrayList<>();
    List<String> full = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      // As people count: m2 comes before m10.
      keys.add("m" + (i == 0 ? 2 : 10 * i) + "/.ATTRIBUTES/VARIABLE_VALUE");
      full.add(ALIKE);
    }
    return write("unnamed", keys, full, values);
  }

  private static void check(int code, String verdicts, String list, String... args) {
    List<String> line = new ArrayList<>(List.of("digest", "--check", "-"));
    line.addAll(List.of(args));
    Run run = Run.withInput(list, line.toArray(new String[0]));
    assertEquals(verdicts, run.out().replace("\n", ";"), run.err());
    assertEquals(code, run.code(), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "full"})
  void linesOfOneNameMeanItsTensorsInOrder(String names) throws IOException {
    String same = line(0, ALIKE) + line(0, ALIKE);
    String other = line(0, ALIKE) + line(9, ALIKE);
    String good = "Variable: OK;Variable: OK;";
    String bad = "Variable: OK;Variable: FAILED;";
    String path = unnamed(0, 0);
    check(ExitCode.OK, good, same, "--names", names, path);
    check(ExitCode.NO, bad, other, "--names", names, path);
    path = unnamed(0, 9);
    check(ExitCode.NO, bad, same, "--names", names, path);
    check(ExitCode.OK, good, other, "--names", names, path);
    path = unnamed(9, 0);
    check(ExitCode.NO, "Variable: FAILED;Variable: FAILED;", other, "--names", names, path);
  }

  @Test
  void listsArePrintedInThatOrder() throws IOException {
    String path = unnamed(0, 9, 5);
    String list = Run.of("digest", "--names", "full", path, "m*").out();
    assertEquals(line(0, ALIKE) + line(9, ALIKE) + line(5, ALIKE), list);
    check(ExitCode.OK, "Variable: OK;".repeat(3), list, path);
  }

  @Test
  void partsMeanTheSameTensors() throws IOException {
    String path = unnamed(0, 9, 5, 7);
    String list = line(0, ALIKE) + line(9, ALIKE) + line(1, ALIKE) + line(7, ALIKE);
    for (int of = 1; of <= 5; of++) {
      StringBuilder parts = new StringBuilder();
      for (int number = 1; number <= of; number++) {
        String part = "--part=" + number + "/" + of;
        parts.append(Run.withInput(list, "digest", "-c", "-", part, path).out());
      }
      assertEquals(
          "Variable: OK\nVariable: OK\nVariable: FAILED\nVariable: OK\n", parts.toString());
    }
  }

  @Test
  void linesWithoutATensorAreMissing() throws IOException {
    String list = line(0, ALIKE) + line(0, ALIKE);
    check(ExitCode.NO, "Variable: OK;Variable: MISSING;", list, unnamed(0));
  }

  /** A line may be of either tensor: that it fits one of them says nothing. */
  @Test
  void tensorsWithoutALineFail() throws IOException {
    String path = unnamed(0, 9);
    check(ExitCode.NO, "Variable: FAILED;", line(0, ALIKE), path);
    check(ExitCode.NO, "Variable: FAILED;", line(9, ALIKE), path);
    Run run = Run.withInput(line(0, ALIKE), "digest", "-c", "-", path);
    assertTrue(
        run.err().startsWith("tfckpt: Variable: 2 tensors have that name, the list has 1; "),
        run.err());
    check(ExitCode.OK, "Variable: OK;", line(9, ALIKE), path, "m10/*");
    check(ExitCode.NO, "Variable: FAILED;", line(0, ALIKE), path, "m10/*");
    check(ExitCode.OK, "Variable: OK;", line(9, ALIKE), path, "-x", "m2/*");
    check(ExitCode.OK, "Variable: OK;", line(0, ALIKE) + line(9, ALIKE), path, "m10/*");
  }

  @Test
  void namesInUseComeFirst() throws IOException {
    String path = write("swapped", List.of("a", "b"), List.of("b", "a"), 1, 2);
    String keys = line(1, "a") + line(2, "b");
    String full = line(2, "a") + line(1, "b");
    check(ExitCode.OK, "a: OK;b: OK;", keys, path);
    check(ExitCode.NO, "a: FAILED;b: FAILED;", keys, "--names", "full", path);
    check(ExitCode.OK, "a: OK;b: OK;", full, "--names", "full", path);
    check(ExitCode.NO, "a: FAILED;b: FAILED;", full, path);
  }

  /** A key that is the full name of another tensor too. */
  @Test
  void keyAmongFullNames() throws IOException {
    String path = write("mixed", List.of("k", "w"), List.of("w", ""), 2, 1);
    check(ExitCode.OK, "w: OK;", line(1, "w"), path);
    check(ExitCode.OK, "w: OK;w: OK;", line(2, "w") + line(1, "w"), "--names", "full", path);
    check(ExitCode.NO, "w: OK;w: MISSING;", line(1, "w") + line(1, "w"), path);
  }

  @Test
  void repeatedLinesOfAKeyMeanOneTensor() throws IOException {
    String path = write("plain", List.of("w"), List.of(""), 1);
    check(ExitCode.OK, "w: OK;w: OK;", line(1, "w") + line(1, "w"), path);
  }

  @Test
  void patternThatMatchesNothingIsReported() throws IOException {
    String path = write("plain", List.of("weights"), List.of(""), 1);
    String list = line(1, "weights");
    check(ExitCode.NO_TENSOR, "weights: OK;", list, path, "w*", "weihgts");
    Run run = Run.withInput(list, "digest", "-c", "-", path, "w*", "weihgts");
    assertEquals(
        "tfckpt: " + path + ": no tensor matches 'weihgts'; did you mean weights?\n", run.err());
  }
}
