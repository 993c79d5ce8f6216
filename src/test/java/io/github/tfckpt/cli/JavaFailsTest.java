package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Java itself cannot do is exit 70: from the shell's point of view, 1 is an answer. */
final class JavaFailsTest {

  private static final String VGG = "testdata/vgg/vgg_16.ckpt";

  private static String failing(Error failure, String... line) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw failure;
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(70, Main.run(InputStream.nullInputStream(), out, err, line));
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noMemoryIsOneLine() {
    for (String command : List.of("list", "digest", "stats", "objects", "verify", "info")) {
      String path = command.equals("objects") ? "testdata/python/objects/ckpt-1" : VGG;
      String line = failing(new OutOfMemoryError("Java heap space"), command, path);
      assertTrue(line.startsWith("tfckpt: Java ran out of memory: Java heap space of "), line);
      assertEquals(1, line.lines().count(), line);
    }
    assertEquals(
        "tfckpt: Java ran out of memory: unable to create native thread\n",
        failing(new OutOfMemoryError("unable to create native thread"), "diff", VGG, VGG));
  }

  @Test
  void otherErrorsAreReportedAsBugs() {
    for (Error error : List.of(new StackOverflowError(), new InternalError("of the JVM"))) {
      assertTrue(failing(error, "list", VGG).startsWith("tfckpt: this is a bug in tfckpt"));
    }
  }
}
