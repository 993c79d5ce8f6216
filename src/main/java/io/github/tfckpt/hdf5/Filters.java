package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was done to each chunk when it was written, in this order.
 *
 * <pre>
 *   version 1   filters u8   0 6   filter*
 *   version 2   filters u8         filter*
 *   filter      id u16   length of the name u16 (version 2: only of ids from 256)   flags u16
 *               values u16   name   value u32*   (version 1: one more if their number is odd)
 * </pre>
 *
 * @param ids 1 deflate, 2 shuffle, or others that are not undone here
 * @see "HDF5 file format specification 3.0, IV.A.2.l The Data Storage - Filter Pipeline Message"
 */
record Filters(List<Integer> ids) {

  static final Filters NONE = new Filters(List.of());

  static final int DEFLATE = 1;
  static final int SHUFFLE = 2;

  private static final int FIRST_NAMED = 256;
  private static final int MOST = 32;

  /** Reads the whole message. */
  static Filters read(ByteCursor in) throws Corrupt {
    int version = in.fixed8("version of the filters");
    int count = in.fixed8("filters");
    if (version < 1 || version > 2 || count > MOST) {
      throw in.corrupt("%d filters of version %d", count, version);
    }
    in.skip(version == 1 ? 6 : 0, "filters");
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = in.fixed16("filter");
      int name = version == 1 || id >= FIRST_NAMED ? in.fixed16("length of a name") : 0;
      in.skip(2, "flags");
      int values = in.fixed16("values of a filter");
      in.skip(version == 1 ? (name + 7) / 8 * 8 : name, "name of a filter");
      in.skip(4L * (version == 1 ? values + values % 2 : values), "values of a filter");
      ids.add(id);
    }
    return new Filters(List.copyOf(ids));
  }

  /** Why the chunks cannot be read; empty if they can. */
  Optional<String> refusal() {
    for (int id : ids) {
      if (id != DEFLATE && id != SHUFFLE) {
        return Optional.of("filter " + name(id));
      }
    }
    List<Integer> usual = List.of(SHUFFLE, DEFLATE);
    boolean isUsual = ids.size() < 2 || ids.equals(usual);
    return isUsual ? Optional.empty() : Optional.of("deflate and shuffle in an unusual order");
  }

  private static String name(int id) {
    return switch (id) {
      case 3 -> "fletcher32";
      case 4 -> "szip";
      case 5 -> "nbit";
      case 6 -> "scaleoffset";
      case 32_000 -> "lzf";
      case 32_001 -> "blosc";
      case 32_004 -> "lz4";
      case 32_008 -> "bitshuffle";
      case 32_013 -> "zfp";
      case 32_015 -> "zstd";
      case 32_026 -> "blosc2";
      default -> "number " + id;
    };
  }
}
