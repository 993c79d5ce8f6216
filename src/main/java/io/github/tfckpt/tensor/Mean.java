package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The mean of some tensors, element by element: added up in float64 in their order, divided, and
 * rounded once to their type. An element that has the same bits in all of them keeps these.
 */
final class Mean implements ByteSource {

  /** Elements that are taken at once. */
  private static final int PIECE = 1 << 13;

  private final List<FixedElements> all;
  private final DType dtype;

  /** Those that no thread uses: made anew for each read, they would fill the heap with arrays. */
  private final Queue<Pieces> spare = new ConcurrentLinkedQueue<>();

  /** The mean of elements of one float or complex type, as many in each. */
  Mean(List<FixedElements> all) {
    this.all = all;
    this.dtype = last().dtype();
  }

  private FixedElements last() {
    return all.get(all.size() - 1);
  }

  @Override
  public String description() {
    return last().bytes().description();
  }

  @Override
  public long size() {
    return last().bytes().size();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    Pieces pieces = Optional.ofNullable(spare.poll()).orElseGet(Pieces::new);
    int width = dtype.width();
    for (long at = offset; target.hasRemaining(); ) {
      long first = at / width;
      int inside = (int) (at % width);
      long wanted = (inside + target.remaining() + width - 1L) / width;
      ByteBuffer mean = pieces.mean(first, (int) Math.min(PIECE, wanted));
      mean.position(inside);
      mean.limit(Math.min(mean.limit(), inside + target.remaining()));
      at += mean.remaining();
      target.put(mean);
    }
    spare.add(pieces);
  }

  /** Computes a piece at a time; for one thread. */
  private final class Pieces {

    private final Decoder decoder = new Decoder(dtype, PIECE);
    private final Encoder encoder = new Encoder(dtype);
    private final int parts = decoder.numbersPerElement();
    private final double[] numbers = new double[parts * PIECE];
    private final double[] sums = new double[parts * PIECE];
    private final ByteBuffer bytes = buffer();
    private final ByteBuffer out = buffer();

    private ByteBuffer buffer() {
      return ByteBuffer.allocate(PIECE * dtype.width()).order(ByteOrder.LITTLE_ENDIAN);
    }

    ByteBuffer mean(long first, int count) throws IOException {
      int length = count * dtype.width();
      out.clear().limit(length);
      last().bytes().read(first * dtype.width(), out);
      Arrays.fill(sums, 0, parts * count, 0);
      boolean[] differs = new boolean[count];
      for (FixedElements each : all) {
        bytes.clear().limit(length);
        each.bytes().read(first * dtype.width(), bytes);
        decoder.decode(bytes.flip(), 0, count, numbers);
        for (int i = 0; i < parts * count; i++) {
          sums[i] += numbers[i];
        }
        note(differs, count);
      }
      for (int i = 0; i < count; i++) {
        if (differs[i]) {
          out.position(i * dtype.width());
          for (int part = 0; part < parts; part++) {
            encoder.put(sums[parts * i + part] / all.size(), out);
          }
        }
      }
      return out.rewind();
    }

    /** Notes which elements have other bits than those of the last tensor. */
    private void note(boolean[] differs, int count) {
      int width = dtype.width() / parts;
      for (int i = 0; i < parts * count; i++) {
        differs[i / parts] |= code(bytes, i, width) != code(out, i, width);
      }
    }

    private static long code(ByteBuffer numbers, int index, int width) {
      return switch (width) {
        case Byte.BYTES -> numbers.get(index);
        case Short.BYTES -> numbers.getShort(width * index);
        case Integer.BYTES -> numbers.getInt(width * index);
        default -> numbers.getLong(width * index);
      };
    }
  }
}
