package io.github.tfckpt.tensor;

import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.util.zip.CRC32C;

/** Elements in their order, in blocks of one length; the last may be shorter. */
final class StraightBlocks implements ElementBlocks {

  /** Bytes of a block, a multiple of every element width and of what is read at once. */
  static final int BLOCK = 16 << 20;

  private final FixedElements elements;
  private final long size;
  private final int[] sums;

  StraightBlocks(FixedElements elements) {
    this.elements = elements;
    this.size = elements.bytes().size();
    this.sums = new int[(int) Math.max(1, (size + BLOCK - 1) / BLOCK)];
  }

  @Override
  public int count() {
    return sums.length;
  }

  @Override
  public void place(int block, Placing target) throws IOException {
    long start = (long) block * BLOCK;
    long length = Math.min(BLOCK, size - start);
    long end = (start + length) / elements.dtype().width();
    ByteSource bytes = elements.inOrder(end).slice(start, length);
    CRC32C crc = new CRC32C();
    long[] at = {start};
    Pieces.forEach(
        bytes,
        piece -> {
          crc.update(piece.duplicate());
          int count = piece.remaining();
          target.put(at[0], piece);
          at[0] += count;
        });
    sums[block] = (int) crc.getValue();
  }

  @Override
  public int sum() throws IOException {
    int sum = Crc32cJoin.all(sums, BLOCK, size);
    if (elements.isSummed()) {
      elements.compareSum(sum);
    } else {
      elements.check();
    }
    return sum;
  }
}
