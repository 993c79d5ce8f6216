package io.github.tfckpt.tensor;

import java.nio.ByteBuffer;

/**
 * Turns numbers into elements of a float or complex type, little-endian: rounded once, to the
 * nearest value, of two the even one. For one thread.
 */
final class Encoder {

  private final DType dtype;
  private final FloatLayout layout;
  private long overflows;

  /** An encoder of elements of a float or complex type. */
  Encoder(DType dtype) {
    this.dtype = dtype;
    this.layout = dtype.layout().orElseThrow();
  }

  /** How many finite numbers have become infinite or NaN so far. */
  long overflows() {
    return overflows;
  }

  /** Appends a number: an element, or a part of a complex one. */
  void put(double number, ByteBuffer out) {
    if (layout.bits() == Double.SIZE) {
      out.putDouble(number);
    } else if (layout.bits() == Float.SIZE) {
      float nearest = (float) number;
      overflows += Float.isInfinite(nearest) && !Double.isInfinite(number) ? 1 : 0;
      out.putFloat(nearest);
    } else {
      int code = (int) layout.narrow(number);
      boolean isOver = Double.isFinite(number) && !Float.isFinite(layout.widen(code));
      overflows += isOver ? 1 : 0;
      if (dtype.width() == 1) {
        out.put((byte) code);
      } else {
        out.putShort((short) code);
      }
    }
  }
}
