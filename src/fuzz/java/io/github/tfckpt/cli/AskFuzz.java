package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/**
 * {@code info}, {@code objects}, {@code stats} and {@code find} of any files: told, or an error.
 */
public final class AskFuzz {

  private static final String[] LINES = {
    "info CKPT",
    "objects --all CKPT",
    "stats --threads 1 --histogram 5 CKPT",
    "find CKPT Key_layer/weights_not_found_in_checkpoint",
    "stats --threads 1 --find nan,inf,zero,const CKPT",
    "stats --threads 1 -f json --histogram 3 --sort size CKPT",
    "stats --threads 1 -f tsv --names full CKPT *",
    "stats --threads 1 -r CKPT",
    "info -f json -n 2 CKPT",
    "objects -f json CKPT",
    "objects -f tsv CKPT",
    "find -f json CKPT lhs shape= [3] rhs shape= [2,2] (root).model.layer.1.kernel",
    "find -f tsv -n 3 CKPT ws",
    "stats --threads 1 -f jsonl --find zero --sort dtype CKPT",
    "stats --threads 1 --part 2/3 -f csv CKPT"
  };

  private AskFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String line = LINES[FuzzedCheckpoint.write(input).line(LINES.length)];
    boolean search = line.contains("--find");
    CommandRun.of(line, search ? new Integer[] {0, 1, 3, 4, 5} : new Integer[] {0, 3, 4, 5});
  }
}
