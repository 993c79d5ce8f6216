package io.github.tfckpt.cli.common;

import io.github.tfckpt.cli.part.OutputFailure;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command reads and writes, and whether that is a terminal.
 *
 * @param out data; a write that fails throws {@link OutputFailure}
 * @param err everything else
 * @param outIsTerminal true if {@code out} is a terminal
 * @param errIsTerminal true if {@code err} is
 * @param plain true if the environment asks for no colour: {@code NO_COLOR}, or a dumb terminal
 */
public record Streams(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean plain) {

  private static final int COPY = 1 << 16;

  /** Those of the process. */
  public static Streams system() {
    String noColor = System.getenv("NO_COLOR");
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        Output.of(new FileOutputStream(FileDescriptor.out)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        isTerminal(1),
        isTerminal(2),
        (noColor != null && !noColor.isEmpty()) || "dumb".equals(System.getenv("TERM")));
  }

  /** Those of a test or of another program: no terminals. */
  public static Streams of(InputStream in, OutputStream out, OutputStream err) {
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Streams(in, Output.of(out), messages, false, false, true);
  }

  private static boolean isTerminal(int descriptor) {
    String terminals = System.getProperty("tfckpt.terminals");
    if (terminals != null) {
      return terminals.indexOf('0' + descriptor) >= 0;
    }
    try {
      // Without the launcher: the JDK only knows whether all three are terminals.
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Prints one line, with control characters made visible. */
  public void message(String text) {
    err.println("tfckpt: " + Visible.line(text));
  }

  /** Writes some bytes of a buffer, without a copy where possible; the result is how many. */
  public static int write(ByteBuffer bytes, OutputStream out) throws IOException {
    if (out instanceof WritableByteChannel channel) {
      return channel.write(bytes);
    }
    if (out instanceof FileOutputStream file) {
      return file.getChannel().write(bytes);
    }
    byte[] copy = new byte[Math.min(bytes.remaining(), COPY)];
    bytes.get(copy);
    out.write(copy, 0, copy.length);
    return copy.length;
  }
}
