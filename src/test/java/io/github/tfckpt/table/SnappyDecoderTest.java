package io.github.tfckpt.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.testing.SnappyWriter;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our Snappy decoder and snappy-java, each the other's judge. */
final class SnappyDecoderTest {

  private static byte[] decode(byte[] packed) throws Corrupt {
    SnappyDecoder decoder = new SnappyDecoder("here", packed, packed.length);
    byte[] plain = new byte[decoder.measure()];
    decoder.decode(plain);
    return plain;
  }

  /** Data with repeats near and far. */
  private static byte[] plain(Random random, int size) {
    byte[] bytes = new byte[size];
    int at = 0;
    while (at < size) {
      int length = Math.min(size - at, 1 + random.nextInt(300));
      if (at > 0 && random.nextBoolean()) {
        int from = random.nextInt(at);
        for (int i = 0; i < length; i++) {
          bytes[at + i] = bytes[from + i];
        }
      } else {
        for (int i = 0; i < length; i++) {
          bytes[at + i] = (byte) random.nextInt(40);
        }
      }
      at += length;
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 59, 60, 61, 255, 256, 257, 65535, 65536, 65537, 300000, 17000000})
  void whatBothCompressorsMake(int size) throws IOException {
    byte[] plain = plain(new Random(size), size);
    byte[] theirs = org.xerial.snappy.Snappy.compress(plain);
    byte[] ours = SnappyWriter.compress(plain);
    assertArrayEquals(plain, decode(theirs));
    assertArrayEquals(plain, decode(ours));
    assertArrayEquals(plain, org.xerial.snappy.Snappy.uncompress(ours));
    assertArrayEquals(plain, Snappy.decompress("here", ours, ours.length));
  }

  @Test
  void everyKindOfElement() throws IOException {
    byte[] seed = plain(new Random(1), 70000);
    Wire out = new Wire();
    SnappyWriter.literal(out, seed, 0, seed.length);
    long made = seed.length;
    for (int[] copy :
        new int[][] {
          {1, 64}, {3, 11}, {2047, 4}, {2048, 4}, {65535, 64}, {65536, 1}, {70000, 60}
        }) {
      SnappyWriter.copy(out, copy[0], copy[1]);
      made += copy[1];
    }
    byte[] packed = new Wire().varint(made).raw(out.toBytes()).toBytes();
    assertArrayEquals(org.xerial.snappy.Snappy.uncompress(packed), decode(packed));
  }

  /** A million little changes: the same answer, or an error from both. */
  @Test
  void damage() {
    Random random = new Random(2);
    int answers = 0;
    for (int round = 0; round < 100_000; round++) {
      byte[] packed = SnappyWriter.compress(plain(random, 1 + random.nextInt(100)));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        packed[random.nextInt(packed.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(5) == 0) {
        packed = Arrays.copyOf(packed, random.nextInt(packed.length + 1));
      }
      Optional<byte[]> ours = ours(packed);
      Optional<byte[]> theirs = theirs(packed);
      assertEquals(theirs.isPresent(), ours.isPresent(), Arrays.toString(packed));
      if (ours.isPresent()) {
        assertArrayEquals(theirs.get(), ours.get());
        answers++;
      }
    }
    assertTrue(answers > 1000, "too few answers to compare: " + answers);
  }

  private static Optional<byte[]> ours(byte[] packed) {
    try {
      return Optional.of(decode(packed));
    } catch (Corrupt e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> theirs(byte[] packed) {
    try {
      if (org.xerial.snappy.Snappy.uncompressedLength(packed) > 1 << 20) {
        return Optional.empty();
      }
      return Optional.of(org.xerial.snappy.Snappy.uncompress(packed));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void copiesFromNowhere() {
    byte[][] copies = {
      {1, 0},
      {1 | 1 << 5, 0},
      {2, 0, 0},
      {2, 9, 0},
      {3, 0, 0, 0, 0},
      {3, 9, 0, 0, 0},
      {3, 0, 0, 0, -1}
    };
    for (byte[] copy : copies) {
      Wire wire = new Wire().varint(8);
      SnappyWriter.literal(wire, new byte[] {1, 2, 3, 4}, 0, 4);
      byte[] packed = wire.raw(copy).toBytes();
      String message = assertThrows(Corrupt.class, () -> decode(packed)).getMessage();
      assertTrue(message.contains(" back, 4 bytes are there"), message);
    }
  }

  /** A length of 2^32, less one as it is stored: in 32 bits that is none at all. */
  @Test
  void literalOf4GiBIsNotEmpty() {
    byte[] packed = {0, (byte) 0xfc, -1, -1, -1, -1};
    String message = assertThrows(Corrupt.class, () -> decode(packed)).getMessage();
    assertTrue(message.contains("expected 4294967296 bytes, 0 are left"), message);
  }

  @Test
  void claimsAreComparedBeforeAnythingIsMade() {
    byte[] bomb = new Wire().varint(0xffffffffL).raw((byte) 0, (byte) 1).toBytes();
    String message = assertThrows(Corrupt.class, () -> decode(bomb)).getMessage();
    assertTrue(message.contains("makes 1 bytes, claims 4294967295"), message);
  }
}
