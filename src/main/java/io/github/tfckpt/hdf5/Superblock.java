package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;

/**
 * The beginning of an HDF5 file.
 *
 * <pre>
 *   0  signature 8       8  version        13 size of addresses   14 size of lengths
 *   16 K of groups 2+2   20 flags 4   (version 1: 4 more bytes)
 *   24 base address 8    32 free space 8   40 end of the file 8   48 driver 8
 *   56 root group: name 8, object header 8, cache type 4, reserved 4, scratch 16
 * </pre>
 *
 * <p>The base address is where the file began when it was written. It may have moved since, so
 * addresses count from the signature, as the HDF5 library counts them.
 *
 * @param root the address of the root group's object header
 * @param end how long the file was when it was written, in bytes
 * @see "HDF5 file format specification 3.0, II.A Superblock"
 */
record Superblock(long root, long end) {

  static final Bytes SIGNATURE =
      Bytes.copyOf(new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10, 26, 10});

  private static final int SIZE = 72;

  /** How to make any HDF5 file one that can be read. */
  static final String WAY_OUT = "; rewrite it: h5repack -l CONTI -f NONE IN.h5 OUT.h5";

  /** True if a file begins with the signature. */
  static boolean isAtBegin(ByteSource file) throws IOException {
    return file.size() >= SIGNATURE.size()
        && Bytes.copyOf(file.slice(0, SIGNATURE.size()).readAll()).equals(SIGNATURE);
  }

  /**
   * Reads it.
   *
   * @throws Unsupported if it is of a later version
   */
  static Superblock read(Image image) throws IOException {
    ByteCursor in = image.at(0, SIGNATURE.size() + 1, "superblock");
    if (!in.bytes(SIGNATURE.size(), "signature").equals(SIGNATURE)) {
      throw new Corrupt(image.description(), "does not begin with the signature of HDF5");
    }
    int version = in.fixed8("version");
    if (version > 1) {
      throw Unsupported.at(
          image.description(),
          "HDF5 with superblock version %d, versions 0 and 1 can be read%s",
          version,
          WAY_OUT);
    }
    int moved = 4 * version;
    ByteCursor rest = image.at(0, SIZE + moved, "superblock");
    rest.skip(13, "versions");
    int addresses = rest.fixed8("size of addresses");
    int lengths = rest.fixed8("size of lengths");
    if (addresses != 8 || lengths != 8) {
      throw Unsupported.at(
          image.description(),
          "HDF5 with addresses of %d and lengths of %d bytes, 8 can be read%s",
          addresses,
          lengths,
          WAY_OUT);
    }
    rest.skip(25 + moved, "sizes");
    long end = rest.fixed64("end of file");
    rest.skip(16, "root group");
    return new Superblock(rest.fixed64("root group"), end);
  }
}
