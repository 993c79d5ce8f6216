package io.github.tfckpt.numpy;

import io.github.tfckpt.archive.Conversion;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One tensor as the bytes of a {@code .npy} file: {@link NpyHeader}, then the elements. */
final class NpyForm {

  /** Hands over the elements. */
  @FunctionalInterface
  private interface Content {
    void stream(Pieces.Sink sink) throws IOException;
  }

  private final byte[] header;
  private final long size;
  private final Content content;

  private NpyForm(byte[] header, long elements, Content content) {
    this.header = header;
    this.size = Math.addExact(elements, header.length);
    this.content = content;
  }

  /**
   * A tensor whose elements are stored as those of another type, or of their own. Strings are read
   * once to see how long they are.
   */
  static NpyForm of(Tensor tensor, DType stored) throws IOException {
    long count = tensor.shape().elementCount();
    if (tensor.elements() instanceof StringElements strings) {
      PaddedStrings padded = PaddedStrings.of(tensor, strings);
      byte[] header = NpyHeader.of("|S" + padded.width(), tensor.shape());
      return new NpyForm(header, Math.multiplyExact(count, padded.width()), padded::stream);
    }
    Conversion conversion = new Conversion(tensor.dtype(), stored);
    return new NpyForm(
        NpyHeader.of(NpyHeader.descr(stored), tensor.shape()),
        Math.multiplyExact(count, (long) stored.width()),
        sink -> conversion.stream((FixedElements) tensor.elements(), sink));
  }

  /** Bytes of the file of a tensor of constant width. */
  static long size(Shape shape, DType stored) {
    long elements = Math.multiplyExact(shape.elementCount(), (long) stored.width());
    return Math.addExact(elements, NpyHeader.of(NpyHeader.descr(stored), shape).length);
  }

  /** Bytes of the whole file. */
  long size() {
    return size;
  }

  /** Hands over the whole file; checksums are compared before this returns. */
  void stream(Pieces.Sink sink) throws IOException {
    sink.accept(ByteBuffer.wrap(header));
    content.stream(sink);
  }
}
