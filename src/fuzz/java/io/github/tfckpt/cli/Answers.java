package io.github.tfckpt.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.tfckpt.cli.common.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What holds for all that commands print: text that a terminal can bear, JSON that is JSON. */
public final class Answers {

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final int LONGEST_MESSAGE = 4000;

  private Answers() {}

  /**
   * Checks both streams, by the format that the command line asks for.
   *
   * @throws AssertionError if one of them breaks a promise
   */
  public static void check(String line, Run run) {
    if (run.code() != ExitCode.USAGE) {
      run.err().lines().forEach(message -> checkMessage(line, message));
    }
    if (line.contains("-f npy") || line.contains("-f raw")) {
      return;
    }
    String out = text(line, run.bytes().toArray());
    if (line.contains("-f json")) {
      checkJson(line, out);
      if (line.contains("-f jsonl")) {
        out.lines().forEach(each -> checkJson(line, each));
      }
    } else if (!(line.startsWith("dump") && line.contains("-f "))) {
      boolean tabs = line.contains("-f tsv") || line.contains("--name-status");
      checkPlain(line, out, tabs);
    }
    if (line.contains("-f tsv") && !line.startsWith("dump")) {
      checkColumns(line, out);
    }
  }

  private static void checkMessage(String line, String message) {
    if (!message.startsWith("tfckpt: ") || message.length() > LONGEST_MESSAGE) {
      throw new AssertionError(line + ": " + message);
    }
    checkPlain(line, message, false);
  }

  /** Control characters may be there only as the ends of lines, or of the columns of a tsv file. */
  private static void checkPlain(String line, String text, boolean tabs) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = c < ' ' || (c >= 0x7f && c < 0xa0);
      if (control && c != '\n' && !(tabs && c == '\t')) {
        throw new AssertionError(line + ": control character " + (int) c + " in " + text);
      }
    }
  }

  private static void checkColumns(String line, String out) {
    long titles = out.lines().limit(1).mapToLong(Answers::tabs).sum();
    out.lines()
        .forEach(
            row -> {
              if (tabs(row) != titles) {
                throw new AssertionError(line + ": " + titles + " columns, but " + row);
              }
            });
  }

  private static long tabs(String row) {
    return row.chars().filter(c -> c == '\t').count();
  }

  private static String text(String line, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError(line + ": no UTF-8", e);
    }
  }

  private static void checkJson(String line, String text) {
    try (JsonParser parser = STRICT.createParser(text)) {
      while (parser.nextToken() != null) {
        parser.getText();
      }
    } catch (IOException e) {
      throw new AssertionError(line + ": " + text, e);
    }
  }
}
