package io.github.tfckpt.tensor;

import java.io.IOException;
import java.util.zip.CRC32C;

/** Elements that one thread reads from the first to the last: one block. */
final class StreamedBlock implements ElementBlocks {

  private final FixedElements elements;
  private final CRC32C crc = new CRC32C();

  StreamedBlock(FixedElements elements) {
    this.elements = elements;
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public void place(int block, Placing target) throws IOException {
    long[] at = {0};
    elements.stream(
        piece -> {
          crc.update(piece.duplicate());
          int count = piece.remaining();
          target.put(at[0], piece);
          at[0] += count;
        });
  }

  @Override
  public int sum() {
    return (int) crc.getValue();
  }
}
