package io.github.tfckpt.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Joined sums against those of java.util.zip over the whole. */
final class Crc32cJoinTest {

  private final Random random = new Random(5);

  private static int sum(byte[] bytes, int start, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, length);
    return (int) crc.getValue();
  }

  @Test
  void joinsWhatWasCutAnywhere() {
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(5000)];
      random.nextBytes(bytes);
      int joined = 0;
      int at = 0;
      while (at < bytes.length) {
        int length = 1 + random.nextInt(bytes.length - at);
        joined = new Crc32cJoin(length).join(joined, sum(bytes, at, length));
        at += length;
      }
      assertEquals(sum(bytes, 0, bytes.length), joined);
    }
  }

  @Test
  void emptyRunChangesNothing() {
    assertEquals(0x12345678, new Crc32cJoin(0).join(0x12345678, 0));
  }

  /** 3 GiB of zeros behind something: the length is a long. */
  @Test
  void joinsMoreThanAnArrayHolds() {
    byte[] zeros = new byte[1 << 20];
    CRC32C whole = new CRC32C();
    whole.update(new byte[] {1, 2, 3});
    int first = (int) whole.getValue();
    CRC32C rest = new CRC32C();
    for (int i = 0; i < 3 << 10; i++) {
      whole.update(zeros);
      rest.update(zeros);
    }
    assertEquals(
        (int) whole.getValue(), new Crc32cJoin(3L << 30).join(first, (int) rest.getValue()));
  }
}
