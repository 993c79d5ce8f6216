package io.github.tfckpt.packed;

import io.github.tfckpt.io.Bytes;

/** A member of a zip file, as its directory has it. */
public record ZipMember(
    Bytes name, int flags, int method, int crc, long packed, long size, long header) {
  public static final int STORED = 0;
  public static final int DEFLATED = 8;

  /** True if its bytes lie in the archive as they are. */
  public boolean isStored() {
    return method == STORED;
  }

  /** True if a password is needed. */
  public boolean isEncrypted() {
    return (flags & 1) != 0;
  }
}
