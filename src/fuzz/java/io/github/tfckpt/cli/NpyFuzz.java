package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.Memory;

/** Any bytes as an npy file: {@link OtherFormat} says what must hold. */
public final class NpyFuzz {

  private NpyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Memory.write(Memory.NPY, input);
    OtherFormat.ask("NPY");
  }
}
