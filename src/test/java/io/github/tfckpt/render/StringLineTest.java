package io.github.tfckpt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.source.ArraySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Strings on one line: where a piece ends makes no difference. */
final class StringLineTest {

  private static String line(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringLine.write(new ArraySource("s", bytes, bytes.length), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void escapesWhatEndsALineOrIsNotShown() throws IOException {
    assertEquals("a\\tb\\nc\\rd\\\\x41 \"ü\" €", line(utf8("a\tb\nc\rd\\x41 \"ü\" €")));
    assertEquals("\\x1b\\x00\\x7f", line(new byte[] {0x1b, 0, 0x7f}));
    assertEquals("\\xff\\xc3", line(new byte[] {-1, (byte) 0xc3}));
    assertEquals("\\xe2\\x82", line(new byte[] {(byte) 0xe2, (byte) 0x82}));
    assertEquals("", line(new byte[0]));
  }

  @Test
  void aCharacterThatTwoPiecesShareIsWhole() throws IOException {
    for (String letter : new String[] {"ü", "€", "😀", "\\", "\t"}) {
      for (int before = Pieces.SIZE - 5; before <= Pieces.SIZE + 1; before++) {
        String text = "x".repeat(before) + letter + letter + "y";
        String shown = text.replace("\\", "\\\\").replace("\t", "\\t");
        assertEquals(shown, line(utf8(text)), letter + " at " + before);
      }
    }
  }

  @Test
  void halfACharacterAtTheEndOfAPieceIsEscaped() throws IOException {
    byte[] bytes = utf8("x".repeat(Pieces.SIZE - 2) + "€" + "y");
    bytes[bytes.length - 2] = 'z';
    assertEquals("x".repeat(Pieces.SIZE - 2) + "\\xe2\\x82zy", line(bytes));
  }
}
