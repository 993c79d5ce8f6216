package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/**
 * {@code info}, {@code objects}, {@code stats} and {@code find} of any files: told, or an error.
 */
public final class AskFuzz {

  private static final String[] LINES = {
    "info CKPT",
    "objects CKPT",
    "stats --threads 1 --histogram 5 CKPT",
    "find CKPT Key_layer/weights_not_found_in_checkpoint"
  };

  private AskFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    CommandRun.of(LINES[FuzzedCheckpoint.write(input).choice()], 0, 3, 4, 5);
  }
}
