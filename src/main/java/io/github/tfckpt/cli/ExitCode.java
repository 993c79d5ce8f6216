package io.github.tfckpt.cli;

/** What a command answers to the shell, the same for all commands. */
final class ExitCode {
  /** Done; {@code digest --check}: all match. */
  static final int OK = 0;

  /** The answer is no. */
  static final int NO = 1;

  /** A wrong command line. */
  static final int USAGE = 2;

  /** No such tensor, or a pattern that matched nothing. */
  static final int NO_TENSOR = 3;

  /** The input cannot be read: missing, no checkpoint, not supported; or the output not written. */
  static final int UNREADABLE = 4;

  /** Damaged data, met on the way. */
  static final int DAMAGED = 5;

  /** Our bug. */
  static final int BUG = 70;

  private ExitCode() {}

  /** The code that tells more: damage before a name that is not there. */
  static int worse(int a, int b) {
    return Math.max(a, b);
  }
}
