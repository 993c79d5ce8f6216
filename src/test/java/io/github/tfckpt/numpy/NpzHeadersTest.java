package io.github.tfckpt.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.testing.Wire;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Numbers that would just fit, but mean "see the 64 bits": lenient readers take them either way.
 *
 * @see "PKWARE APPNOTE.TXT, 4.4.1.4 and 4.5.3"
 */
final class NpzHeadersTest {

  private static final long U32 = 0xffffffffL;
  private static final byte[] NAME = NpzHeaders.name("t");

  /** What a directory header has behind its 46 bytes and the name. */
  private static byte[] extra(long size, long offset) {
    byte[] header = NpzHeaders.central(NAME, size, 0, offset);
    return Arrays.copyOfRange(header, 46 + NAME.length, header.length);
  }

  @Test
  void sizeOfAllOnes() {
    byte[] both = new Wire().raw((byte) 1, (byte) 0, (byte) 16, (byte) 0).toBytes();
    byte[] expected = new Wire().raw(both).fixed64(U32).fixed64(U32).toBytes();
    assertArrayEquals(expected, extra(U32, 0));
    assertArrayEquals(new byte[0], extra(U32 - 1, 0));
    byte[] local = NpzHeaders.local(NAME, U32, 0);
    assertArrayEquals(expected, Arrays.copyOfRange(local, 30 + NAME.length, local.length));
    assertEquals(30 + NAME.length, NpzHeaders.local(NAME, U32 - 1, 0).length);
  }

  @Test
  void offsetOfAllOnes() {
    byte[] expected = new Wire().raw((byte) 1, (byte) 0, (byte) 8, (byte) 0).fixed64(U32).toBytes();
    assertArrayEquals(expected, extra(0, U32));
    assertArrayEquals(new byte[0], extra(0, U32 - 1));
  }

  /** The end takes 22 bytes; the same in 64 bits and its locator 56 and 20 more. */
  @Test
  void countsOfAllOnes() {
    assertEquals(22, NpzHeaders.end(65_534, U32 - 1, U32 - 1).length);
    assertEquals(98, NpzHeaders.end(65_535, 0, 0).length);
    assertEquals(98, NpzHeaders.end(1, U32, 0).length);
    assertEquals(98, NpzHeaders.end(1, 0, U32).length);
  }
}
