package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/** {@code dump} of all tensors of any files: values, or an error. */
public final class DumpFuzz {

  private static final String[] LINES = {
    "dump --full CKPT *", "dump -f json CKPT *", "dump -f csv CKPT *", "dump CKPT *[...,::-2]"
  };

  private DumpFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    int choice = FuzzedCheckpoint.write(input).choice();
    // A selection that a tensor has no axis for is a wrong command line.
    CommandRun.of(LINES[choice], choice == 3 ? new Integer[] {0, 2, 3, 4, 5} : codes());
  }

  private static Integer[] codes() {
    return new Integer[] {0, 3, 4, 5};
  }
}
