package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.Memory;

/** Any bytes as an archive, whatever its kind: {@link OtherFormat} says what must hold. */
public final class ArchiveFuzz {

  private ArchiveFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Memory.write(Memory.ARCHIVE, input);
    OtherFormat.ask("ARCHIVE");
  }
}
