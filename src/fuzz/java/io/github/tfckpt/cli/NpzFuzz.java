package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.Memory;

/** Any bytes as an npz file: {@link OtherFormat} says what must hold. */
public final class NpzFuzz {

  private NpzFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Memory.write(Memory.NPZ, input);
    OtherFormat.ask("NPZ");
  }
}
