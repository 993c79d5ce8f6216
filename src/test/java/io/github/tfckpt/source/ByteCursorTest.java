package io.github.tfckpt.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.testing.Wire;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Numbers and runs read forward, and every way in which they are not there. */
final class ByteCursorTest {

  private static ByteCursor over(byte... bytes) {
    return ByteCursor.over(new ArraySource("here", bytes, bytes.length), bytes, bytes.length);
  }

  private static String message(Executable read) {
    return assertThrows(Corrupt.class, read).getMessage();
  }

  @Test
  void varintsOfEveryLength() throws Corrupt {
    Random random = new Random(1);
    for (int round = 0; round < 10000; round++) {
      long value = random.nextLong() >>> random.nextInt(64);
      byte[] bytes = new Wire().varint(value).raw((byte) 7).toBytes();
      ByteCursor in = over(bytes);
      assertEquals(value, in.varint64("it"));
      assertEquals(1, in.remaining());
      if (value >>> 32 == 0) {
        assertEquals(value, over(bytes).varint32("it"));
      } else if (Wire.varintSize(value) <= 5) {
        assertTrue(message(() -> over(bytes).varint32("it")).contains("more than 32 bits"));
      }
    }
  }

  @Test
  void invalidVarints() throws Corrupt {
    assertEquals(5, over(new Wire().longVarint(5, 5).toBytes()).varint32("it"));
    assertEquals(5, over(new Wire().longVarint(5, 10).toBytes()).varint64("it"));
    byte[] six = new Wire().longVarint(5, 6).toBytes();
    assertTrue(message(() -> over(six).varint32("it")).contains("more than 5 bytes"));
    byte[] eleven = new Wire().longVarint(5, 11).toBytes();
    assertTrue(message(() -> over(eleven).varint64("it")).contains("more than 10 bytes"));
    byte[] bit65 = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2};
    assertTrue(message(() -> over(bit65).varint64("it")).contains("more than 64 bits"));
    assertTrue(message(() -> over().varint64("it")).contains("cut short"));
    assertTrue(message(() -> over((byte) -1).varint32("it")).contains("cut short"));
  }

  @Test
  void lengthsAreComparedFirst() throws Corrupt {
    ByteCursor in = over((byte) 1, (byte) 2, (byte) 3);
    for (long length : new long[] {4, 1L << 32, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      assertTrue(message(() -> in.bytes(length, "name")).startsWith("here: byte 0: name of "));
      message(() -> in.skip(length, "name"));
    }
    message(() -> in.fixed32("sum"));
    assertArrayEquals(new byte[] {1, 2}, in.bytes(2, "name").toArray());
    assertEquals("here: byte 2: sum of 4 bytes, 1 are left", message(() -> in.fixed32("sum")));
    in.skip(1, "rest");
    assertEquals(0, in.remaining());
  }

  @Test
  void fixedNumbersAreLittleEndian() throws Corrupt {
    byte[] bytes = new Wire().fixed32(0x80000001).fixed64(0x8000000000000002L).toBytes();
    ByteCursor in = over(bytes);
    assertEquals(0x80000001, in.fixed32("a"));
    assertEquals(0x8000000000000002L, in.fixed64("b"));
  }
}
