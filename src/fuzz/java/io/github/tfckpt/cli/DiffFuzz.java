package io.github.tfckpt.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;
import java.util.Set;

/** {@code diff} of any checkpoint and itself: the same as far as values are known, or an error. */
public final class DiffFuzz {

  private static final String[] LINES = {
    "diff --threads 1 CKPT CKPT",
    "diff -f json --threads 1 --atol 1 CKPT CKPT",
    "diff --names-only CKPT CKPT",
    "diff --reshape --ignore-dtype --threads 1 CKPT CKPT"
  };

  private static final int NAMES_ONLY = 2;

  private DiffFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    int choice = FuzzedCheckpoint.write(input).choice();
    Run run = CommandRun.of(LINES[choice], 0, 1, 4, 5);
    if (run.code() == ExitCode.NO && (choice == NAMES_ONLY || !isUnknown(run.out()))) {
      throw new AssertionError(LINES[choice] + ": " + run.out());
    }
  }

  /** True if nothing but values that nobody knows keeps two checkpoints from being equal. */
  private static boolean isUnknown(String out) {
    String last = out.lines().reduce("", (first, second) -> second);
    if (!out.startsWith("{")) {
      return last.matches("not equal: ([0-9,]+ (identical|close), )*[0-9,]+ unknown");
    }
    for (JsonElement each :
        JsonParser.parseString(out).getAsJsonObject().getAsJsonArray("tensors")) {
      String status = each.getAsJsonObject().get("status").getAsString();
      if (!Set.of("identical", "close", "unknown").contains(status)) {
        return false;
      }
    }
    return true;
  }
}
