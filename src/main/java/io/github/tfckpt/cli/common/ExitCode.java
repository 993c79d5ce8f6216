package io.github.tfckpt.cli.common;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a command returns to the shell, the same for all commands. */
public final class ExitCode {

  /** Done. */
  public static final int OK = 0;

  /** The answer is no. */
  public static final int NO = 1;

  /** Wrong command line. */
  public static final int USAGE = 2;

  /** No such tensor, or a pattern that matched nothing. */
  public static final int NO_TENSOR = 3;

  /** The input cannot be read: missing, not a checkpoint, not supported; or a failed write. */
  public static final int UNREADABLE = 4;

  /** Corrupt data found. */
  public static final int DAMAGED = 5;

  /** Our bug, or a failure of Java itself. */
  static final int BUG = 70;

  private static final Map<Integer, String> MEANINGS =
      Map.of(
          USAGE,
          "wrong command line",
          NO_TENSOR,
          "no such tensor, or a pattern that matched nothing",
          UNREADABLE,
          "the input is missing, unreadable, not a checkpoint, or not supported; or the output"
              + " cannot be written",
          DAMAGED,
          "corrupt data found; everything readable was still printed",
          BUG,
          "a bug in tfckpt, or Java failed: out of memory, for example");

  private ExitCode() {}

  /** What each code means, over all commands. */
  public static Map<String, String> help() {
    return help(
        "done; diff: the same; verify: sound; digest --check: all match",
        "the answer is no: differences, damage, a mismatch, or --find of stats or history found something");
  }

  /** What the codes of a command that reads tensors mean. */
  public static Map<String, String> help(String yes, String no) {
    return help(yes, no, NO_TENSOR, UNREADABLE, DAMAGED);
  }

  /**
   * What the codes of one command mean.
   *
   * @param no what 1 means; empty if the command never returns it
   * @param others which it returns besides 0, 1, 2 and 70
   */
  public static Map<String, String> help(String yes, String no, int... others) {
    Map<String, String> help = new LinkedHashMap<>();
    help.put("0", yes);
    if (!no.isEmpty()) {
      help.put("1", no);
    }
    help.put("2", MEANINGS.get(USAGE));
    for (int code : others) {
      help.put(Integer.toString(code), MEANINGS.get(code));
    }
    help.put("70", MEANINGS.get(BUG));
    return help;
  }

  /** The more serious code: damage before a missing name. */
  public static int worse(int a, int b) {
    return Math.max(a, b);
  }
}
