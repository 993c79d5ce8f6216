package io.github.tfckpt.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Byte strings: their order, and how they look. */
final class BytesTest {

  private static Bytes hex(String digits) {
    return Bytes.copyOf(HexFormat.of().parseHex(digits));
  }

  @ParameterizedTest
  @CsvSource({
    "6162, ab",
    "00, \\x00",
    "1b5b316d, \\x1b[1m",
    "7f, \\x7f",
    "ff, \\xff",
    "c3a9, é",
    "c328, \\xc3(",
    "e280ae, \\xe2\\x80\\xae",
    "c285, \\xc2\\x85",
    "eda080, \\xed\\xa0\\x80",
    "f09f9880, \uD83D\uDE00",
    "f4908080, \\xf4\\x90\\x80\\x80",
    "c080, \\xc0\\x80",
    "5c, \\",
    "5c7834, \\x4",
    "5c783431, \\x5cx41",
    "0a, \\x0a",
    "e280a8, \\xe2\\x80\\xa8",
    "61e2808b62, a\\xe2\\x80\\x8bb",
    "e2808d, \\xe2\\x80\\x8d",
    "e281a0, \\xe2\\x81\\xa0",
    "c2ad, \\xc2\\xad",
    "cd8f, \\xcd\\x8f",
    "e1a08e, \\xe1\\xa0\\x8e",
    "efbbbf, \\xef\\xbb\\xbf",
    "efb88f, \\xef\\xb8\\x8f",
    "e385a4, \\xe3\\x85\\xa4",
    "f3a08080, \\xf3\\xa0\\x80\\x80",
    "e2809c, “",
    "67cc88, g̈"
  })
  void looksOfNames(String digits, String text) {
    assertEquals(text, hex(digits).toString());
    assertEquals(hex(digits), Escapes.unescape(text));
  }

  @Test
  void anyBytesCanBeTurnedIntoTextAndBack() {
    Random random = new Random(1);
    byte[] alphabet = "\\x0aé\u202e\u0000/".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[random.nextInt(9)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextInt(3) > 0) {
          bytes[i] = alphabet[random.nextInt(alphabet.length)];
        }
      }
      String text = Escapes.escape(bytes);
      assertEquals(Bytes.copyOf(bytes), Escapes.unescape(text), text);
      assertFalse(text.chars().anyMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0)), text);
    }
  }

  @Test
  void orderIsThatOfUnsignedBytes() {
    String[] rising = {
      "", "00", "0000", "01", "61", "6100", "61ff", "62", "7f", "80", "ff", "ffff"
    };
    for (int i = 0; i < rising.length; i++) {
      for (int j = 0; j < rising.length; j++) {
        int order = Integer.signum(hex(rising[i]).compareTo(hex(rising[j])));
        assertEquals(Integer.compare(i, j), order, rising[i] + " and " + rising[j]);
        assertEquals(i == j, hex(rising[i]).equals(hex(rising[j])));
      }
    }
  }

  @Test
  void longBytesAreCut() {
    String brief = Escapes.brief(new byte[100_000]);
    assertTrue(brief.length() < 300, brief);
    assertTrue(brief.endsWith("..."), brief);
  }
}
