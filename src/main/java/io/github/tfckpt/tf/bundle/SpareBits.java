package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bits that elements of less than a byte leave over: a writer leaves them zero, also of
 * negative numbers, and readers differ in whether they look at them.
 */
final class SpareBits {

  private final int mask;
  private long position;
  private long count;
  private long first;
  private int value;

  private SpareBits(DType dtype) {
    this.mask = 0xff & -1 << dtype.bits();
  }

  /** True if elements of a type leave bits over. */
  static boolean has(DType dtype) {
    return dtype.isFixed() && dtype.bits() < 8 * dtype.width();
  }

  /** What there is to say of elements, a byte each; empty if these bits are zero in all of them. */
  static String describe(DType dtype, ByteSource bytes) throws IOException {
    SpareBits bits = new SpareBits(dtype);
    Pieces.forEach(bytes, bits::look);
    if (bits.count == 0) {
      return "";
    }
    return String.format(
        "%d of %d bytes have bits set above the low %d of %s, the first is byte %d: 0x%02x",
        bits.count, bytes.size(), dtype.bits(), dtype, bits.first, bits.value);
  }

  private void look(ByteBuffer piece) {
    while (piece.hasRemaining()) {
      int each = piece.get();
      if ((each & mask) != 0) {
        if (count++ == 0) {
          first = position;
          value = each & 0xff;
        }
      }
      position++;
    }
  }
}
