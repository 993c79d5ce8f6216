package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Mismatch;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The checksums of a variant tensor: one that runs through all elements, and is stored after each.
 *
 * <pre>
 *   element*   length   varint64
 *              proto    u8[length]   VariantTensorDataProto, not looked into
 *              sum      u32          masked crc32c of all lengths (as u64), protos and sums so far
 * </pre>
 *
 * @param bytes the run in the shard
 * @param count how many elements
 * @param sum plain CRC-32C that the entry stores
 * @param what names the tensor in messages
 * @see "tensorflow/core/util/tensor_bundle/tensor_bundle.cc, ReadVariantTensor"
 */
record VariantSums(ByteSource bytes, long count, int sum, String what)
    implements FixedElements.Check {

  private static final int MOST_VARINT = 10;

  @Override
  public void run() throws IOException {
    compare("crc32c", sum(bytes, count, what), sum);
  }

  /**
   * The plain sum that the entry of such elements stores.
   *
   * @throws Corrupt if an element does not fit, or the sum after it is another
   */
  static int sum(ByteSource bytes, long count, String what) throws IOException {
    return new VariantSums(bytes, count, 0, what).walk();
  }

  private int walk() throws IOException {
    CRC32C crc = new CRC32C();
    long position = 0;
    for (long i = 0; i < count; i++) {
      int ready = (int) Math.min(MOST_VARINT, bytes.size() - position);
      ByteSource head = bytes.slice(position, ready);
      ByteCursor in = ByteCursor.over(head, head.readAll(), ready);
      long length = in.varint64("length of element " + i);
      position += in.position();
      if (length < 0 || length > bytes.size() - position - 4) {
        throw Corrupt.at(
            bytes.description(),
            "%s: element %d of %s bytes, %d are left",
            what,
            i,
            Long.toUnsignedString(length),
            bytes.size() - position);
      }
      ByteBuffer wide = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      crc.update(wide.putLong(length).flip());
      Pieces.forEach(bytes.slice(position, length), crc::update);
      position += length;
      byte[] word = bytes.slice(position, 4).readAll();
      int stored = ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt();
      compare("crc32c up to element " + i, (int) crc.getValue(), Crc32c.unmask(stored));
      crc.update(word);
      position += 4;
    }
    if (position != bytes.size()) {
      throw Corrupt.at(
          bytes.description(),
          "%s: %d bytes stored, its elements take %d",
          what,
          bytes.size(),
          position);
    }
    return (int) crc.getValue();
  }

  private void compare(String which, int found, int stored) throws Corrupt {
    if (found != stored) {
      throw new Corrupt(bytes.description(), what + ": " + Mismatch.sums(which, found, stored));
    }
  }
}
