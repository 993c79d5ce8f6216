package io.github.tfckpt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    TextTable.Rows cells =
        new TextTable.Rows() {
          @Override
          public int count() {
            return rows.size();
          }

          @Override
          public void fill(int row, TextTable.Cells target) throws IOException {
            for (String cell : rows.get(row)) {
              target.text(cell);
            }
          }
        };
    TextTable table = new TextTable("<<><", "STATUS", "NAME", "BYTES", "NOTE");
    if (name >= 0) {
      table.breakBehind(name);
    }
    table.print(cells, out, look);
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
    assertEquals(wide(), printed(new TextStyle(false, () -> 80), -1, ROWS));
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
}
