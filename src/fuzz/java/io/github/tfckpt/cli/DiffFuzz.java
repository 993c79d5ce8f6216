package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/** {@code diff} of any checkpoint and itself: the same, or an error. */
public final class DiffFuzz {

  private static final String[] LINES = {
    "diff --threads 1 CKPT CKPT",
    "diff -f json --threads 1 --atol 1 CKPT CKPT",
    "diff --names-only CKPT CKPT",
    "diff --reshape --ignore-dtype --threads 1 CKPT CKPT"
  };

  private DiffFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    CommandRun.of(LINES[FuzzedCheckpoint.write(input).choice()], 0, 4, 5);
  }
}
