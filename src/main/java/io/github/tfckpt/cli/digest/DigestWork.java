package io.github.tfckpt.cli.digest;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Digests;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Digests of many tensors, several at once, handed out in the order of the tensors. Only a few are
 * computed ahead of the one that is asked for.
 */
final class DigestWork implements AutoCloseable {

  /** Bytes for which it is not worth while to start threads. */
  private static final long LITTLE = 4 << 20;

  private final Checkpoint checkpoint;
  private final Iterator<TensorEntry> rest;
  private final int ahead;
  private final Progress progress;
  private final Optional<ExecutorService> workers;
  private final Queue<Future<String>> pending = new ArrayDeque<>();

  DigestWork(Checkpoint checkpoint, List<TensorEntry> entries, int threads, Progress progress) {
    this.checkpoint = checkpoint;
    this.rest = entries.iterator();
    this.progress = progress;
    ahead = 4 * threads;
    boolean alone = threads == 1 || entries.size() < 2 || isLittle(entries);
    workers =
        alone ? Optional.empty() : Optional.of(Executors.newFixedThreadPool(threads, Worker::new));
  }

  private static boolean isLittle(List<TensorEntry> entries) {
    long bytes = 0;
    for (TensorEntry entry : entries) {
      bytes += entry.bytes().orElse(0);
    }
    return bytes < LITTLE;
  }

  /** A thread that does not keep the process alive. */
  private static final class Worker extends Thread {
    Worker(Runnable work) {
      super(work, "digest");
      setDaemon(true);
    }
  }

  /**
   * The digest of the next tensor, as 64 hexadecimal digits.
   *
   * @throws IOException if that tensor cannot be read; the ones behind it still can be asked for
   */
  String next() throws IOException {
    if (workers.isEmpty()) {
      return digest(rest.next());
    }
    while (pending.size() < ahead && rest.hasNext()) {
      TensorEntry entry = rest.next();
      pending.add(workers.get().submit(() -> digest(entry)));
    }
    try {
      return pending.remove().get();
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static IOException cause(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException bug) {
      throw bug;
    }
    return e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
  }

  private String digest(TensorEntry entry) throws IOException {
    return Digests.sha256(checkpoint.read(entry), progress);
  }

  @Override
  public void close() {
    workers.ifPresent(ExecutorService::shutdownNow);
  }
}
