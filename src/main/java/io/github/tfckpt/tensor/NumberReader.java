package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Single elements as Java numbers, by row-major index, through a window of bytes that moves along
 * with the index. For one thread.
 */
public final class NumberReader {

  private static final int WINDOW = 1 << 16;

  private final DType dtype;
  private final ByteSource bytes;
  private final Optional<FloatLayout> layout;

  /** Bytes of a float, or of a part of a complex number. */
  private final int partWidth;

  private final ByteBuffer window;
  private long windowStart;

  /**
   * A reader of these elements. Nothing is read yet.
   *
   * @param elements of any type of fixed width
   */
  public NumberReader(FixedElements elements) {
    this.dtype = elements.dtype();
    this.bytes = elements.bytes();
    this.layout = dtype.layout();
    this.partWidth = layout.map(FloatLayout::bits).orElse(0) / 8;
    int size = (int) Math.min(WINDOW, bytes.size());
    this.window = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  /**
   * {@return an integer or bool} It is sign-extended if the type has a sign, else zero-extended
   * (uint64 fills all 64 bits). Sub-byte types count their low bits only; a bool is 0 or 1.
   *
   * @param index row-major, counted from 0
   * @throws IOException if it cannot be read
   */
  public long integer(long index) throws IOException {
    int at = seek(index);
    long bits = bits(at);
    int unused = Long.SIZE - dtype.bits();
    return switch (dtype.kind()) {
      case BOOL -> bits == 0 ? 0 : 1;
      case INT -> bits << unused >> unused;
      default -> bits << unused >>> unused;
    };
  }

  /**
   * {@return a float of any width, or the real part of a complex number, widened without loss}
   *
   * @param index row-major, counted from 0
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the type is neither
   */
  public double real(long index) throws IOException {
    int at = seek(index);
    return switch (partWidth) {
      case Float.BYTES -> window.getFloat(at);
      case Double.BYTES -> window.getDouble(at);
      default -> layout.orElseThrow(this::notReal).widen((int) bits(at));
    };
  }

  private IllegalArgumentException notReal() {
    return new IllegalArgumentException(dtype + " is not a type of real numbers");
  }

  /**
   * {@return the imaginary part of a complex number}
   *
   * @param index row-major, counted from 0
   * @throws IOException if it cannot be read
   */
  public double imaginary(long index) throws IOException {
    int at = seek(index);
    return dtype.width() == 8 ? window.getFloat(at + 4) : window.getDouble(at + 8);
  }

  private long bits(int at) {
    return switch (dtype.width()) {
      case 1 -> window.get(at) & 0xff;
      case 2 -> window.getShort(at) & 0xffff;
      case 4 -> window.getInt(at) & 0xffffffffL;
      default -> window.getLong(at);
    };
  }

  /** Where in the window the element begins, after moving the window if need be. */
  private int seek(long index) throws IOException {
    int width = dtype.width();
    long at = index * width;
    if (at < windowStart || at + width > windowStart + window.limit()) {
      window.clear().limit((int) Math.min(window.capacity(), bytes.size() - at));
      bytes.read(at, window);
      window.flip();
      windowStart = at;
    }
    return (int) (at - windowStart);
  }
}
