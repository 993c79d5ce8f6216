package io.github.tfckpt.archive;

import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How elements of constant width change on their way into a file: 16-bit floats may become float32,
 * a sub-byte integer int8; a bool becomes 0 or 1, whatever byte meant true.
 *
 * @param from their type
 * @param to the type that is stored
 */
public record Conversion(DType from, DType to) {

  /** True if the elements are stored as they are. */
  public boolean isNone() {
    boolean isPadded = from.bits() < Byte.SIZE && to.width() == from.width();
    return from.kind() != Kind.BOOL && !isPadded && from.bits() == to.bits();
  }

  /** Passes on all elements, converted, and compares checksums as {@link Elements#stream} does. */
  public void stream(FixedElements elements, Pieces.Sink sink) throws IOException {
    if (isNone()) {
      elements.stream(sink);
    } else if (to.width() > from.width()) {
      elements.cast(from.label(), to).stream(sink);
    } else {
      elements.stream(
          piece -> {
            settle(piece);
            sink.accept(piece);
          });
    }
  }

  /** Makes each byte the one that stands for its value. */
  private void settle(ByteBuffer piece) {
    int unused = Integer.SIZE - from.bits();
    for (int at = piece.position(); at < piece.limit(); at++) {
      int code = piece.get(at);
      int settled =
          switch (from.kind()) {
            case BOOL -> code == 0 ? 0 : 1;
            case INT -> code << unused >> unused;
            default -> code << unused >>> unused;
          };
      piece.put(at, (byte) settled);
    }
  }
}
