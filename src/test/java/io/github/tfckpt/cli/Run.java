package io.github.tfckpt.cli;

import io.github.tfckpt.io.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What one command line answered, run in this process. */
public record Run(int code, Bytes bytes, String err) {

  /** Runs a command line with nothing on stdin. */
  public static Run of(String... args) {
    return withInput("", args);
  }

  public static Run withInput(String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    byte[] in = input.getBytes(StandardCharsets.UTF_8);
    int code = Main.run(new ByteArrayInputStream(in), out, err, args);
    return new Run(code, Bytes.copyOf(out.toByteArray()), err.toString(StandardCharsets.UTF_8));
  }

  public String out() {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }
}
