package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Closed;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.V1Builder;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One tensor of each format, read by several threads that are closed upon or interrupted. */
final class CloseTest {

  /** Too many for V1 to have them in memory already when the tensor is named. */
  private static final int COUNT = 1_500_000;

  private static final int READERS = 3;

  @TempDir private Path folder;
  private byte[] expected = new byte[0];
  private final byte[] few = Samples.floats(1, 2, 3);

  @BeforeEach
  void write() throws IOException {
    expected = Samples.elements(new Random(3), DTypes.FLOAT, COUNT);
    BundleBuilder bundle = new BundleBuilder(folder.resolve("v2"), 1);
    bundle.add(0, "w", DTypes.FLOAT, new long[] {COUNT}, expected);
    bundle.add(0, "z", DTypes.FLOAT, new long[] {3}, few);
    bundle.write();
    V1Builder file = new V1Builder();
    file.add("w", DTypes.FLOAT, new long[] {COUNT}, expected);
    file.add("z", DTypes.FLOAT, new long[] {3}, few);
    file.write(folder.resolve("v1"));
    Wire graph = constant("w", COUNT, expected).raw(constant("z", 3, few).toBytes());
    Files.write(folder.resolve("graph"), graph.toBytes());
  }

  private static Wire constant(String name, int count, byte[] content) {
    Wire shape = new Wire().message(2, new Wire().number(1, count));
    Wire tensor = new Wire().number(1, DTypes.FLOAT).message(2, shape).bytes(4, content);
    Wire attr = new Wire().text(1, "value").message(2, new Wire().message(8, tensor));
    return new Wire().message(1, new Wire().text(1, name).text(2, "Const").message(5, attr));
  }

  private void assertClosed(Throwable e) {
    assertInstanceOf(Closed.class, e);
    String file = e.getMessage().replace(": checkpoint is closed", "");
    List<String> files = List.of("v1", "v2.data-00000-of-00001", "graph");
    assertTrue(files.contains(folder.relativize(Path.of(file)).toString()), e.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "graph"})
  void closedTwiceAndThenRead(String format) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder.resolve(format));
    Tensor tensor = checkpoint.tensor("w");
    Tensor small = checkpoint.tensor("z");
    assertArrayEquals(few, small.bytes().array());
    InputStream begun = tensor.openStream();
    assertEquals(expected[0], (byte) begun.read());
    checkpoint.close();
    checkpoint.close();
    assertClosed(assertThrows(IOException.class, tensor::floats));
    assertClosed(assertThrows(IOException.class, tensor::bytes));
    assertClosed(assertThrows(IOException.class, begun::readAllBytes));
    assertClosed(assertThrows(IOException.class, () -> checkpoint.tensor("w").floats()));
    assertClosed(assertThrows(IOException.class, small::bytes));
    assertClosed(assertThrows(IOException.class, () -> checkpoint.tensor("z").bytes()));
    begun.close();
    assertEquals(2, checkpoint.tensors().size());
  }

  /** Reads until the checkpoint is closed; how often is told. */
  private int readUntilClosed(Tensor tensor, CountDownLatch begun) {
    for (int times = 0; ; times++) {
      try {
        assertArrayEquals(expected, tensor.bytes().array());
        begun.countDown();
      } catch (IOException e) {
        assertClosed(e);
        return times;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "graph"})
  void closedWhileOthersRead(String format) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      Checkpoint checkpoint = Checkpoint.open(folder.resolve(format));
      Tensor tensor = checkpoint.tensor("w");
      CountDownLatch begun = new CountDownLatch(2 * READERS);
      List<Future<Integer>> jobs = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        jobs.add(threads.submit(() -> readUntilClosed(tensor, begun)));
      }
      assertTrue(begun.await(Bounded.PATIENCE, TimeUnit.MINUTES), "nobody reads");
      checkpoint.close();
      for (Future<Integer> job : jobs) {
        assertTrue(job.get(Bounded.PATIENCE, TimeUnit.MINUTES) >= 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "graph"})
  void interruptedReaderLeavesTheFileToTheOthers(String format) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Checkpoint checkpoint = Checkpoint.open(folder.resolve(format))) {
      Tensor tensor = checkpoint.tensor("w");
      for (int round = 0; round < 5; round++) {
        CountDownLatch begun = new CountDownLatch(1);
        Future<Integer> victim =
            threads.submit(
                () -> {
                  begun.countDown();
                  while (!Thread.currentThread().isInterrupted()) {
                    tensor.bytes();
                  }
                  return 0;
                });
        assertTrue(begun.await(Bounded.PATIENCE, TimeUnit.MINUTES), "nobody reads");
        Future<byte[]> other = threads.submit(() -> tensor.bytes().array());
        victim.cancel(true);
        assertArrayEquals(expected, other.get(Bounded.PATIENCE, TimeUnit.MINUTES));
      }
      assertArrayEquals(expected, tensor.bytes().array());
    } finally {
      threads.shutdownNow();
    }
  }
}
