package io.github.tfckpt.cli.common;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The width of this process's terminal. Asking for it takes a moment. */
public final class TerminalWidth {

  private static final int USUAL = 80;
  private static final int MOST = 10_000;

  private TerminalWidth() {}

  /**
   * The number of columns: {@code COLUMNS} in the environment, else what {@code stty} prints, else
   * 80.
   *
   * @param least the result for a narrower one
   * @param most the result for a wider one
   */
  public static int within(int least, int most) {
    return Math.max(least, Math.min(most, columns()));
  }

  private static int columns() {
    String given = System.getenv("COLUMNS");
    int columns = given == null ? 0 : number(given);
    if (columns > 0) {
      return columns;
    }
    String size = stty();
    int asked = number(size.substring(size.lastIndexOf(' ') + 1));
    return asked > 0 ? asked : USUAL;
  }

  /** What {@code stty size} prints: rows and columns; empty without a terminal or stty. */
  private static String stty() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** The number that a text is, or 0. */
  private static int number(String text) {
    try {
      return Math.min(MOST, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
