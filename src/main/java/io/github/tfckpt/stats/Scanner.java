package io.github.tfckpt.stats;

import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Decoder;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Reads runs of elements and hands them to kernels, through buffers of its own. For one thread. */
final class Scanner {

  /** Bytes that are read at once: they stay near while they are summed and decoded. */
  private static final int CHUNK = 1 << 17;

  private final ByteBuffer chunk = Pieces.buffer(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
  private final FloatKernel floats = new FloatKernel(chunk);
  private final double[] numbers = new double[2 * Tally.PIECE];
  private final Map<DType, Decoder> decoders = new HashMap<>();
  private final long[] integers = new long[Tally.PIECE];
  private final ComplexKernel complex = new ComplexKernel();
  private final CRC32C crc = new CRC32C();

  /** What is done with a piece of a chunk, from the element {@code at} on. */
  private interface Kernel {
    void take(int at, int n, long first);
  }

  /**
   * Reads a run and takes its statistics.
   *
   * @param from bytes from the start of the elements, at an element
   * @return the plain CRC-32C of the run, if there is one of all elements to compare
   */
  int tally(FixedElements elements, long from, long bytes, Tally tally) throws IOException {
    if (elements.dtype().equals(DType.FLOAT32)) {
      floats.begin();
      int sum = read(elements, from, bytes, (at, n, first) -> floats.add(at, n, first, tally));
      floats.end(tally);
      return sum;
    }
    return read(elements, from, bytes, kernel(elements.dtype(), tally));
  }

  /** Reads a run and counts its elements in the bins of a histogram. */
  void count(FixedElements elements, long from, long bytes, Histogram histogram)
      throws IOException {
    Decoder decoder = decoder(elements.dtype());
    long[] counts = new long[histogram.bins()];
    read(
        elements,
        from,
        bytes,
        (at, n, first) -> {
          decoder.decode(chunk, at, n, numbers);
          histogram.count(numbers, n, counts);
        });
    histogram.add(counts);
  }

  private Kernel kernel(DType dtype, Tally tally) {
    Decoder decoder = decoder(dtype);
    return switch (dtype.kind()) {
      case COMPLEX ->
          (at, n, first) -> {
            decoder.decode(chunk, at, n, numbers);
            complex.add(numbers, n, first, tally);
          };
      case INT, UINT -> dtype.width() < 8 ? real(decoder, tally) : integers(decoder, tally);
      default -> real(decoder, tally);
    };
  }

  private Kernel real(Decoder decoder, Tally tally) {
    return (at, n, first) -> {
      decoder.decode(chunk, at, n, numbers);
      RealKernel.add(numbers, n, first, tally);
    };
  }

  private Kernel integers(Decoder decoder, Tally tally) {
    return (at, n, first) -> {
      decoder.decodeIntegers(chunk, at, n, integers);
      RealKernel.addIntegers(integers, decoder.isUnsigned(), n, first, numbers, tally);
    };
  }

  private Decoder decoder(DType dtype) {
    return decoders.computeIfAbsent(dtype, type -> new Decoder(type, Tally.PIECE));
  }

  private int read(FixedElements elements, long from, long bytes, Kernel kernel)
      throws IOException {
    int width = elements.dtype().width();
    crc.reset();
    for (long done = 0; done < bytes; done += chunk.limit()) {
      chunk.clear().limit((int) Math.min(CHUNK, bytes - done));
      elements.bytes().read(from + done, chunk);
      chunk.flip();
      if (elements.isSummed()) {
        crc.update(chunk);
        chunk.rewind();
      }
      long first = (from + done) / width;
      int count = chunk.limit() / width;
      for (int at = 0; at < count; at += Tally.PIECE) {
        kernel.take(at, Math.min(Tally.PIECE, count - at), first + at);
      }
    }
    return (int) crc.getValue();
  }
}
