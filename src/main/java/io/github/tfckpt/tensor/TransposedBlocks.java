package io.github.tfckpt.tensor;

import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * A transposed matrix, block by block: each is read as runs of rows of the tensor, and handed over
 * as runs of rows of the view. In order, one of the two would be a few hundred bytes long.
 */
final class TransposedBlocks {

  private final ByteSource whole;
  private final int width;
  private final View view;
  private final long rows;
  private final long columns;

  /** Rows and columns of a block, at most. */
  private final int high;

  private final int wide;

  /**
   * The blocks of a view.
   *
   * @param whole the bytes of the tensor
   * @param most bytes of a block
   */
  TransposedBlocks(ByteSource whole, int width, View view, int most) {
    this.whole = whole;
    this.width = width;
    this.view = view;
    this.rows = view.shape().extent(0);
    this.columns = view.shape().extent(1);
    int side = side(width, most);
    // Whole rows of the tensor are read as one run.
    this.high = (int) Math.min(rows, rows <= 2L * side ? rows : side);
    this.wide = (int) Math.min(columns, Math.max(1, most / width / high));
  }

  private static int side(int width, int most) {
    return Math.max(1, (int) Math.sqrt(most / (double) width));
  }

  /** The blocks of a view that is faster so than by panels of rows. */
  static Optional<TransposedBlocks> of(ByteSource whole, int width, View view, int most) {
    Optional<View> matrix = matrix(view);
    boolean isFor =
        matrix.isPresent()
            && Math.abs(matrix.get().stride(0)) == 1
            && matrix.get().shape().extent(1) > side(width, most)
            && view.shape().elementCount() * width > most;
    return isFor
        ? Optional.of(new TransposedBlocks(whole, width, matrix.get(), most))
        : Optional.empty();
  }

  /** The same view without axes of one element, if two are left. */
  private static Optional<View> matrix(View view) {
    int[] axes =
        IntStream.range(0, view.shape().rank()).filter(i -> view.shape().extent(i) != 1).toArray();
    if (axes.length != 2) {
      return Optional.empty();
    }
    Shape shape = Shape.of(view.shape().extent(axes[0]), view.shape().extent(axes[1]));
    return Optional.of(
        new View(view.whole(), view.source(0), shape, view.stride(axes[0]), view.stride(axes[1])));
  }

  /** Hands over all runs; the result is the plain CRC-32C of all bytes of the view. */
  int place(FixedElements.Placing target) throws IOException {
    ByteBuffer run = ByteBuffer.allocateDirect(wide * width);
    Crc32cJoin row = new Crc32cJoin(columns * width);
    int sum = 0;
    for (long at = 0; at < rows; at += high) {
      int[] sums = new int[(int) Math.min(high, rows - at)];
      for (long column = 0; column < columns; column += wide) {
        place(at, column, sums, run, target);
      }
      for (int next : sums) {
        sum = row.join(sum, next);
      }
    }
    return sum;
  }

  private void place(long at, long column, int[] sums, ByteBuffer run, FixedElements.Placing target)
      throws IOException {
    int count = (int) Math.min(wide, columns - column);
    Shape shape = Shape.of(sums.length, count);
    long start = view.source(at * columns + column);
    View block = new View(view.whole(), start, shape, view.stride(0), view.stride(1));
    ViewSource elements = new ViewSource(whole, width, block);
    ByteSource bytes = elements.inOrder(elements.size());
    Crc32cJoin join = new Crc32cJoin((long) count * width);
    CRC32C crc = new CRC32C();
    for (int i = 0; i < sums.length; i++) {
      bytes.read((long) i * count * width, run.clear().limit(count * width));
      crc.reset();
      crc.update(run.flip());
      sums[i] = join.join(sums[i], (int) crc.getValue());
      target.put(((at + i) * columns + column) * width, run.rewind());
    }
  }
}
