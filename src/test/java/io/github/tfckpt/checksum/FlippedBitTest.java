package io.github.tfckpt.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The bit that was flipped is the bit that is found. */
final class FlippedBitTest {

  private static int sum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Test
  void everyBitOfSmallRuns() {
    Random random = new Random(1);
    for (int size = 1; size <= 40; size++) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      int stored = sum(bytes);
      for (int bit = 0; bit < 8 * size; bit++) {
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        Optional<FlippedBit> found = FlippedBit.find(sum(bytes), stored, size);
        assertEquals(Optional.of(new FlippedBit(bit / 8, bit % 8, 1)), found);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      }
    }
  }

  @Test
  void randomBitsOfLargerRuns() {
    Random random = new Random(2);
    for (int i = 0; i < 100; i++) {
      byte[] bytes = new byte[1 + random.nextInt(1 << 20)];
      random.nextBytes(bytes);
      int stored = sum(bytes);
      int at = random.nextInt(bytes.length);
      int bit = random.nextInt(8);
      bytes[at] ^= (byte) (1 << bit);
      Optional<FlippedBit> found = FlippedBit.find(sum(bytes), stored, bytes.length);
      assertEquals(Optional.of(new FlippedBit(at, bit, 1)), found);
    }
  }

  /** What flipping a bit so far before the end does to a sum, without the bytes behind it. */
  private static int effect(int bit, long behind) {
    int difference = sum(new byte[] {(byte) (1 << bit)}) ^ sum(new byte[1]);
    return new Crc32cJoin(behind).join(difference, 0);
  }

  @Test
  void bitsOfRunsTooBigToHold() {
    Random random = new Random(3);
    for (int i = 0; i < 30; i++) {
      long behind = Math.floorMod(random.nextLong(), 200L << 20);
      int bit = random.nextInt(8);
      FlippedBit found = FlippedBit.find(effect(bit, behind), 0, 255L << 20).orElseThrow();
      assertEquals(new FlippedBit((255L << 20) - 1 - behind, bit, 1), found);
    }
  }

  @Test
  void countsThePlaces() {
    long size = 5L << 28;
    FlippedBit found = FlippedBit.find(effect(3, 1000), 0, size).orElseThrow();
    assertEquals(new FlippedBit(size - 1001, 3, 5), found);
  }

  @Test
  void findsNothingWhereTwoBitsWereFlipped() {
    // The number of bits that were flipped is even or odd, and the sum tells which.
    Random random = new Random(4);
    byte[] bytes = new byte[5000];
    for (int i = 0; i < 200; i++) {
      byte[] flipped = bytes.clone();
      int first = random.nextInt(40_000);
      int second = (first + 1 + random.nextInt(39_999)) % 40_000;
      flipped[first / 8] ^= (byte) (1 << (first % 8));
      flipped[second / 8] ^= (byte) (1 << (second % 8));
      assertTrue(FlippedBit.find(sum(flipped), sum(bytes), 5000).isEmpty());
    }
    assertTrue(FlippedBit.find(7, 7, 5000).isEmpty());
  }
}
