package io.github.tfckpt.store;

import io.github.tfckpt.fuzz.Bounds;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.source.ArraySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeSet;

/** Any bytes as an object graph: names, objects and findings, or an error. */
public final class ObjectGraphFuzz {

  private static final TreeSet<Bytes> KEYS =
      new TreeSet<>(
          List.of(Bytes.utf8("v/.ATTRIBUTES/VARIABLE_VALUE"), Bytes.utf8("save_counter")));

  private ObjectGraphFuzz() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    Bounds.keep(() -> run(bytes));
  }

  private static void run(byte[] bytes) {
    ArraySource source = new ArraySource("graph", bytes, bytes.length);
    ObjectGraph graph = new ObjectGraph(source);
    try {
      graph.fullNames().values().forEach(ObjectGraphFuzz::check);
      graph.nodes();
    } catch (CheckpointException e) {
      check(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      graph.check(KEYS, true, finding -> check(finding.message()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ')) {
      throw new AssertionError("told: " + text);
    }
  }
}
