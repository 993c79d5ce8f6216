package io.github.tfckpt.cli.dump;

import io.github.tfckpt.cli.CommandRun;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/** {@code dump} of all tensors of any files: values, or an error. */
public final class DumpFuzz {

  private static final String[] LINES = {
    "dump --full CKPT *",
    "dump -f json CKPT *",
    "dump -f csv CKPT *",
    "dump CKPT *[...,::-2]",
    "dump -f tsv CKPT *[-1]",
    "dump -f lines CKPT *",
    "dump -f npy CKPT *",
    "dump -f raw CKPT *[1:,...]",
    "dump -f npy --bits CKPT *[...,None,0]",
    "dump --threshold 4 --edge-items 1 --precision 2 --suppress --line-width 20 CKPT *",
    "dump --names full --no-header -f json CKPT *[::3]"
  };

  private DumpFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String line = LINES[FuzzedCheckpoint.write(input).line(LINES.length)];
    // A selection that a tensor has no axis for, two tensors in one npy: wrong command lines.
    boolean wrong = line.contains("[") || line.contains("-f npy") || line.contains("-f raw");
    CommandRun.of(line, wrong ? new Integer[] {0, 2, 3, 4, 5} : new Integer[] {0, 3, 4, 5});
  }
}
