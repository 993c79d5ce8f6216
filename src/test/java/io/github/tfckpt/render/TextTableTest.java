package io.github.tfckpt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns on a wide screen, on a narrow one, and without a screen. */
final class TextTableTest {

  private static final String LONG = "layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE";

  private static String printed(TextStyle look, int name, List<List<String>> rows)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TextOut out = new TextOut(bytes);
    Columns<List<String>> columns =
        new Columns<List<String>>()
            .column("STATUS", row -> row.get(0))
            .column("NAME", row -> row.get(1));
    if (name >= 0) {
      columns.asName();
    }
    columns.column("BYTES", row -> row.get(2)).right().column("NOTE", row -> row.get(3));
    new TextTable<>(columns).print(rows, out, look);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final List<List<String>> ROWS =
      List.of(
          List.of("same", LONG, "2560", "of which nothing is to be said"),
          List.of("M", "b", "1", ""));

  private static String wide() {
    return """
    STATUS  NAME                                                    BYTES  NOTE
    same    layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE   2560  of which nothing is to be said
    M       b                                                           1
    """;
  }

  @Test
  void oneLineWhereItFits() throws IOException {
    assertEquals(wide(), printed(TextStyle.endless(false), 1, ROWS));
    assertEquals(wide(), printed(new TextStyle(false, () -> 101), 1, ROWS));
  }

  @Test
  void twoLinesWhereOneIsTooLong() throws IOException {
    assertEquals(
        """
        STATUS  NAME
            BYTES  NOTE
        same    layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE
             2560  of which nothing is to be said
        M       b
                1
        """,
        printed(new TextStyle(false, () -> 100), 1, ROWS));
  }

  @Test
  void theScreenWidthIsNotAskedForANarrowTable() throws IOException {
    TextStyle look =
        new TextStyle(
            false,
            () -> {
              throw new IllegalStateException("asked");
            });
    assertEquals(
        "STATUS  NAME  BYTES  NOTE\nM       b         1\n", printed(look, 1, ROWS.subList(1, 2)));
  }

  @Test
  void oneLongNameCostsOneLongLine() throws IOException {
    String name = "n".repeat(121);
    assertEquals(
        "STATUS  NAME  BYTES  NOTE\n      " + "  " + name + "      1\n",
        printed(TextStyle.endless(false), 1, List.of(List.of("", name, "1", ""))));
    String widest = "n".repeat(120);
    assertEquals(
        "STATUS  NAME" + " ".repeat(118) + "BYTES  NOTE\n        " + widest + "      1\n",
        printed(TextStyle.endless(false), 1, List.of(List.of("", widest, "1", ""))));
  }

  /** A table of a name and of two numbers, of which the first can be spared. */
  private static String spared(int columns, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TextOut out = new TextOut(bytes);
    Columns<String> table =
        new Columns<String>()
            .column("NAME", row -> row)
            .asName()
            .column("RMS", row -> "r".repeat(30))
            .spare()
            .column("AT", row -> "a".repeat(30));
    new TextTable<>(table).print(List.of(name), out, new TextStyle(false, () -> columns));
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSpareColumnGoesFirst() throws IOException {
    String name = "n".repeat(30);
    String rms = "r".repeat(30);
    String at = "a".repeat(30);
    String gap = " ".repeat(28);
    assertEquals(
        "NAME" + gap + "RMS" + " ".repeat(29) + "AT\n" + name + "  " + rms + "  " + at + "\n",
        spared(94, name));
    assertEquals("NAME" + gap + "AT\n" + name + "  " + at + "\n", spared(93, name));
  }

  @Test
  void aSecondLineHasRoomForWhatWasSpared() throws IOException {
    String name = "n".repeat(70);
    assertEquals(
        "NAME\n    RMS"
            + " ".repeat(29)
            + "AT\n"
            + name
            + "\n    "
            + "r".repeat(30)
            + "  "
            + "a".repeat(30)
            + "\n",
        spared(85, name));
  }

  @Test
  void whatIsTooLongForItsPlaceLosesItsMiddle() throws IOException {
    String name = "first" + "n".repeat(200) + "last";
    for (String line : spared(90, name).lines().toList()) {
      assertTrue(DisplayWidth.of(line) <= 90, line);
    }
    assertTrue(spared(90, name).contains("\nfirst"), "the beginning");
    assertTrue(spared(90, name).contains("last  "), "the end");
  }

  @Test
  void shortenedTextKeepsBothEnds() {
    assertEquals("ab\u2026yz", DisplayWidth.shorten("abcdefwxyz", 5));
    assertEquals("abc\u2026yz", DisplayWidth.shorten("abcdefwxyz", 6));
    // Ideographs take two columns each: one more would not fit.
    assertEquals("\u4e00\u2026\u4e8c", DisplayWidth.shorten("\u4e00\u4e09\u4e09\u4e8c", 6));
  }

  @Test
  void rowsArePaintedOnlyWhereThereIsColour() throws IOException {
    Columns<String> table =
        new Columns<String>()
            .column("STATUS", row -> row)
            .painted(row -> row.equals("bad") ? TextStyle.Paint.RED : TextStyle.Paint.PLAIN);
    for (boolean colour : new boolean[] {false, true}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      TextOut out = new TextOut(bytes);
      new TextTable<>(table).print(List.of("bad", "good"), out, TextStyle.endless(colour));
      out.flush();
      assertEquals(
          colour
              ? "\u001b[1mSTATUS\u001b[0m\n\u001b[31mbad\u001b[0m\ngood\n"
              : "STATUS\nbad\ngood\n",
          bytes.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void sentencesBreakBetweenWords() {
    String sentence = "word ".repeat(30).strip();
    List<String> lines = new TextStyle(false, () -> 100).wrap(sentence).lines().toList();
    assertEquals(2, lines.size());
    assertEquals("word ".repeat(20).strip(), lines.get(0));
    assertEquals("  " + "word ".repeat(10).strip(), lines.get(1));
    assertEquals(sentence, TextStyle.endless(false).wrap(sentence));
  }
}
