package io.github.tfckpt.diff;

import io.github.tfckpt.checksum.Crc32cJoin;
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
  private final boolean comparable;
  private final int perChunk;
  private final Tally[] tallies;
  private final int[] sumsA;
  private final int[] sumsB;
  private final BitSet passedOver = new BitSet();
  private volatile boolean differs;

  ValueComparison(FixedElements a, FixedElements b, Tolerance tolerance) {
    this.a = a;
    this.b = b;
    this.tolerance = tolerance;
    this.comparable = a.dtype().equals(b.dtype());
    this.perChunk = Buffers.CHUNK / Math.max(a.dtype().width(), b.dtype().width());
    int chunks = Math.toIntExact((a.count() + perChunk - 1) / perChunk);
    this.tallies = new Tally[chunks];
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
    ChunkReader readerA = new ChunkReader(a, buffers.bytesA, buffers.decoder(a.dtype()));
    ChunkReader readerB = new ChunkReader(b, buffers.bytesB, buffers.decoder(b.dtype()));
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
      if (same && !differs && (tolerance.nanEqual() || !mayHoldNan())) {
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

  /** The chunks to go {@link #again} to, once every chunk was compared. */
  int[] owed() {
    return differs ? passedOver.stream().toArray() : new int[0];
  }

  /** Takes the norms of some of the chunks that are equal on both sides. */
  void again(int[] chunks, int from, int to, Buffers buffers) throws IOException {
    ChunkReader reader = new ChunkReader(a, buffers.bytesA, buffers.decoder(a.dtype()));
    PieceComparison pieces = new PieceComparison(reader, reader, tolerance, buffers);
    for (int i = from; i < to; i++) {
      long first = (long) chunks[i] * perChunk;
      reader.read(first, count(chunks[i]));
      tallies[chunks[i]] = pieces.tally(first, count(chunks[i]), true);
    }
  }

  /**
   * Compares the stored checksums with those of what was read, once every chunk was compared.
   *
   * @throws io.github.tfckpt.io.CheckpointException.Corrupt if one is another
   */
  void check() throws IOException {
    a.compareSum(join(sumsA, a));
    b.compareSum(join(sumsB, b));
  }

  /** Joins what all chunks gave, after every one of them was compared. */
  Metrics metrics() {
    if (isIdentical() || a.count() == 0) {
      return Metrics.same(a.count());
    }
    Tally all = new Tally();
    for (Tally tally : tallies) {
      all.join(tally);
    }
    return Metrics.of(a.count(), all);
  }

  /** True if each byte was like its counterpart, of the same type, and means the same. */
  boolean isIdentical() {
    if (differs || !comparable) {
      return false;
    }
    for (Tally tally : tallies) {
      if (tally != null && tally.differing > 0) {
        return false;
      }
    }
    return true;
  }

  private int join(int[] sums, FixedElements elements) {
    if (sums.length == 0) {
      return 0;
    }
    Crc32cJoin whole = new Crc32cJoin((long) perChunk * elements.dtype().width());
    long rest = elements.bytes().size() - whole.length() * (sums.length - 1);
    int sum = sums[0];
    for (int i = 1; i < sums.length; i++) {
      Crc32cJoin join = i < sums.length - 1 ? whole : new Crc32cJoin(rest);
      sum = join.join(sum, sums[i]);
    }
    return sum;
  }
}
