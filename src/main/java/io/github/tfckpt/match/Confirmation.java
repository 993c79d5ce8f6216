package io.github.tfckpt.match;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.CheckpointDiff;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.Tolerance;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.work.Job;
import io.github.tfckpt.work.Scheduler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Compares a tensor of A, rearranged, with one of B in full: bytes alone, and only up to the first
 * that differs. A matrix that is transposed is read in runs of one column or more; which of the two
 * that is decides where there are fewer of them. Checksums are left alone: what is damaged is not
 * the same as anything.
 */
final class Confirmation implements Job<Confirmation.Space> {

  private static final int AHEAD = 64;
  private static final int PIECE = 1 << 18;

  /** What is to be confirmed. */
  interface Trial {
    /** The two tensors as they are. */
    Pair plain();

    /** What is done to that of A. */
    Arrangement arrangement();
  }

  /** What a thread works with. */
  static final class Space {
    private final ByteBuffer one = Pieces.buffer(PIECE);
    private final ByteBuffer other = Pieces.buffer(PIECE);
  }

  private final Checkpoint a;
  private final Checkpoint b;
  private final Pair pair;
  private final LongConsumer progress;
  private Optional<FixedElements> one = Optional.empty();
  private Optional<FixedElements> other = Optional.empty();
  private long size;
  private volatile boolean isDifferent;

  private Confirmation(Checkpoint a, Checkpoint b, Trial trial, LongConsumer progress) {
    Pair plain = trial.plain();
    boolean isSwapped = trial.arrangement().isTurned() && rows(plain.a()) > rows(plain.b());
    Pair swapped = new Pair(plain.b(), plain.a(), plain.name(), plain.nameB(), Optional.empty());
    this.a = isSwapped ? b : a;
    this.b = isSwapped ? a : b;
    this.pair = trial.arrangement().applied(isSwapped ? swapped : plain);
    this.progress = progress;
  }

  private static long rows(Optional<TensorEntry> entry) {
    return entry.orElseThrow().shape().extent(0);
  }

  /**
   * {@return those that are the same in every byte, in the same order}
   *
   * @throws InterruptedIOException if this thread is interrupted
   */
  static <T extends Trial> List<T> of(
      Checkpoint a, Checkpoint b, List<T> trials, int threads, LongConsumer progress)
      throws InterruptedIOException {
    List<T> confirmed = new ArrayList<>();
    try (Scheduler<Space, Confirmation> work =
        new Scheduler<>(
            trials.size(),
            i -> new Confirmation(a, b, trials.get((int) i), progress),
            AHEAD,
            threads,
            Space::new)) {
      for (T trial : trials) {
        Confirmation done = work.take();
        boolean isFixed = trial.plain().a().orElseThrow().dtype().isFixed();
        if (isFixed ? !done.isDifferent : isSame(a, b, trial.plain(), progress)) {
          confirmed.add(trial);
        }
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("what fails is not the same", e);
    }
    return confirmed;
  }

  /** Strings are few, and compared one by one. */
  private static boolean isSame(Checkpoint a, Checkpoint b, Pair strings, LongConsumer progress)
      throws InterruptedIOException {
    DiffOptions exact = new DiffOptions(Tolerance.NONE, false, false, 1);
    Status status = CheckpointDiff.compare(a, b, List.of(strings), exact, progress).get(0).status();
    return status == Status.IDENTICAL;
  }

  @Override
  public int begin() throws IOException {
    Elements elements = a.read(pair.a().orElseThrow()).elements();
    Elements counterpart = b.read(pair.b().orElseThrow()).elements();
    if (!(elements instanceof FixedElements plain && counterpart instanceof FixedElements fixed)) {
      return 0;
    }
    FixedElements changed =
        pair.change().isPresent()
            ? (FixedElements) pair.change().get().apply(pair.name(), plain)
            : plain;
    one = Optional.of(changed);
    other = Optional.of(fixed);
    size = changed.bytes().size();
    isDifferent = size != fixed.bytes().size();
    long steps = (size + FixedElements.forwardBytes() - 1) / FixedElements.forwardBytes();
    return isDifferent ? 0 : Math.toIntExact(steps);
  }

  @Override
  public void step(int step, Space space) throws IOException {
    long start = (long) step * FixedElements.forwardBytes();
    long end = Math.min(size, start + FixedElements.forwardBytes());
    long last = end / one.orElseThrow().dtype().width();
    ByteSource from = one.get().inOrder(last);
    ByteSource to = other.orElseThrow().inOrder(last);
    for (long at = start; at < end && !isDifferent; at += PIECE) {
      int length = (int) Math.min(PIECE, end - at);
      from.read(at, space.one.clear().limit(length));
      to.read(at, space.other.clear().limit(length));
      if (space.one.flip().mismatch(space.other.flip()) >= 0) {
        isDifferent = true;
      }
    }
    progress.accept(2 * (end - start));
  }

  @Override
  public void fail(IOException e) {
    isDifferent = true;
  }
}
