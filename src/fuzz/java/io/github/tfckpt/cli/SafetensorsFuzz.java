package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.Memory;

/** Any bytes as a safetensors file: {@link OtherFormat} says what must hold. */
public final class SafetensorsFuzz {

  private SafetensorsFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Memory.write(Memory.SAFETENSORS, input);
    OtherFormat.ask("SAFETENSORS");
  }
}
