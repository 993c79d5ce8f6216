package io.github.tfckpt.cli;

import io.github.tfckpt.fuzz.Bounds;
import io.github.tfckpt.fuzz.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** One command over a checkpoint that was made of an input, and what may come of it. */
public final class CommandRun {

  private CommandRun() {}

  /**
   * Runs a command line in which {@code CKPT} stands for the checkpoint, {@code OTHER} for one that
   * is like it, {@code GRAPH} for a graph, {@code SAFETENSORS}, {@code NPZ}, {@code NPY} and {@code
   * ARCHIVE} for such files.
   *
   * @throws AssertionError if it answers what no file may make it answer
   */
  public static Run of(String line, Integer... codes) {
    return withInput("", line, codes);
  }

  /** The same with something on stdin. */
  public static Run withInput(String input, String line, Integer... codes) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      words.add(
          switch (word) {
            case "CKPT" -> Memory.TYPED;
            case "OTHER" -> Memory.OTHER;
            case "GRAPH" -> Memory.GRAPH;
            case "SAFETENSORS" -> Memory.SAFETENSORS;
            case "NPZ" -> Memory.NPZ;
            case "NPY" -> Memory.NPY;
            case "ARCHIVE" -> Memory.ARCHIVE;
            default -> word;
          });
    }
    return of(input, words, line, codes);
  }

  /** Runs these words, which messages call {@code line}. */
  public static Run of(String input, List<String> words, String line, Integer... codes) {
    Locale.setDefault(Locale.ROOT);
    AtomicReference<Run> last = new AtomicReference<>();
    try {
      Bounds.keep(() -> last.set(Run.withInput(input, words.toArray(new String[0]))));
    } catch (AssertionError e) {
      throw new AssertionError(line + ": " + e.getMessage(), e);
    }
    Run run = last.get();
    if (!Arrays.asList(codes).contains(run.code())) {
      throw new AssertionError(line + ": exit code " + run.code() + "\n" + run.err());
    }
    if (run.code() != 0 && run.code() != 1 && run.err().isEmpty() && run.out().isEmpty()) {
      throw new AssertionError(line + ": exit code " + run.code() + " without a word");
    }
    Answers.check(line, run);
    return run;
  }
}
