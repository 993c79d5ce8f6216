package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Where the elements of a dataset lie.
 *
 * <pre>
 *   version 3 u8   class u8
 *   0 compact      size u16       the elements
 *   1 contiguous   address u64    size u64
 *   2 chunked      rank + 1 u8    address of the B-tree u64    extents u32*    bytes of an element u32
 *   3 virtual      of other files; version 4
 * </pre>
 *
 * @param layoutClass how elements lie
 * @param address of the elements, or of the tree of chunks; may be {@link Image#UNDEFINED}
 * @param size in bytes, as stored; of chunks 0
 * @param chunk the extents of a chunk
 * @param refusal why the elements cannot be read
 * @see "HDF5 file format specification 3.0, IV.A.2.i The Data Layout Message"
 */
record Layout(
    LayoutClass layoutClass, long address, long size, List<Long> chunk, Optional<String> refusal) {

  /** How elements lie. */
  enum LayoutClass {
    COMPACT,
    CONTIGUOUS,
    CHUNKED,
    OTHER
  }

  private static final int MOST_DIMENSIONS = 33;

  /**
   * Reads one.
   *
   * @param in all of the message
   * @param address where the message lies
   */
  static Layout read(ByteCursor in, long address) throws Corrupt {
    int version = in.fixed8("version of the layout");
    if (version != 3) {
      boolean isVirtual = version == 4 && in.fixed8("class") == 3;
      return refused(
          isVirtual ? "virtual: its elements lie in other datasets" : "layout version " + version);
    }
    int layoutClass = in.fixed8("class");
    return switch (layoutClass) {
      case 0 -> {
        int size = in.fixed16("size");
        if (size > in.remaining()) {
          throw in.corrupt("compact elements of %d bytes, %d are left", size, in.remaining());
        }
        yield new Layout(
            LayoutClass.COMPACT, address + in.position(), size, List.of(), Optional.empty());
      }
      case 1 ->
          new Layout(
              LayoutClass.CONTIGUOUS,
              in.fixed64("address"),
              in.fixed64("size"),
              List.of(),
              Optional.empty());
      case 2 -> chunked(in);
      default -> refused("layout class " + layoutClass);
    };
  }

  private static Layout refused(String why) {
    return new Layout(LayoutClass.OTHER, Image.UNDEFINED, 0, List.of(), Optional.of(why));
  }

  private static Layout chunked(ByteCursor in) throws Corrupt {
    int dimensions = in.fixed8("dimensions of a chunk");
    if (dimensions < 2 || dimensions > MOST_DIMENSIONS) {
      throw in.corrupt("chunks of %d dimensions, 2 to 33 are possible", dimensions);
    }
    long address = in.fixed64("address");
    long[] extents = new long[dimensions - 1];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = in.fixed32("extent") & 0xffffffffL;
      if (extents[i] == 0) {
        throw in.corrupt("an extent of a chunk is 0");
      }
    }
    return new Layout(
        LayoutClass.CHUNKED, address, 0, LongStream.of(extents).boxed().toList(), Optional.empty());
  }
}
