package io.github.tfckpt.tensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copies elements that lie some bytes apart to where they shall lie others apart. */
final class StridedCopy {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private StridedCopy() {}

  /**
   * Copies some elements.
   *
   * @param start where the first is
   * @param pitch from one to the next, in bytes; may be negative
   * @param end where the first goes
   * @param apart from one to the next there
   */
  static void copy(
      byte[] from, int start, int pitch, byte[] to, int end, int apart, int count, int width) {
    if (pitch == width && apart == width) {
      System.arraycopy(from, start, to, end, count * width);
      return;
    }
    switch (width) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          to[end + i * apart] = from[start + i * pitch];
        }
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          SHORTS.set(to, end + i * apart, (short) SHORTS.get(from, start + i * pitch));
        }
      }
      case Integer.BYTES -> {
        for (int i = 0; i < count; i++) {
          INTS.set(to, end + i * apart, (int) INTS.get(from, start + i * pitch));
        }
      }
      case Long.BYTES -> {
        for (int i = 0; i < count; i++) {
          LONGS.set(to, end + i * apart, (long) LONGS.get(from, start + i * pitch));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          System.arraycopy(from, start + i * pitch, to, end + i * apart, width);
        }
      }
    }
  }
}
