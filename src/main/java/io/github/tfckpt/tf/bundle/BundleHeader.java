package io.github.tfckpt.tf.bundle;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.FormatVersion;
import io.github.tfckpt.store.Message;
import java.io.IOException;

/** The BundleHeaderProto at the empty key of an index. */
final class BundleHeader implements Message {

  private static final int NUM_SHARDS = 1 << 3;
  private static final int ENDIANNESS = 2 << 3;
  private static final int VERSION = 3 << 3 | 2;

  private final FormatVersion version = new FormatVersion();
  private int shards;
  private int endianness;

  /**
   * Reads a header.
   *
   * @throws Unsupported if its version is not for us
   */
  static BundleHeader of(ByteCursor value) throws IOException {
    BundleHeader header = new BundleHeader();
    header.read(value);
    String where = value.source().description() + ": header";
    header.version.check(where);
    if (header.shards < 0) {
      throw value.corrupt("number of shards is %d", header.shards);
    }
    if (header.endianness < 0 || header.endianness > 1) {
      throw Unsupported.at(where, "endianness is %d, known are 0 and 1", header.endianness);
    }
    return header;
  }

  /** True if a value begins as a header does: with any of its fields. */
  static boolean begins(ByteCursor value) throws IOException {
    int tag =
        CodedInputStream.newInstance(value.array(), value.offset(), value.remaining()).readTag();
    return tag == NUM_SHARDS || tag == ENDIANNESS || tag == VERSION;
  }

  @Override
  public void field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case NUM_SHARDS -> shards = in.readInt32();
      case ENDIANNESS -> endianness = in.readInt32();
      case VERSION -> version.readNested(in);
      default -> in.skipField(tag);
    }
  }

  /** How many data shards there are said to be. */
  int shards() {
    return shards;
  }

  /** The order of the bytes of tensors. */
  boolean bigEndian() {
    return endianness == 1;
  }

  /** Who wrote the bundle, and for which readers. */
  FormatVersion version() {
    return version;
  }
}
