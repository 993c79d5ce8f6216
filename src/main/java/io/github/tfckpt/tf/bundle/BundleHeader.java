package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.FormatVersion;
import io.github.tfckpt.store.Wire;
import java.io.IOException;

/**
 * What stands at the empty key of an index.
 *
 * @param shards how many data shards there are said to be
 * @param bigEndian the order of the bytes of tensors
 * @param producer version of the writer
 * @param minConsumer the least version of a reader that it is for
 */
record BundleHeader(int shards, boolean bigEndian, int producer, int minConsumer) {

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
    for (int tag = Wire.tag(value); tag != 0; tag = Wire.tag(value)) {
      switch (tag) {
        case NUM_SHARDS -> shards = Wire.int32(value, "number of shards");
        case ENDIANNESS -> endianness = Wire.int32(value, "endianness");
        case VERSION -> version.read(value);
        default -> Wire.skip(tag, value);
      }
    }
    String where = value.source().description() + ": header";
    version.check(where);
    if (shards < 0) {
      throw value.corrupt("number of shards is %d", shards);
    }
    if (endianness < 0 || endianness > 1) {
      throw Unsupported.at(where, "endianness is %d, known are 0 and 1", endianness);
    }
    return new BundleHeader(shards, endianness == 1, version.producer(), version.minConsumer());
  }
}
