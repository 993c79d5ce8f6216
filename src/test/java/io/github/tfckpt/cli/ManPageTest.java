package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tfckpt.cli.common.Failures;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.shell.ShellModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page says what the help says, in words that roff takes. */
final class ManPageTest {

  @Test
  void hasEveryCommandAndOption() throws IOException {
    String page = ManPage.text();
    Streams streams =
        Streams.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    for (CommandSpec command : ShellModel.specs(Main.commandLine(streams, new Failures(streams)))) {
      int start = page.indexOf(".SS \"" + command.name());
      assertTrue(start > 0, command.name());
      for (OptionSpec option : ShellModel.visible(command)) {
        String name = option.longestName().replace("-", "\\-");
        assertTrue(page.indexOf(name, start) > 0, command.name() + " " + name);
      }
    }
    assertTrue(page.chars().allMatch(c -> c < 0x7f));
  }

  @Test
  void commonOptionsAreDescribedOnce() throws IOException {
    String page = ManPage.text();
    for (String words :
        List.of("Print this help", "Write to FILE atomically", "Process only part I")) {
      assertTrue(page.indexOf(words) > page.indexOf(".SH \"COMMON OPTIONS\""), words);
      assertEquals(page.indexOf(words), page.lastIndexOf(words), words);
    }
  }

  @Test
  void sectionsHoldWhatTheirNamesSay() throws IOException {
    String page = ManPage.text();
    String environment =
        page.substring(page.indexOf(".SH \"ENVIRONMENT\""), page.indexOf(".SH \"EXAMPLES\""));
    for (String name : List.of("NO_COLOR", "TFCKPT_CLASSPATH", "TFCKPT_CACHE", "XDG_CACHE_HOME")) {
      assertTrue(environment.contains("\\fB" + name + "\\fR"), name);
    }
    assertFalse(environment.contains("tfckpt list"));
    assertTrue(page.indexOf("tfckpt diff", page.indexOf(".SH \"EXAMPLES\"")) > 0);
    int codes = page.indexOf(".SH \"EXIT STATUS\"");
    assertTrue(page.substring(codes, page.indexOf(".SH", codes + 1)).contains("\\fB130"));
    assertTrue(page.contains("or a URI of a file system"));
  }

  @Test
  void groffAcceptsThePage(@TempDir Path folder) throws Exception {
    Path groff = Path.of("/usr/bin/groff");
    assumeTrue(Files.isExecutable(groff), "groff is not installed");
    Path page = Files.writeString(folder.resolve("tfckpt.1"), ManPage.text());
    Path text = folder.resolve("text");
    Process process =
        new ProcessBuilder(groff.toString(), "-man", "-ww", "-Tutf8", page.toString())
            .redirectOutput(text.toFile())
            .start();
    byte[] warnings = process.getErrorStream().readAllBytes();
    assertEquals("", new String(warnings, StandardCharsets.UTF_8));
    assertEquals(0, process.waitFor());
    assertTrue(Files.readString(text).contains("safetensors"));
  }
}
