package io.github.tfckpt.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.io.InputStream;
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

  @BeforeEach
  void write() throws IOException {
    expected = Samples.elements(new Random(3), DTypes.FLOAT, COUNT);
    BundleBuilder bundle = new BundleBuilder(folder.resolve("v2"), 1);
    bundle.add(0, "w", DTypes.FLOAT, new long[] {COUNT}, expected);
    bundle.write();
    V1Builder file = new V1Builder();
    file.add("w", DTypes.FLOAT, new long[] {COUNT}, expected);
    file.write(folder.resolve("v1"));
  }

  private static void assertClosed(IOException e) {
    assertTrue(e.getMessage().endsWith(": checkpoint is closed"), e.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void closedTwiceAndThenRead(String format) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder.resolve(format));
    Tensor tensor = checkpoint.tensor("w");
    InputStream begun = tensor.openStream();
    assertEquals(expected[0], (byte) begun.read());
    checkpoint.close();
    checkpoint.close();
    assertClosed(assertThrows(IOException.class, tensor::floats));
    assertClosed(assertThrows(IOException.class, tensor::bytes));
    assertClosed(assertThrows(IOException.class, begun::readAllBytes));
    assertClosed(assertThrows(IOException.class, () -> checkpoint.tensor("w").floats()));
    begun.close();
    assertEquals(1, checkpoint.tensors().size());
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
  @ValueSource(strings = {"v1", "v2"})
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
      assertTrue(begun.await(60, TimeUnit.SECONDS), "nobody reads");
      checkpoint.close();
      for (Future<Integer> job : jobs) {
        assertTrue(job.get(60, TimeUnit.SECONDS) >= 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
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
        assertTrue(begun.await(60, TimeUnit.SECONDS), "nobody reads");
        Future<byte[]> other = threads.submit(() -> tensor.bytes().array());
        victim.cancel(true);
        assertArrayEquals(expected, other.get(60, TimeUnit.SECONDS));
      }
      assertArrayEquals(expected, tensor.bytes().array());
    } finally {
      threads.shutdownNow();
    }
  }
}
