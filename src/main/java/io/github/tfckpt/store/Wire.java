package io.github.tfckpt.store;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;

/**
 * The wire form of protobuf messages, as far as entries need it: by hand, because an index may have
 * a million of them and each is read at every start.
 *
 * <pre>
 *   field*   tag varint32 (number * 8 + wire type), then by wire type:
 *            0 varint   1 u64   2 length varint, bytes   5 u32
 * </pre>
 */
public final class Wire {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int RUN = 2;
  private static final int FIXED32 = 5;

  private Wire() {}

  /** The tag of a field with a length. */
  public static int run(int number) {
    return number << 3 | RUN;
  }

  /** The tag of a field that holds a varint. */
  public static int varint(int number) {
    return number << 3;
  }

  /** The next field's tag, or 0 if there is none. */
  public static int tag(ByteCursor in) throws Corrupt {
    if (in.remaining() == 0) {
      return 0;
    }
    long tag = in.varint32("tag");
    if (tag >>> 3 == 0) {
      throw in.corrupt("field number is 0");
    }
    return (int) tag;
  }

  /** An int32: its low 32 bits count, however many the varint has. */
  public static int int32(ByteCursor in, String field) throws Corrupt {
    return (int) in.varint64(field);
  }

  /** Passes over what the field of a tag holds. */
  public static void skip(int tag, ByteCursor in) throws Corrupt {
    switch (tag & 7) {
      case VARINT -> in.varint64("number");
      case FIXED64 -> in.skip(8, "number");
      case RUN -> in.skip(in.varint32("length"), "field");
      case FIXED32 -> in.skip(4, "number");
      default -> throw in.corrupt("field %d has wire type %d", tag >>> 3, tag & 7);
    }
  }
}
