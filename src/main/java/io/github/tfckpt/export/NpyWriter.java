package io.github.tfckpt.export;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.SmallFloat;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * numpy's own file format, as {@code numpy.save} writes it.
 *
 * <pre>
 *   tensor                        array
 *   bool                          bool; any byte but 0 is true
 *   integers, qint, quint         integers of the same width and sign
 *   int4, int2 / uint4, uint2     int8 / uint8
 *   float16, 32, 64, complex      the same
 *   bfloat16, float8, float4      float32, or with {@code bits} uint16, uint8
 *   string                        |Sn, as wide as the longest
 * </pre>
 *
 * <p>numpy drops NUL bytes at the end of {@code |S} strings, and pads short ones: a tensor with
 * such strings, or with one long string among many short ones, is refused.
 */
public final class NpyWriter implements TensorWriter {

  /** Padding is fine up to this size, and up to this multiple of what is there. */
  private static final long FINE_SIZE = 1 << 26;

  private static final int FINE_RATIO = 16;

  private final boolean bits;

  /**
   * A writer.
   *
   * @param bits if floats that numpy lacks are stored as unsigned integers of the same bits
   */
  public NpyWriter(boolean bits) {
    this.bits = bits;
  }

  @Override
  public void write(Tensor tensor, OutputStream out) throws IOException {
    DType dtype = tensor.dtype();
    StreamSink sink = new StreamSink(out);
    if (tensor.elements() instanceof StringElements strings) {
      strings.check();
      writeStrings(tensor, strings, out);
    } else {
      out.write(NpyHeader.of(NpyHeader.descr(dtype, bits), tensor.shape()));
      boolean widened = dtype.kind() == Kind.SMALL_FLOAT && !bits;
      if (widened) {
        ByteBuffer floats =
            ByteBuffer.allocate(Pieces.SIZE / dtype.width() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        tensor.elements().stream(
            piece -> {
              widen(dtype, piece, floats.clear());
              sink.accept(floats.flip());
            });
      } else if (dtype.kind() == Kind.BOOL || dtype.bits() < 8 * dtype.width()) {
        tensor.elements().stream(
            piece -> {
              settle(dtype, piece);
              sink.accept(piece);
            });
      } else {
        tensor.elements().stream(sink);
      }
    }
    out.flush();
  }

  private static void widen(DType dtype, ByteBuffer piece, ByteBuffer floats) {
    while (piece.hasRemaining()) {
      int code = dtype.width() == 2 ? piece.getShort() : piece.get();
      floats.putFloat(SmallFloat.widen(dtype, code));
    }
  }

  /** Turns each byte into the one that stands for its value. */
  private static void settle(DType dtype, ByteBuffer piece) {
    for (int at = piece.position(); at < piece.limit(); at++) {
      int b = piece.get(at);
      int shift = 32 - dtype.bits();
      int settled =
          switch (dtype.kind()) {
            case BOOL -> b == 0 ? 0 : 1;
            case INT -> b << shift >> shift;
            default -> b << shift >>> shift;
          };
      piece.put(at, (byte) settled);
    }
  }

  private static void writeStrings(Tensor tensor, StringElements strings, OutputStream out)
      throws IOException {
    long width = 1;
    long total = 0;
    long count = strings.count();
    for (long i = 0; i < count; i++) {
      ByteSource string = strings.at(i);
      width = Math.max(width, string.size());
      total += string.size();
      if (string.size() > 0 && last(string) == 0) {
        throw refused(tensor, string, "string " + i + " ends in NUL, which numpy drops");
      }
    }
    if (width > Integer.MAX_VALUE
        || count > Math.max(FINE_SIZE, total * (double) FINE_RATIO) / width) {
      throw refused(
          tensor,
          strings.at(0),
          total + " bytes of strings would be padded to " + count + " times " + width);
    }
    writePadded(tensor.shape(), strings, width, out);
  }

  private static byte last(ByteSource string) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    string.read(string.size() - 1, last);
    return last.get(0);
  }

  private static Unsupported refused(Tensor tensor, ByteSource where, String why) {
    return Unsupported.at(
        where.description(),
        "\"%s\" does not fit in an npy file: %s; use json, raw or lines",
        tensor.name(),
        why);
  }

  private static void writePadded(Shape shape, StringElements strings, long width, OutputStream out)
      throws IOException {
    BufferedOutputStream padded = new BufferedOutputStream(out, 1 << 16);
    StreamSink sink = new StreamSink(padded);
    padded.write(NpyHeader.of("|S" + width, shape));
    long count = strings.count();
    for (long i = 0; i < count; i++) {
      ByteSource string = strings.at(i);
      Pieces.forEach(string, sink);
      for (long at = string.size(); at < width; at++) {
        padded.write(0);
      }
    }
    padded.flush();
  }
}
