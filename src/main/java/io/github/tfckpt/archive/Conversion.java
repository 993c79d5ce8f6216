package io.github.tfckpt.archive;

import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FloatLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What becomes of elements of constant width on their way into a file. */
public enum Conversion {
  /** The bytes stay as they are. */
  NONE,
  /** Each byte becomes the one that stands for its value: true is 1, a sub-byte integer int8. */
  SETTLED,
  /** Floats of 16 bits or fewer become float32. */
  WIDENED;

  /** What has to be done to elements of one type that are stored as another. */
  public static Conversion of(DType from, DType to) {
    if (from.kind() == Kind.SMALL_FLOAT && to.equals(DType.FLOAT32)) {
      return WIDENED;
    }
    return from.kind() == Kind.BOOL || from.bits() < 8 * from.width() ? SETTLED : NONE;
  }

  /** Hands over all elements, converted; compares checksums as {@link Elements#stream} does. */
  public void stream(DType from, Elements elements, Pieces.Sink sink) throws IOException {
    switch (this) {
      case NONE -> elements.stream(sink);
      case SETTLED ->
          elements.stream(
              piece -> {
                settle(from, piece);
                sink.accept(piece);
              });
      case WIDENED -> {
        ByteBuffer floats =
            ByteBuffer.allocate(Pieces.SIZE / from.width() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        elements.stream(
            piece -> {
              widen(from, piece, floats.clear());
              sink.accept(floats.flip());
            });
      }
    }
  }

  private static void widen(DType dtype, ByteBuffer piece, ByteBuffer floats) {
    FloatLayout layout = dtype.layout().orElseThrow();
    while (piece.hasRemaining()) {
      floats.putFloat(layout.widen(dtype.width() == 2 ? piece.getShort() : piece.get()));
    }
  }

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
}
