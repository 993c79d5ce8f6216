package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.io.Pieces;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * All elements of one tensor, compared with their checksums. What a Java type cannot hold without
 * loss, or an array not at all, is refused before a byte is read.
 */
final class WholeTensor {

  /** What every JVM lets an array have. */
  private static final long MOST = Integer.MAX_VALUE - 8;

  private static final int FLOAT_DIGITS = 24;
  private static final int DOUBLE_DIGITS = 53;
  private static final int LONG_DIGITS = 63;

  private static final int BUFFER = 1 << 16;

  private final Tensor tensor;
  private final DType dtype;

  WholeTensor(Tensor tensor) {
    this.tensor = tensor;
    this.dtype = tensor.dtype();
  }

  float[] floats() throws IOException {
    boolean fits =
        switch (dtype.kind()) {
          case FLOAT, SMALL_FLOAT -> dtype.width() <= Float.BYTES;
          case INT, UINT, BOOL -> digits() <= FLOAT_DIGITS;
          default -> false;
        };
    demand(fits, "float");
    float[] all = new float[length(tensor.elements().count(), "elements")];
    each((decoder, piece, count, to) -> decoder.decodeFloats(piece, 0, count, all, to));
    return all;
  }

  double[] doubles() throws IOException {
    boolean fits =
        switch (dtype.kind()) {
          case FLOAT, SMALL_FLOAT -> true;
          case INT, UINT, BOOL -> digits() <= DOUBLE_DIGITS;
          default -> false;
        };
    demand(fits, "double");
    double[] all = new double[length(tensor.elements().count(), "elements")];
    each((decoder, piece, count, to) -> decoder.decode(piece, 0, count, all, to));
    return all;
  }

  long[] longs() throws IOException {
    boolean fits =
        switch (dtype.kind()) {
          case INT, UINT, BOOL -> digits() <= LONG_DIGITS;
          default -> false;
        };
    demand(fits, "long");
    long[] all = new long[length(tensor.elements().count(), "elements")];
    each((decoder, piece, count, to) -> decoder.decodeIntegers(piece, 0, count, all, to));
    return all;
  }

  /** Decodes a piece of elements, of which the first is number {@code to} of the tensor. */
  private interface PieceDecoder {
    void decode(Decoder decoder, ByteBuffer piece, int count, int to);
  }

  private void each(PieceDecoder pieces) throws IOException {
    int width = dtype.width();
    long most = Math.min(tensor.elements().count(), Pieces.SIZE / width);
    Decoder decoder = new Decoder(dtype, (int) most);
    int[] at = {0};
    tensor.elements().stream(
        piece -> {
          int count = piece.remaining() / width;
          pieces.decode(decoder, piece, count, at[0]);
          at[0] += count;
        });
  }

  ByteBuffer bytes() throws IOException {
    int size = length(fixed("bytes()").bytes().size(), "bytes");
    ByteBuffer all = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    tensor.elements().stream(all::put);
    return all.flip();
  }

  InputStream openStream() {
    return new BufferedInputStream(new ElementStream(fixed("openStream()")), BUFFER);
  }

  List<Bytes> strings() throws IOException {
    if (!(tensor.elements() instanceof StringElements elements)) {
      throw new IllegalArgumentException(what() + " is of numbers: strings() cannot give it");
    }
    int count = length(elements.count(), "strings");
    elements.check();
    List<Bytes> all = new ArrayList<>(count);
    StringElements forward = elements.forward();
    for (int i = 0; i < count; i++) {
      ByteSource stored = forward.at(i);
      byte[] string = new byte[length(stored.size(), "bytes of one string")];
      stored.read(0, ByteBuffer.wrap(string));
      all.add(Bytes.of(string, 0, string.length));
    }
    return all;
  }

  /** How many binary digits the magnitude of an integer may have. */
  private int digits() {
    return dtype.kind() == DType.Kind.INT ? dtype.bits() - 1 : dtype.bits();
  }

  private FixedElements fixed(String call) {
    if (tensor.elements() instanceof FixedElements fixed) {
      return fixed;
    }
    throw new IllegalArgumentException(
        what() + " is of strings: " + call + " cannot give them, strings() can");
  }

  private void demand(boolean fits, String type) {
    if (fits) {
      return;
    }
    String way =
        switch (dtype.kind()) {
          case FLOAT, SMALL_FLOAT -> "doubles()";
          case INT, UINT, BOOL -> digits() <= LONG_DIGITS ? "longs()" : "bytes()";
          case STRING -> "strings()";
          default -> "bytes()";
        };
    throw new IllegalArgumentException(
        what() + " does not fit in " + type + " without loss: use " + way);
  }

  private String what() {
    return "\"" + tensor.name() + "\": " + dtype + " " + tensor.shape();
  }

  private int length(long count, String unit) throws Unsupported {
    if (count > MOST) {
      throw new Unsupported(
          "\"" + tensor.name() + "\"",
          count + " " + unit + " are more than an array holds: read parts of it, or a stream");
    }
    return (int) count;
  }
}
