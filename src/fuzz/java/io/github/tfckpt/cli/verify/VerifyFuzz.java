package io.github.tfckpt.cli.verify;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.CommandRun;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;

/**
 * {@code verify} of any files: a report. What it calls sound is read without damage, and what is
 * read with damage it does not call sound. A list of digests fits what it was made of.
 */
public final class VerifyFuzz {

  private static final int LINES = 3;

  private VerifyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    int choice = FuzzedCheckpoint.write(input).line(LINES);
    Run verify = CommandRun.of("verify -f json --threads 1 CKPT", 0, 1, 4);
    JsonObject json = JsonParser.parseString(verify.out()).getAsJsonObject();
    if (json.get("sound").getAsBoolean() != (verify.code() == ExitCode.OK)) {
      throw new AssertionError(verify.code() + ": " + verify.out());
    }
    switch (choice) {
      case 0 -> compareDigests(verify);
      case 1 -> compareQuick(verify);
      default -> compareText(verify);
    }
  }

  private static void compareDigests(Run verify) {
    Run digest = CommandRun.of("digest --threads 1 CKPT", 0, 4, 5);
    if (digest.code() == ExitCode.OK && !digest.out().isEmpty()) {
      // Of two tensors of one name, which only a damaged index has, the list means one.
      boolean sound = verify.code() == ExitCode.OK;
      CommandRun.withInput(
          digest.out(),
          "digest --threads 1 --check - CKPT",
          sound ? new Integer[] {0} : new Integer[] {0, 1});
    }
    if (verify.code() == ExitCode.OK && digest.code() != ExitCode.OK && !isUnsupported(digest)) {
      throw new AssertionError("sound, but: " + digest.err());
    }
  }

  /** What is wrong without a look at the data is wrong with it too. */
  private static void compareQuick(Run verify) {
    Run quick = CommandRun.of("verify --quick -f jsonl CKPT", 0, 1, 4);
    if (verify.code() == ExitCode.OK && quick.code() != ExitCode.OK) {
      throw new AssertionError("sound, but not when quick: " + quick.out() + quick.err());
    }
  }

  private static void compareText(Run verify) {
    Run text = CommandRun.of("verify --threads 1 CKPT", 0, 1, 4);
    if (verify.code() != text.code()) {
      throw new AssertionError(verify.out() + ", but: " + text.out() + text.err());
    }
  }

  /** True if nothing is wrong but that we have no values for what is there. */
  private static boolean isUnsupported(Run run) {
    return run.code() == ExitCode.UNREADABLE;
  }
}
