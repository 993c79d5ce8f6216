package io.github.tfckpt.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/** {@code list} of any files: a listing, or an error. What claims to be JSON is JSON. */
public final class ListFuzz {

  private static final String[] LINES = {
    "list -f json CKPT", "list -l --names full CKPT", "list --tree --fold CKPT", "list -f csv CKPT"
  };

  private ListFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    int choice = FuzzedCheckpoint.write(input).choice();
    Run run = CommandRun.of(LINES[choice], 0, 4, 5);
    if (choice == 0 && !run.out().isEmpty()) {
      JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
      if (!json.get("tensors").isJsonArray()) {
        throw new AssertionError(run.out());
      }
    }
  }
}
