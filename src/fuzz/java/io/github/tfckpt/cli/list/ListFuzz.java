package io.github.tfckpt.cli.list;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.CommandRun;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/** {@code list} of any files: a listing, or an error. All forms of it list the same tensors. */
public final class ListFuzz {

  private static final String[] LINES = {
    "list -f json CKPT",
    "list -l --names full CKPT",
    "list --tree --fold CKPT",
    "list -f csv CKPT",
    "list --tree -L 2 --sort size CKPT",
    "list --fold -r --names full CKPT",
    "list -1 --sort offset CKPT",
    "list -f jsonl --sort dtype CKPT",
    "list -f tsv --sort params --names full CKPT",
    "list -E -x [05]$ CKPT [a-f] _",
    "list -l -x *1* --sort key CKPT *e* [k-z]*"
  };

  private static final int NAMES = 6;
  private static final int FIRST_WITH_PATTERNS = 9;

  private ListFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    int choice = FuzzedCheckpoint.write(input).line(LINES.length);
    boolean patterns = choice >= FIRST_WITH_PATTERNS;
    Run run =
        CommandRun.of(
            LINES[choice], patterns ? new Integer[] {0, 3, 4, 5} : new Integer[] {0, 4, 5});
    if (choice == NAMES) {
      compare(run, CommandRun.of(LINES[0], 0, 4, 5));
    }
  }

  private static void compare(Run names, Run json) {
    if (names.code() != json.code() || !names.err().equals(json.err())) {
      throw new AssertionError(names.code() + names.err() + ", but " + json.code() + json.err());
    }
    if (!json.out().isEmpty()) {
      JsonObject document = JsonParser.parseString(json.out()).getAsJsonObject();
      int listed = document.getAsJsonArray("tensors").size();
      if (names.out().lines().count() != listed) {
        throw new AssertionError(listed + " tensors, but " + names.out());
      }
    }
  }
}
