package io.github.tfckpt.bundle;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tfckpt.entry.FormatVersion;
import io.github.tfckpt.io.ByteCursor;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;

/**
 * What stands at the empty key of an index.
 *
 * @param shards how many data shards there are said to be
 * @param bigEndian the order of the bytes of tensors
 */
record BundleHeader(int shards, boolean bigEndian) {

  private static final int NUM_SHARDS = 1 << 3;
  private static final int ENDIANNESS = 2 << 3;
  private static final int VERSION = 3 << 3 | 2;

  /**
   * Reads a BundleHeaderProto.
   *
   * @throws Unsupported if its version is not for us
   */
  static BundleHeader read(ByteCursor value) throws IOException {
    int shards = 0;
    int endianness = 0;
    FormatVersion version = new FormatVersion();
    CodedInputStream in =
        CodedInputStream.newInstance(value.array(), value.arrayPosition(), value.remaining());
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case NUM_SHARDS -> shards = in.readInt32();
          case ENDIANNESS -> endianness = in.readInt32();
          case VERSION -> version.read(in);
          default -> in.skipField(tag);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw value.corrupt("header: byte %d: no BundleHeaderProto", in.getTotalBytesRead());
    }
    String where = value.source().description() + ": header";
    version.check(where);
    if (shards < 0) {
      throw value.corrupt("header: number of shards is %d", shards);
    }
    if (endianness < 0 || endianness > 1) {
      throw Unsupported.at(where, "endianness is %d, known are 0 and 1", endianness);
    }
    return new BundleHeader(shards, endianness == 1);
  }
}
