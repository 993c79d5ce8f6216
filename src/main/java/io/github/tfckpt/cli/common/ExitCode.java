package io.github.tfckpt.cli.common;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a command answers to the shell, the same for all commands. */
public final class ExitCode {
  /** Done; {@code digest --check}: all match. */
  public static final int OK = 0;

  /** The answer is no. */
  public static final int NO = 1;

  /** A wrong command line. */
  public static final int USAGE = 2;

  /** No such tensor, or a pattern that matched nothing. */
  public static final int NO_TENSOR = 3;

  /** The input cannot be read: missing, no checkpoint, not supported; or the output not written. */
  public static final int UNREADABLE = 4;

  /** Damaged data, met on the way. */
  public static final int DAMAGED = 5;

  /** Our bug. */
  static final int BUG = 70;

  private ExitCode() {}

  /** What each code means, for the help. */
  public static Map<String, String> help() {
    Map<String, String> help = new LinkedHashMap<>();
    help.put("0", "done; digest --check: all match; diff: the same; verify: sound");
    help.put(
        "1",
        "the answer is no: a digest does not match, checkpoints differ, damage is found; stats"
            + " --find: something is found");
    help.put("2", "wrong command line");
    help.put("3", "no such tensor, or a pattern that matched nothing");
    help.put(
        "4",
        "the input is missing, unreadable, no checkpoint or not supported; or the output cannot be"
            + " written");
    help.put("5", "damaged data met on the way");
    help.put("70", "a bug of ours");
    return help;
  }

  /** The code that tells more: damage before a name that is not there. */
  public static int worse(int a, int b) {
    return Math.max(a, b);
  }
}
