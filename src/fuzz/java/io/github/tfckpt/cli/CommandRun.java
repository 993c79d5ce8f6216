package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.Bounds;
import io.github.tfckpt.fuzz.FuzzedCheckpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** One command over a checkpoint that was made of an input, and what may come of it. */
final class CommandRun {

  private static final int LONGEST_LINE = 4000;

  private CommandRun() {}

  /**
   * Runs a command line in which {@code CKPT} stands for the checkpoint.
   *
   * @throws AssertionError if it answers what no file may make it answer
   */
  static Run of(String line, Integer... codes) {
    Locale.setDefault(Locale.ROOT);
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      words.add(word.equals("CKPT") ? FuzzedCheckpoint.TYPED : word);
    }
    AtomicReference<Run> last = new AtomicReference<>();
    Bounds.keep(() -> last.set(Run.of(words.toArray(new String[0]))));
    Run run = last.get();
    if (!Arrays.asList(codes).contains(run.code())) {
      throw new AssertionError(line + ": exit code " + run.code() + "\n" + run.err());
    }
    if (run.code() != 0 && run.code() != 1 && run.err().isEmpty() && run.out().isEmpty()) {
      throw new AssertionError(line + ": exit code " + run.code() + " without a word");
    }
    if (run.code() != ExitCode.USAGE) {
      run.err().lines().forEach(message -> check(line, message));
    }
    return run;
  }

  private static void check(String line, String message) {
    boolean plain = message.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0));
    if (!message.startsWith("tfckpt: ") || !plain || message.length() > LONGEST_LINE) {
      throw new AssertionError(line + ": " + message);
    }
  }
}
