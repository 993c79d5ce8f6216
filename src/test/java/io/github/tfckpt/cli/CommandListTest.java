package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.cli.common.Failures;
import io.github.tfckpt.cli.common.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The list of the commands, which are not built for it. */
final class CommandListTest {

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void itIsThatOfTheCommandsThereAre(String word) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(
        0, Main.run(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), word));
    Streams streams =
        Streams.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    CommandLine all = Main.commandLine(streams, new Failures(streams));
    assertEquals(all.getUsageMessage(Ansi.OFF), out.toString(StandardCharsets.UTF_8));
  }
}
