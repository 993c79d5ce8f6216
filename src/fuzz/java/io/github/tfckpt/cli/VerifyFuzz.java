package io.github.tfckpt.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/**
 * {@code verify} of any files: a report. What it calls sound is read without damage, and what is
 * read with damage it does not call sound.
 */
public final class VerifyFuzz {

  private VerifyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzedCheckpoint.write(input);
    Run verify = CommandRun.of("verify -f json --threads 1 CKPT", 0, 1, 4);
    JsonObject json = JsonParser.parseString(verify.out()).getAsJsonObject();
    if (json.get("sound").getAsBoolean() != (verify.code() == ExitCode.OK)) {
      throw new AssertionError(verify.code() + ": " + verify.out());
    }
    Run digest = CommandRun.of("digest --threads 1 CKPT", 0, 4, 5);
    if (verify.code() == ExitCode.OK && digest.code() != ExitCode.OK && !isUnsupported(digest)) {
      throw new AssertionError("sound, but: " + digest.err());
    }
  }

  /** True if nothing is wrong but that we have no values for what is there. */
  private static boolean isUnsupported(Run run) {
    return run.code() == ExitCode.UNREADABLE;
  }
}
