package io.github.tfckpt.tf.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is odd about constants that can be read. */
final class GraphCheckTest {

  private static final int FLOAT = 1;
  private static final int INT32 = 3;
  private static final int STRING = 7;
  private static final int COMPLEX64 = 8;
  private static final int FLOAT8 = 24;

  @TempDir private Path folder;

  /** What verify says of a graph of one constant. */
  private List<String> warnings(Wire node) throws IOException {
    Path file = Files.write(folder.resolve("graph.pb"), node.toBytes());
    List<String> found = new ArrayList<>();
    GraphCheck.open(
            file,
            finding -> {
              assertEquals(Finding.Severity.WARNING, finding.severity());
              found.add(finding.message().replaceFirst("bytes \\d+\\+\\d+: ", ""));
            })
        .close();
    return found;
  }

  @Test
  void valuesAfterTheLast() throws IOException {
    Wire three = tensor(FLOAT, 3);
    three.fixed32Field(5, 0).fixed32Field(5, 0).fixed32Field(5, 0);
    assertEquals(List.of(), warnings(node(FLOAT, three)));
    three.fixed32Field(5, 0);
    assertEquals(
        List.of(where() + ": \"a\": 4 values stored, [3] has 3; the rest is ignored"),
        warnings(node(FLOAT, three)));
    byte[] packed = new byte[12];
    assertEquals(
        List.of(where() + ": \"a\": 3 values stored, [2] has 2; the rest is ignored"),
        warnings(node(FLOAT, tensor(FLOAT, 2).bytes(5, packed))));
    assertEquals(
        List.of(where() + ": \"a\": 1 value stored, [0] has 0; the rest is ignored"),
        warnings(node(STRING, tensor(STRING, 0).text(8, "x"))));
    Wire pairs = tensor(COMPLEX64, 1).fixed32Field(9, 0).fixed32Field(9, 0).fixed32Field(9, 0);
    assertEquals(List.of(), warnings(node(COMPLEX64, pairs)));
    assertEquals(1, warnings(node(COMPLEX64, pairs.fixed32Field(9, 0))).size());
    assertEquals(1, warnings(node(FLOAT8, tensor(FLOAT8, 2).bytes(18, new byte[3]))).size());
    // Where there is content, the values beside it do not count.
    Wire content = tensor(FLOAT, 1).bytes(4, new byte[4]).fixed32Field(5, 0).fixed32Field(5, 0);
    assertEquals(List.of(), warnings(node(FLOAT, content)));
  }

  @Test
  void typeOfTheNodeAndOfItsValue() throws IOException {
    Wire value = tensor(FLOAT, 1).fixed32Field(5, 0);
    assertEquals(List.of(), warnings(node(FLOAT, value)));
    assertEquals(
        List.of(where() + ": \"a\": the node's dtype is int32, its value is of float32"),
        warnings(node(INT32, value)));
  }

  private String where() {
    return folder.resolve("graph.pb").toString();
  }

  private static Wire node(int dtype, Wire tensor) {
    Wire type = new Wire().text(1, "dtype").message(2, new Wire().number(6, dtype));
    Wire value = new Wire().text(1, "value").message(2, new Wire().message(8, tensor));
    Wire node = new Wire().text(1, "a").text(2, "Const").message(5, type).message(5, value);
    return new Wire().message(1, node);
  }

  private static Wire tensor(int dtype, long extent) {
    Wire shape = new Wire().message(2, new Wire().number(1, extent));
    return new Wire().number(1, dtype).message(2, shape);
  }
}
