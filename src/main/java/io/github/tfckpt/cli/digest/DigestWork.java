package io.github.tfckpt.cli.digest;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Digests;
import io.github.tfckpt.work.Job;
import io.github.tfckpt.work.Scheduler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Digests of many tensors, several at once, handed out in the order of the tensors. Only a few are
 * computed ahead of the one that is asked for.
 */
final class DigestWork implements AutoCloseable {

  private final Checkpoint checkpoint;
  private final Progress progress;
  private final Scheduler<Object, Digest> digests;
  private volatile boolean closed;

  DigestWork(Checkpoint checkpoint, List<TensorEntry> entries, int threads, Progress progress) {
    this.checkpoint = checkpoint;
    this.progress = progress;
    int workers = Scheduler.threads(Math.min(threads, entries.size()), TensorEntry.bytes(entries));
    digests =
        new Scheduler<>(
            entries.size(),
            i -> new Digest(entries.get((int) i)),
            4 * threads,
            workers,
            Object::new);
  }

  private final class Digest implements Job<Object> {
    private final TensorEntry entry;
    private String sha256 = "";

    Digest(TensorEntry entry) {
      this.entry = entry;
    }

    @Override
    public void step(int step, Object own) throws IOException {
      sha256 = Digests.sha256(checkpoint.read(entry), this::tell);
    }

    /** A digest cannot be cut into steps, so that a long one looks whether it is still wanted. */
    private void tell(long bytes) {
      if (closed) {
        throw new CancellationException("closed");
      }
      progress.accept(bytes);
    }
  }

  /**
   * The digest of the next tensor, as 64 hexadecimal digits.
   *
   * @throws IOException if that tensor cannot be read; the next ones can still be asked for
   */
  String next() throws IOException {
    return digests.take().sha256;
  }

  @Override
  public void close() {
    closed = true;
    digests.close();
  }
}
