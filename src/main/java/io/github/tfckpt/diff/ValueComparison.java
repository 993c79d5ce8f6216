package io.github.tfckpt.diff;

import io.github.tfckpt.io.Crc32cJoin;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Compares the elements of two tensors of constant width, chunk by chunk, on any number of threads.
 *
 * <p>Chunks have fixed bounds. Equal bytes of equal types are found at the speed of memory and not
 * decoded, until somewhere a chunk differs: then the metrics want the norms of equal chunks too.
 * Those that were passed over are gone back to in {@link #finish}.
 */
final class ValueComparison {

  /** Bytes of a chunk of the wider type. */
  private static final int CHUNK = 1 << 20;

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
    this.perChunk = CHUNK / Math.max(a.dtype().width(), b.dtype().width());
    int chunks = Math.toIntExact((a.count() + perChunk - 1) / perChunk);
    this.tallies = new Tally[chunks];
    this.sumsA = new int[chunks];
    this.sumsB = new int[chunks];
  }

  /** Room for the chunks of both sides and for numbers; one for each thread. */
  static final class Buffers {
    final ByteBuffer bytesA = ByteBuffer.allocateDirect(CHUNK);
    final ByteBuffer bytesB = ByteBuffer.allocateDirect(CHUNK);
    final double[] numbersA = new double[2 * Tally.PIECE];
    final double[] numbersB = new double[2 * Tally.PIECE];
    final long[] integersA = new long[Tally.PIECE];
    final long[] integersB = new long[Tally.PIECE];
  }

  int chunks() {
    return tallies.length;
  }

  /** Compares the chunks from {@code from} up to, without, {@code to}. */
  void compare(int from, int to, Buffers buffers) throws IOException {
    ChunkReader readerA = new ChunkReader(a, buffers.bytesA);
    ChunkReader readerB = new ChunkReader(b, buffers.bytesB);
    for (int chunk = from; chunk < to; chunk++) {
      long first = (long) chunk * perChunk;
      int count = (int) Math.min(perChunk, a.count() - first);
      sumsA[chunk] = readerA.read(first, count);
      sumsB[chunk] = readerB.read(first, count);
      boolean same = comparable && readerA.chunk().mismatch(readerB.chunk()) < 0;
      if (same && !differs && (tolerance.nanEqual() || !mayHoldNan())) {
        synchronized (passedOver) {
          passedOver.set(chunk);
        }
      } else {
        differs |= !same;
        tallies[chunk] = tally(readerA, readerB, same, first, count, buffers);
      }
    }
  }

  private boolean mayHoldNan() {
    return switch (a.dtype().kind()) {
      case FLOAT, SMALL_FLOAT, COMPLEX -> true;
      default -> false;
    };
  }

  private Tally tally(
      ChunkReader readerA,
      ChunkReader readerB,
      boolean same,
      long first,
      int count,
      Buffers buffers) {
    Tally tally = new Tally();
    for (int at = 0; at < count; at += Tally.PIECE) {
      int piece = Math.min(Tally.PIECE, count - at);
      if (isExact()) {
        exact(readerA, readerB, at, piece, first + at, buffers, tally);
      } else {
        real(readerA, readerB, same, at, piece, first + at, buffers, tally);
      }
    }
    return tally;
  }

  /** True if integers of 64 bits are among integers. */
  private boolean isExact() {
    return isInteger(a.dtype())
        && isInteger(b.dtype())
        && Math.max(a.dtype().width(), b.dtype().width()) == 8;
  }

  private static boolean isInteger(DType dtype) {
    return switch (dtype.kind()) {
      case INT, UINT, BOOL -> true;
      default -> false;
    };
  }

  private void exact(
      ChunkReader readerA,
      ChunkReader readerB,
      int at,
      int count,
      long first,
      Buffers buffers,
      Tally tally) {
    readerA.decoder().decodeIntegers(readerA.chunk(), at, count, buffers.integersA);
    readerB.decoder().decodeIntegers(readerB.chunk(), at, count, buffers.integersB);
    LongKernel.compare(
        buffers.integersA,
        readerA.decoder().isUnsigned(),
        buffers.integersB,
        readerB.decoder().isUnsigned(),
        count,
        first,
        tolerance,
        tally);
  }

  private void real(
      ChunkReader readerA,
      ChunkReader readerB,
      boolean same,
      int at,
      int count,
      long first,
      Buffers buffers,
      Tally tally) {
    readerA.decoder().decode(readerA.chunk(), at, count, buffers.numbersA);
    boolean complexA = readerA.decoder().numbersPerElement() == 2;
    boolean complexB = readerB.decoder().numbersPerElement() == 2;
    if (same && !complexA) {
      RealKernel.same(buffers.numbersA, count, tolerance, tally);
      return;
    }
    readerB.decoder().decode(readerB.chunk(), at, count, buffers.numbersB);
    if (complexA || complexB) {
      spread(buffers.numbersA, count, complexA);
      spread(buffers.numbersB, count, complexB);
      ComplexKernel.compare(buffers.numbersA, buffers.numbersB, count, first, tolerance, tally);
    } else {
      RealKernel.compare(buffers.numbersA, buffers.numbersB, count, first, tolerance, tally);
    }
  }

  /** Makes real numbers complex. */
  private static void spread(double[] numbers, int count, boolean isComplex) {
    for (int i = count - 1; i >= 0 && !isComplex; i--) {
      numbers[2 * i] = numbers[i];
      numbers[2 * i + 1] = 0;
    }
  }

  /**
   * Joins what all chunks gave, after every one of them was compared.
   *
   * @return the metrics, also of tensors whose bits are the same
   */
  Metrics finish(Buffers buffers) throws IOException {
    a.compareSum(join(sumsA, a));
    b.compareSum(join(sumsB, b));
    Tally all = new Tally();
    if (differs) {
      BitSet again = (BitSet) passedOver.clone();
      for (int chunk = again.nextSetBit(0); chunk >= 0; chunk = again.nextSetBit(chunk + 1)) {
        compare(chunk, chunk + 1, buffers);
      }
    }
    for (Tally tally : tallies) {
      if (tally != null) {
        all.join(tally);
      }
    }
    return Metrics.of(a.count(), all);
  }

  /** True if each byte was like its counterpart, of the same type; known behind {@link #finish}. */
  boolean isIdentical() {
    return !differs;
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
