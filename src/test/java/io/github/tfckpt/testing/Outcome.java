package io.github.tfckpt.testing;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a checkpoint gives to who opens it, lists it and reads every tensor.
 *
 * @param tensors what was read: dtype, shape and digest by name
 * @param troubles what was told instead, a message each by the name of the tensor, or by "" for the
 *     whole
 * @param damaged the names of those that are damaged, not merely of a kind that is not read
 */
public record Outcome(
    Map<String, String> tensors, Map<String, String> troubles, Set<String> damaged) {

  private static final long MOST_NANOS = 1_000_000_000L;
  private static final long MOST_BYTES = 48L << 20;
  private static final int LONGEST_MESSAGE = 800;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Reads everything.
   *
   * @throws AssertionError if it took long, or much memory, or a message is no line
   */
  public static Outcome of(Path path) throws IOException {
    long start = THREADS.getCurrentThreadCpuTime();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Outcome outcome = unbounded(path);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    if (bytes > MOST_BYTES || nanos > MOST_NANOS) {
      throw new AssertionError(bytes + " bytes allocated, " + nanos + " ns of work");
    }
    return outcome;
  }

  /** Reads everything, however long it takes. */
  public static Outcome unbounded(Path path) throws IOException {
    Outcome outcome = new Outcome(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      checkpoint.damage().forEach(line -> outcome.tell("", new Corrupt("", line)));
      for (TensorEntry entry : checkpoint.tensors()) {
        outcome.read(checkpoint, entry);
      }
    } catch (CheckpointException e) {
      outcome.tell("", e);
    }
    return outcome;
  }

  /** True if something is damaged, and not only of a kind that is not read. */
  public boolean isDamaged() {
    return !damaged.isEmpty();
  }

  private void read(Checkpoint checkpoint, TensorEntry entry) throws IOException {
    try {
      String digest = Reading.sha256(checkpoint, entry);
      tensors.put(entry.name(), entry.dtype() + " " + entry.shape() + " " + digest);
    } catch (CheckpointException e) {
      tell(entry.name(), e);
    }
  }

  private void tell(String name, CheckpointException trouble) {
    String message = trouble.getMessage();
    if (message.length() > LONGEST_MESSAGE || message.chars().anyMatch(c -> c < ' ')) {
      throw new AssertionError("message: " + message);
    }
    troubles.put(name, message);
    if (trouble instanceof Corrupt) {
      damaged.add(name);
    }
  }
}
