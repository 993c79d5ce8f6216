package io.github.tfckpt.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.testing.ObjectGraphs;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs whose keys change, against graphs that were built with the other keys. */
final class RenamedGraphTest {

  private static KeyChanges changes(String... pairs) {
    KeyChanges changes = new KeyChanges("CKPT");
    for (int i = 0; i < pairs.length; i += 2) {
      changes.leaveOut(Bytes.utf8(pairs[i]));
      if (!pairs[i + 1].isEmpty()) {
        changes.rename(Bytes.utf8(pairs[i]), Bytes.utf8(pairs[i + 1]));
      }
    }
    return changes;
  }

  private static byte[] renamed(byte[] graph, KeyChanges changes) throws IOException {
    return RenamedGraph.of(new ArraySource("graph", graph, graph.length), changes).readAll();
  }

  private static ObjectGraphs graph(String kernel, String bias) {
    return new ObjectGraphs(5)
        .child(0, "net", 1)
        .child(0, "optimizer", 2)
        .variable(1, "w/full", kernel)
        .saver(1, "name", "object")
        .variable(3, "b/full", bias);
  }

  @Test
  void keysAreRenamed() throws IOException {
    byte[] before = graph("a", "b").slot(2, 1, "m", 3).toBytes();
    assertArrayEquals(before, renamed(before, changes("a", "a", "b", "b")));
    byte[] both = graph("x/" + "y".repeat(300), "c").slot(2, 1, "m", 3).toBytes();
    assertArrayEquals(both, renamed(before, changes("a", "x/" + "y".repeat(300), "b", "c")));
    // Keys may change places.
    byte[] swapped = graph("b", "a").slot(2, 1, "m", 3).toBytes();
    assertArrayEquals(swapped, renamed(before, changes("a", "b", "b", "a")));
  }

  @Test
  void whatIsLeftOutIsTakenOut() throws IOException {
    byte[] before = graph("a", "b").slot(2, 1, "m", 3).slot(2, 3, "n", 4).toBytes();
    byte[] after =
        new ObjectGraphs(5)
            .child(0, "net", 1)
            .child(0, "optimizer", 2)
            .variable(1, "w/full", "a")
            .saver(1, "name", "object")
            .slot(2, 3, "n", 4)
            .toBytes();
    assertArrayEquals(after, renamed(before, changes("a", "a", "b", "")));
  }

  /** A slot variable that has another attribute left stays. */
  @Test
  void oneOfTwoAttributes() throws IOException {
    byte[] before = graph("a", "b").variable(3, "", "c").slot(2, 1, "m", 3).toBytes();
    byte[] after =
        new ObjectGraphs(5)
            .child(0, "net", 1)
            .child(0, "optimizer", 2)
            .variable(1, "w/full", "a")
            .saver(1, "name", "object")
            .variable(3, "", "d")
            .slot(2, 1, "m", 3)
            .toBytes();
    assertArrayEquals(after, renamed(before, changes("a", "a", "b", "", "c", "d")));
  }

  @Test
  void whatNobodyKnowsStays() throws IOException {
    byte[] before = strange("a");
    assertArrayEquals(before, renamed(before, changes("a", "a")));
    assertArrayEquals(strange("bcd"), renamed(before, changes("a", "bcd")));
  }

  /** Unknown fields everywhere, a key that stands twice, and a node without any. */
  private static byte[] strange(String key) {
    Wire attribute =
        new Wire()
            .number(9, 1)
            .text(3, key)
            .text(7, "seven")
            .text(1, "VARIABLE_VALUE")
            .text(3, key)
            .text(2, "full");
    Wire node = new Wire().text(12, "x").message(2, attribute).message(5, new Wire().number(1, 1));
    return new Wire()
        .number(3, 77)
        .message(1, node)
        .text(4, "between")
        .message(1, new Wire().text(6, "no attribute"))
        .message(1, new Wire().message(2, new Wire().text(1, "without a key")))
        .toBytes();
  }

  @Test
  void labelsOfTablesFollow() throws IOException {
    byte[] before = graph("t/table", "b").toBytes();
    KeyChanges moved = changes("t/table-keys", "u-keys", "t/table-values", "u-values", "b", "b");
    assertArrayEquals(graph("u", "b").toBytes(), renamed(before, moved));
    assertArrayEquals(
        new ObjectGraphs(5)
            .child(0, "net", 1)
            .child(0, "optimizer", 2)
            .saver(1, "name", "object")
            .variable(3, "b/full", "b")
            .toBytes(),
        renamed(before, changes("t/table-keys", "", "t/table-values", "", "b", "b")));
    for (KeyChanges apart :
        List.of(
            changes("t/table-keys", "", "t/table-values", "t/table-values"),
            changes("t/table-keys", "u-keys", "t/table-values", "v-values"),
            changes("t/table-keys", "u-k", "t/table-values", "u-v"))) {
      Unsupported e = assertThrows(Unsupported.class, () -> renamed(before, apart));
      assertTrue(e.getMessage().startsWith("CKPT: object graph: its key \"t/table\""), e::toString);
    }
  }

  @Test
  void keyThatManyBeginWithIsNotALabel() throws IOException {
    KeyChanges changes = changes("b", "b");
    for (int i = 0; i < 65; i++) {
      changes.leaveOut(Bytes.utf8("a" + i));
    }
    byte[] graph = graph("a", "b").toBytes();
    assertArrayEquals(graph, renamed(graph, changes));
    assertFalse(changes.areNone());
  }

  @Test
  void damage() {
    byte[] graph = graph("a", "b").toBytes();
    byte[] cut = Arrays.copyOf(graph, graph.length - 1);
    assertThrows(Corrupt.class, () -> renamed(cut, changes("a", "b")));
  }
}
