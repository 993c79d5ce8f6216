package io.github.tfckpt.diff;

import io.github.tfckpt.tensor.DType;

/**
 * Compares what two readers have read, piece by piece, each as its types require. For one thread.
 */
final class PieceComparison {

  private final ChunkReader readerA;
  private final ChunkReader readerB;
  private final Tolerance tolerance;
  private final Buffers buffers;

  /** True if integers of 64 bits are among integers. */
  private final boolean exact;

  private final boolean complex;

  /** True if only {@link RealUpdates} are wanted. */
  private final boolean isUpdate;

  PieceComparison(ChunkReader readerA, ChunkReader readerB, Tolerance tolerance, Buffers buffers) {
    this(readerA, readerB, tolerance, buffers, false);
  }

  private PieceComparison(
      ChunkReader readerA,
      ChunkReader readerB,
      Tolerance tolerance,
      Buffers buffers,
      boolean isUpdate) {
    this.isUpdate = isUpdate;
    this.readerA = readerA;
    this.readerB = readerB;
    this.tolerance = tolerance;
    this.buffers = buffers;
    DType a = readerA.dtype();
    DType b = readerB.dtype();
    this.exact = isInteger(a) && isInteger(b) && Math.max(a.width(), b.width()) == 8;
    this.complex = a.kind() == DType.Kind.COMPLEX || b.kind() == DType.Kind.COMPLEX;
  }

  /** Compares what a step has with what the step before has: only the norms, and what changed. */
  static PieceComparison ofSteps(ChunkReader now, ChunkReader before, Buffers buffers) {
    return new PieceComparison(now, before, Tolerance.NONE, buffers, true);
  }

  /** True if values are integers, or truth values that count as such. */
  static boolean isInteger(DType dtype) {
    return switch (dtype.kind()) {
      case INT, UINT, BOOL -> true;
      default -> false;
    };
  }

  /**
   * The tally of a chunk that both readers hold.
   *
   * @param first the row-major index of its first element
   * @param same if the bytes are known to be equal
   */
  PairTally tally(long first, int count, boolean same) {
    PairTally tally = new PairTally();
    for (int at = 0; at < count; at += PairTally.PIECE) {
      int piece = Math.min(PairTally.PIECE, count - at);
      if (exact) {
        integers(at, piece, first + at, tally);
      } else if (complex) {
        complexes(at, piece, first + at, tally);
      } else {
        reals(at, piece, first + at, same, tally);
      }
    }
    return tally;
  }

  private void integers(int at, int count, long first, PairTally tally) {
    readerA.decoder().decodeIntegers(readerA.chunk(), at, count, buffers.integersA);
    readerB.decoder().decodeIntegers(readerB.chunk(), at, count, buffers.integersB);
    LongPairs.compare(
        buffers.integersA,
        readerA.decoder().isUnsigned(),
        buffers.integersB,
        readerB.decoder().isUnsigned(),
        count,
        first,
        tolerance,
        tally);
  }

  private void complexes(int at, int count, long first, PairTally tally) {
    decodeComplex(readerA, at, count, buffers.numbersA);
    decodeComplex(readerB, at, count, buffers.numbersB);
    ComplexPairs.compare(buffers.numbersA, buffers.numbersB, count, first, tolerance, tally);
  }

  /** Decodes; real numbers become complex. */
  private static void decodeComplex(ChunkReader reader, int at, int count, double[] numbers) {
    reader.decoder().decode(reader.chunk(), at, count, numbers);
    if (reader.decoder().numbersPerElement() == 1) {
      for (int i = count - 1; i >= 0; i--) {
        numbers[2 * i] = numbers[i];
        numbers[2 * i + 1] = 0;
      }
    }
  }

  private void reals(int at, int count, long first, boolean same, PairTally tally) {
    if (isUpdate && readerA.decoder().isOfFloats() && isAdded(at, count, same, tally)) {
      return;
    }
    readerA.decoder().decode(readerA.chunk(), at, count, buffers.numbersA);
    if (!same) {
      readerB.decoder().decode(readerB.chunk(), at, count, buffers.numbersB);
    }
    if (isUpdate && same) {
      RealUpdates.first(buffers.numbersA, count, first, tally);
    } else if (isUpdate) {
      RealUpdates.compare(buffers.numbersA, buffers.numbersB, count, first, tally);
    } else if (same) {
      RealPairs.same(buffers.numbersA, count, first, tolerance, tally);
    } else {
      RealPairs.compare(buffers.numbersA, buffers.numbersB, count, first, tolerance, tally);
    }
  }

  /** True if these are floats, and all of them finite. */
  private boolean isAdded(int at, int count, boolean same, PairTally tally) {
    readerA.decoder().decode(readerA.chunk(), at, count, buffers.floatsA);
    if (same) {
      return RealUpdates.isAdded(buffers.floatsA, count, tally);
    }
    readerB.decoder().decode(readerB.chunk(), at, count, buffers.floatsB);
    return RealUpdates.isAdded(buffers.floatsA, buffers.floatsB, count, tally);
  }
}
