package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.util.Optional;

/**
 * What the header of a dataset says of its elements.
 *
 * @param type of each element
 * @param shape how many there are
 * @param layout where they lie
 * @param filters what was done to each chunk
 * @param fill the element that stands where none was written; zero if empty
 * @param refusal why they cannot be read; empty if they can
 */
record Dataset(
    ElementType type,
    Shape shape,
    Layout layout,
    Filters filters,
    Bytes fill,
    Optional<String> refusal) {

  /** Bytes of a small dataset that may be all fill value. */
  private static final long MOST_MADE_UP = 1 << 20;

  /** How many bytes the elements take. */
  long bytes() {
    return Math.multiplyExact(shape.elementCount(), (long) type.width());
  }

  /** True if the elements lie in one run of the file. */
  boolean isRun() {
    return layout.layoutClass() == Layout.LayoutClass.COMPACT
        || (layout.layoutClass() == Layout.LayoutClass.CONTIGUOUS
            && layout.address() != Image.UNDEFINED);
  }

  /**
   * Checks that the elements can be in the file.
   *
   * @param what names the dataset in messages
   * @throws Corrupt if there are more bytes than fit there, or another number of them than the
   *     shape takes
   */
  void check(Image image, String what) throws Corrupt {
    long bytes = size(image, what);
    if (!isRun()) {
      return;
    }
    // Of no elements, some writers store an address, others none.
    if (layout.size() != bytes && bytes > 0) {
      throw Corrupt.at(
          image.description(),
          "%s: %s bytes stored, %s %s takes %d",
          what,
          Long.toUnsignedString(layout.size()),
          type.dtype(),
          shape,
          bytes);
    }
    image.run(layout.address(), bytes, what + ": data");
  }

  private long size(Image image, String what) throws Corrupt {
    try {
      return bytes();
    } catch (ArithmeticException e) {
      throw Corrupt.at(
          image.description(),
          "%s: %s of %d bytes each are more than 2^63 bytes",
          what,
          shape,
          type.width());
    }
  }

  /**
   * Checks that what was never written may be filled in: it takes no more than the file, or little.
   *
   * @param missing what is not stored, for the message
   * @throws Corrupt if it takes more
   */
  void requireSmall(Image image, String missing) throws Corrupt {
    if (bytes() > Math.max(MOST_MADE_UP, image.size())) {
      throw Corrupt.at(
          image.description(), "%s are not stored, of %d bytes declared", missing, bytes());
    }
  }

  /**
   * The elements as stored, in row-major order.
   *
   * @param chunks keeps what was decompressed
   * @throws Unsupported if they lie elsewhere, or were changed in a way that is not undone here
   */
  ByteSource stored(Image image, ChunkCache chunks, String what) throws IOException {
    if (refusal.isPresent()) {
      throw Unsupported.at(
          image.description(), "%s: %s, not read%s", what, refusal.get(), Superblock.WAY_OUT);
    }
    check(image, what);
    if (bytes() == 0) {
      return new ArraySource(image.description(), new byte[0], 0);
    }
    if (isRun()) {
      return image.run(layout.address(), bytes(), what);
    }
    if (layout.layoutClass() == Layout.LayoutClass.CONTIGUOUS) {
      requireSmall(image, what + ": all of its elements");
      return new FillSource(image.description(), fill, type.width(), bytes());
    }
    return ChunkedSource.of(image, this, chunks, what);
  }
}
