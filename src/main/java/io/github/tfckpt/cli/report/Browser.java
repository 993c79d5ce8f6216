package io.github.tfckpt.cli.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The browser of whoever sits before this computer, if anybody does. */
final class Browser {

  private static final List<String> SCREENS = List.of("DISPLAY", "WAYLAND_DISPLAY", "BROWSER");

  private Browser() {}

  /**
   * The command that opens a file; empty if there is no screen.
   *
   * @param system the name of the operating system
   * @param environment the variables of the process
   */
  static List<String> command(Path file, String system, Map<String, String> environment) {
    String path = file.toAbsolutePath().toString();
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return List.of("open", path);
    }
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", path);
    }
    boolean isSeen =
        SCREENS.stream().anyMatch(screen -> !environment.getOrDefault(screen, "").isEmpty());
    return isSeen ? List.of("xdg-open", path) : List.of();
  }

  /** Opens a file and does not wait; false if there is nothing to open it with. */
  static boolean open(Path file) {
    List<String> command = command(file, System.getProperty("os.name", ""), System.getenv());
    if (command.isEmpty()) {
      return false;
    }
    try {
      File nowhere = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
      new ProcessBuilder(command)
          .redirectInput(nowhere)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
