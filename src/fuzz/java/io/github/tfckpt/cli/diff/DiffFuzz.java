package io.github.tfckpt.cli.diff;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.CommandRun;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;
import java.util.Set;

/**
 * {@code diff} of any checkpoint: nothing differs from itself, in whatever blocks, as far as values
 * are known. What does differ is told, or an error.
 */
public final class DiffFuzz {

  /** The first of them compare what is the same. */
  private static final String[] LINES = {
    "diff --threads 1 CKPT OTHER",
    "diff -f json --threads 1 --atol 1 CKPT OTHER",
    "diff --names-only CKPT OTHER",
    "diff --reshape --ignore-dtype --threads 1 CKPT CKPT",
    "diff --all --fold --threads 1 CKPT OTHER",
    "diff -f jsonl --rtol 0.5 --nan differ --threads 1 CKPT OTHER",
    "diff --map *1*=*2* --threads 1 --reshape --ignore-dtype CKPT OTHER",
    "diff --map-regex (.*)([0-9])(.*)=$1x$3 --threads 1 --all CKPT OTHER",
    "diff -f json --reverse *:-1 --threads 1 CKPT OTHER",
    "diff --name-status --all --reverse *e*:0 --threads 1 CKPT OTHER",
    "diff --quick CKPT OTHER",
    "diff -f tsv --names full --threads 1 CKPT OTHER *e* *1*",
    "diff --names-only --map *a*=*b* -f json CKPT OTHER"
  };

  private static final int SAME = 5;
  private static final int NAMES_ONLY = 2;

  private DiffFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzedCheckpoint made = FuzzedCheckpoint.write(input);
    made.writeOther();
    int choice = made.line(LINES.length);
    // Wrong command lines: rules that are about no tensor, --quick where no checksums are stored.
    boolean wrong = LINES[choice].contains("*") || LINES[choice].contains("--quick");
    Run run =
        CommandRun.of(
            LINES[choice], wrong ? new Integer[] {0, 1, 2, 3, 4, 5} : new Integer[] {0, 1, 4, 5});
    boolean same = choice < SAME && !made.hasOtherValues();
    if (same && run.code() == ExitCode.NO && (choice == NAMES_ONLY || !isUnknown(run.out()))) {
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
