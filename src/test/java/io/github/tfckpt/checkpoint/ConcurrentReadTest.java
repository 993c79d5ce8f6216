package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Reading;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One open checkpoint, read by several threads at once, and read after it was closed. */
final class ConcurrentReadTest {

  private static final int SHARDS = 300;
  private static final int TENSORS = 900;
  private static final int THREADS = 4;

  @RegisterExtension final Scratch scratch = new Scratch();
  @TempDir private Path folder;

  private static Map<String, String> fill(Path prefix) throws IOException {
    return fill(prefix, SHARDS);
  }

  private static Map<String, String> fill(Path prefix, int shards) throws IOException {
    Map<String, String> digests = new java.util.TreeMap<>();
    Random random = new Random(1);
    BundleBuilder bundle = new BundleBuilder(prefix, shards);
    for (int i = 0; i < TENSORS; i++) {
      byte[] elements = Samples.elements(random, DTypes.FLOAT, 1000);
      bundle.add(i % shards, "t" + i, DTypes.FLOAT, new long[] {1000}, elements);
      digests.put("t" + i, Samples.sha256(elements));
    }
    bundle.write();
    return digests;
  }

  private static void readByMany(Path path, Map<String, String> digests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      List<Future<Integer>> jobs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long seed = i;
        jobs.add(threads.submit(() -> readAll(checkpoint, digests, new Random(seed))));
      }
      for (Future<Integer> job : jobs) {
        assertEquals(digests.size(), job.get(Bounded.PATIENCE, TimeUnit.MINUTES));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int readAll(Checkpoint checkpoint, Map<String, String> digests, Random random)
      throws IOException {
    return readAll(checkpoint, digests, random, new CountDownLatch(1));
  }

  /** Reads each tensor once; the first that is read is told. */
  private static int readAll(
      Checkpoint checkpoint, Map<String, String> digests, Random random, CountDownLatch begun)
      throws IOException {
    List<TensorEntry> entries = new ArrayList<>(checkpoint.tensors());
    java.util.Collections.shuffle(entries, random);
    for (TensorEntry entry : entries) {
      assertEquals(digests.get(entry.name()), Reading.sha256(checkpoint, entry));
      begun.countDown();
    }
    return entries.size();
  }

  /** More shards than are kept open at once: files are closed under the hands of others. */
  @Test
  void bundleOfManyShards() throws Exception {
    readByMany(folder.resolve("x"), fill(folder.resolve("x")));
  }

  @Test
  void bundleInAnotherFileSystem() throws Exception {
    readByMany(scratch.file("x"), fill(scratch.file("x")));
  }

  @Test
  void v1() throws Exception {
    Map<String, String> digests = new java.util.TreeMap<>();
    Random random = new Random(2);
    V1Builder file = new V1Builder();
    for (int dtype : DTypes.fixed()) {
      byte[] elements = Samples.elements(random, dtype, 3000);
      file.add(DTypes.name(dtype), dtype, new long[] {3000}, elements);
      digests.put(DTypes.name(dtype), Samples.sha256(elements));
    }
    Path path = folder.resolve("x.ckpt");
    file.write(path, table -> table.blockSize(5000).snappy(block -> block % 2 == 0));
    readByMany(path, digests);
  }

  @Test
  void closedCheckpointIsNotRead() throws IOException {
    Path prefix = folder.resolve("x");
    fill(prefix);
    Checkpoint checkpoint = Checkpoint.open(prefix);
    Tensor tensor = checkpoint.read(checkpoint.tensors().get(0));
    checkpoint.close();
    assertThrows(IOException.class, () -> Reading.bytes(tensor));
    assertThrows(IOException.class, () -> checkpoint.read(checkpoint.tensors().get(0)));
    checkpoint.close();
    Files.delete(BundleBuilder.indexFile(prefix));
  }

  /**
   * A thread that is interrupted while it reads closes the file for all: the others open it anew.
   */
  @Test
  void interruptedReaderDoesNotStopTheOthers() throws Exception {
    Map<String, String> digests = fill(folder.resolve("x"), 1);
    try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("x"))) {
      ExecutorService threads = Executors.newFixedThreadPool(2);
      for (int round = 0; round < 5; round++) {
        CountDownLatch begun = new CountDownLatch(1);
        Future<Integer> victim =
            threads.submit(() -> readAll(checkpoint, digests, new Random(1), begun));
        Future<Integer> other = threads.submit(() -> readAll(checkpoint, digests, new Random(1)));
        assertTrue(begun.await(Bounded.PATIENCE, TimeUnit.MINUTES), "nobody reads");
        victim.cancel(true);
        assertEquals(TENSORS, other.get(Bounded.PATIENCE, TimeUnit.MINUTES));
      }
      threads.shutdownNow();
      assertTrue(
          threads.awaitTermination(Bounded.PATIENCE, TimeUnit.MINUTES), "a reader does not end");
      assertEquals(TENSORS, readAll(checkpoint, digests, new Random(2)));
    }
  }

  @Test
  void closeWhileOthersRead() throws InterruptedException, IOException, TimeoutException {
    Map<String, String> digests = fill(folder.resolve("x"));
    Checkpoint checkpoint = Checkpoint.open(folder.resolve("x"));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CountDownLatch begun = new CountDownLatch(1);
    Future<Integer> job = threads.submit(() -> readAll(checkpoint, digests, new Random(1), begun));
    assertTrue(begun.await(Bounded.PATIENCE, TimeUnit.MINUTES), "nobody reads");
    checkpoint.close();
    try {
      assertEquals(TENSORS, job.get(Bounded.PATIENCE, TimeUnit.MINUTES));
    } catch (ExecutionException e) {
      org.junit.jupiter.api.Assertions.assertInstanceOf(IOException.class, e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
