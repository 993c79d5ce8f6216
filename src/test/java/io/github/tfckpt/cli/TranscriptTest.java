package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every command line in {@code testdata/transcripts}, with all it prints and its exit code.
 *
 * <pre>
 *   # a remark
 *   $ tfckpt list 'a b'
 *   a line of stdout
 *   2> a line of stderr
 *   [3]                     exit code, where it is not 0
 * </pre>
 *
 * <p>Paths start at the root of the repository. With {@code -Dtranscripts.write=true} the files are
 * written anew from what the commands print now: read the difference before it is believed.
 */
final class TranscriptTest {

  private static final Path FOLDER = Path.of("testdata", "transcripts");
  private static final String PROMPT = "$ tfckpt";

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    String recorded = Files.readString(file);
    List<String> lines = recorded.lines().toList();
    StringBuilder now = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(PROMPT)) {
        // Remarks and the blank line above a command are ours; all else the commands print.
        int start = i;
        while (start > 0 && isOurs(lines.get(start - 1))) {
          start--;
        }
        lines.subList(start, i + 1).forEach(line -> now.append(line).append('\n'));
        now.append(answer(words(lines.get(i).substring(PROMPT.length()))));
      }
    }
    if (Boolean.getBoolean("transcripts.write")) {
      Files.writeString(file, now.toString(), StandardCharsets.UTF_8);
    } else {
      assertEquals(recorded, now.toString(), file.toString());
    }
  }

  private static boolean isOurs(String line) {
    return line.isEmpty() || line.startsWith("#");
  }

  private static String answer(List<String> words) {
    Run run = Run.of(words.toArray(new String[0]));
    StringBuilder text = new StringBuilder(run.out());
    if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
      text.append("\n(no newline)\n");
    }
    run.err().lines().forEach(line -> text.append("2> ").append(line).append('\n'));
    if (run.code() != 0) {
      text.append('[').append(run.code()).append("]\n");
    }
    return text.toString();
  }

  /** Splits a command line as a shell would, as far as blanks and single quotes go. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
        begun = true;
      } else if (c == ' ' && !quoted) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
