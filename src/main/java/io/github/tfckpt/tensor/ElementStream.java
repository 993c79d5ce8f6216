package io.github.tfckpt.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of all elements of a tensor as a stream. Checksums are compared before the last byte is
 * given: what is damaged never comes to its end. For one thread.
 */
final class ElementStream extends InputStream {

  private final FixedElements elements;
  private final long size;
  private final CRC32C crc = new CRC32C();
  private long position;
  private boolean isChecked;

  ElementStream(FixedElements elements) {
    this.elements = elements;
    this.size = elements.bytes().size();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!isChecked && !elements.isSummed()) {
      // The sums are of other bytes than these, so that only a walk of its own compares them.
      elements.check();
      isChecked = true;
    }
    int count = (int) Math.min(length, size - position);
    elements.bytes().read(position, ByteBuffer.wrap(target, offset, count));
    position += count;
    if (!isChecked) {
      crc.update(target, offset, count);
      if (position == size) {
        elements.compareSum((int) crc.getValue());
        isChecked = true;
      }
    }
    return count == 0 && length > 0 ? -1 : count;
  }
}
