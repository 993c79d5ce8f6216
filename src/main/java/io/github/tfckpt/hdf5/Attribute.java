package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An attribute of a group or dataset.
 *
 * <pre>
 *   version 1   0   lengths u16: name, type, dataspace        name, type, dataspace: each padded to 8 bytes
 *   version 2   flags u8   lengths u16 3                      name, type, dataspace
 *   version 3   flags u8   lengths u16 3   character set u8   name, type, dataspace
 *   then its elements
 * </pre>
 *
 * @param name without the NUL after it
 * @param type of its elements
 * @param address of its elements
 * @param size of its elements, in bytes
 * @see "HDF5 file format specification 3.0, IV.A.2.m The Attribute Message"
 */
record Attribute(Bytes name, ElementType type, long address, int size) {

  /** More than the name of a layer or type takes. */
  private static final int LONGEST_TEXT = 1 << 10;

  /**
   * Reads one.
   *
   * @param in all of the message
   * @param address where the message lies
   * @param wanted the names of those that are read
   * @return empty if it has another name, or its type is stored elsewhere
   */
  static Optional<Attribute> read(ByteCursor in, long address, List<Bytes> wanted)
      throws IOException {
    int version = in.fixed8("version of an attribute");
    int flags = in.fixed8("flags");
    if (version < 1 || version > 3) {
      throw in.corrupt("an attribute of version %d", version);
    }
    int nameSize = in.fixed16("length of the name");
    int typeSize = in.fixed16("length of the type");
    int spaceSize = in.fixed16("length of the dataspace");
    in.skip(version == 3 ? 1 : 0, "character set");
    boolean padded = version == 1;
    Bytes name = untilNul(in.bytes(nameSize, "name"));
    in.skip(padding(padded, nameSize), "name");
    if (!wanted.contains(name) || (version > 1 && (flags & 1) != 0)) {
      return Optional.empty();
    }
    int start = in.position();
    ElementType type =
        ElementType.read(in.slice(start, start + Math.min(typeSize, in.remaining())));
    in.skip(typeSize + padding(padded, typeSize), "type");
    in.skip(spaceSize + padding(padded, spaceSize), "dataspace");
    return Optional.of(new Attribute(name, type, address + in.position(), in.remaining()));
  }

  private static int padding(boolean padded, int size) {
    return padded ? (8 - size % 8) % 8 : 0;
  }

  private static Bytes untilNul(Bytes text) {
    int size = 0;
    while (size < text.size() && text.at(size) != 0) {
      size++;
    }
    return Bytes.copyOf(text.toArray(), 0, size);
  }

  /** Its first element as a short text; empty if it is not a string, or one that is longer. */
  Optional<Bytes> text(Image image, GlobalHeap heap) throws IOException {
    Optional<ByteSource> string = string(image, heap);
    return string.isPresent() && string.get().size() <= LONGEST_TEXT
        ? Optional.of(untilNul(Bytes.copyOf(string.get().readAll())))
        : Optional.empty();
  }

  /** Its first element, not read yet; empty if it is not a string. */
  Optional<ByteSource> string(Image image, GlobalHeap heap) throws IOException {
    if (!type.dtype().equals(DType.STRING) || type.width() > size) {
      return Optional.empty();
    }
    return Optional.of(
        type.storage() == ElementType.Storage.IN_HEAP
            ? heap.string(GlobalHeap.HeapId.read(image.at(address, type.width(), "attribute")))
            : image.run(address, type.width(), "attribute"));
  }
}
