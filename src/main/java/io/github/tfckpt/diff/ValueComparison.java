package io.github.tfckpt.diff;

import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.diff.TensorDiff.Outcome;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.util.BitSet;

/**
 * Compares the elements of two tensors of constant width, chunk by chunk, on any number of threads.
 *
 * <p>Chunks have fixed bounds. Equal bytes of equal types are found at the speed of memory and not
 * decoded, until somewhere a chunk differs: then the metrics want the norms of equal chunks too,
 * and those that were passed over are gone back to ({@link #again}).
 */
final class ValueComparison {

  private final FixedElements a;
  private final FixedElements b;
  private final Tolerance tolerance;
  private final boolean isFull;
  private final boolean comparable;
  private final int perChunk;
  private final PairTally[] tallies;
  private final int[] sumsA;
  private final int[] sumsB;
  private final BitSet passedOver = new BitSet();
  private volatile boolean differs;
  private boolean checked;

  /**
   * A comparison.
   *
   * @param isFull true if the metrics are wanted also where nothing differs
   */
  ValueComparison(FixedElements a, FixedElements b, Tolerance tolerance, boolean isFull) {
    this.a = a;
    this.b = b;
    this.tolerance = tolerance;
    this.isFull = isFull;
    this.comparable = a.dtype().equals(b.dtype());
    this.perChunk = Buffers.CHUNK / Math.max(a.dtype().width(), b.dtype().width());
    int chunks = Math.toIntExact((a.count() + perChunk - 1) / perChunk);
    this.tallies = new PairTally[chunks];
    this.sumsA = new int[chunks];
    this.sumsB = new int[chunks];
  }

  int chunks() {
    return tallies.length;
  }

  /**
   * Compares the chunks from {@code from} up to, without, {@code to}.
   *
   * @return how many bytes they have on both sides
   */
  long compare(int from, int to, Buffers buffers) throws IOException {
    long end = Math.min(a.count(), (long) to * perChunk);
    ChunkReader readerA = new ChunkReader(a, end, buffers.bytesA, buffers.decoder(a.dtype()));
    ChunkReader readerB = new ChunkReader(b, end, buffers.bytesB, buffers.decoder(b.dtype()));
    PieceComparison pieces = new PieceComparison(readerA, readerB, tolerance, buffers);
    long bytes = 0;
    for (int chunk = from; chunk < to; chunk++) {
      long first = (long) chunk * perChunk;
      int count = count(chunk);
      readerA.read(first, count);
      readerB.read(first, count);
      bytes += readerA.chunk().remaining() + readerB.chunk().remaining();
      boolean same = comparable && readerA.chunk().mismatch(readerB.chunk()) < 0;
      sumsA[chunk] = readerA.sum();
      // Same bytes, same sum.
      sumsB[chunk] = same && readerA.isSummed() ? sumsA[chunk] : readerB.sum();
      if (!same) {
        differs = true;
      }
      if (same && !differs && !isFull && (tolerance.nanEqual() || !mayHoldNan())) {
        synchronized (passedOver) {
          passedOver.set(chunk);
        }
      } else {
        tallies[chunk] = pieces.tally(first, count, same);
      }
    }
    return bytes;
  }

  private int count(int chunk) {
    return (int) Math.min(perChunk, a.count() - (long) chunk * perChunk);
  }

  private boolean mayHoldNan() {
    return switch (a.dtype().kind()) {
      case FLOAT, SMALL_FLOAT, COMPLEX -> true;
      default -> false;
    };
  }

  /**
   * The chunks to go {@link #again} to, once every chunk was compared: none after that.
   *
   * @throws io.github.tfckpt.io.CheckpointException.Corrupt if a checksum of what was read is not
   *     the stored one
   */
  int[] owed() throws IOException {
    if (!checked) {
      checked = true;
      a.compareSum(sum(sumsA, a));
      b.compareSum(sum(sumsB, b));
    }
    int[] owed = differs ? passedOver.stream().toArray() : new int[0];
    passedOver.clear();
    return owed;
  }

  /** Takes the norms of some of the chunks that are equal on both sides. */
  long again(int[] chunks, int from, int to, Buffers buffers) throws IOException {
    ChunkReader reader = new ChunkReader(a, a.count(), buffers.bytesA, buffers.decoder(a.dtype()));
    PieceComparison pieces = new PieceComparison(reader, reader, tolerance, buffers);
    for (int i = from; i < to; i++) {
      long first = (long) chunks[i] * perChunk;
      reader.read(first, count(chunks[i]));
      tallies[chunks[i]] = pieces.tally(first, count(chunks[i]), true);
    }
    return 0;
  }

  /** The result of all chunks, after every one of them was compared, and {@link #owed} gone to. */
  Outcome result() {
    Metrics metrics = metrics();
    Status status = Status.DIFFERENT;
    if (metrics.differing() == 0) {
      status = isIdentical() ? Status.IDENTICAL : Status.CLOSE;
    }
    boolean sameValues = status == Status.CLOSE && metrics.maxAbs() == 0;
    return Outcome.of(status, metrics, sameValues ? note() : "");
  }

  private String note() {
    return !comparable
        ? "same values"
        : mayHoldNan() ? "same values, other bits (-0, NaN)" : "same values, other bits";
  }

  private Metrics metrics() {
    boolean isSame = isIdentical() || a.count() == 0;
    if (isSame && !isFull) {
      return Metrics.same(a.count());
    }
    PairTally all = new PairTally();
    for (PairTally tally : tallies) {
      all.join(tally);
    }
    Metrics found = Metrics.of(a.count(), all);
    return isSame ? found.same() : found;
  }

  /** True if each byte was like its counterpart, of the same type, and means the same. */
  private boolean isIdentical() {
    if (differs || !comparable) {
      return false;
    }
    for (PairTally tally : tallies) {
      if (tally != null && tally.differing > 0) {
        return false;
      }
    }
    return true;
  }

  private int sum(int[] sums, FixedElements elements) {
    return sums.length == 0
        ? 0
        : Crc32cJoin.all(sums, (long) perChunk * elements.dtype().width(), elements.bytes().size());
  }
}
