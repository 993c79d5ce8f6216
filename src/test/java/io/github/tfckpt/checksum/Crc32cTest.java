package io.github.tfckpt.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.testing.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CRC-32C against its definition, bit by bit, and against masked values that TensorFlow stored. */
final class Crc32cTest {

  private static int slowly(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
      }
    }
    return ~crc;
  }

  private static int of(byte[] bytes) throws IOException {
    return Crc32c.of(new ArraySource("here", bytes, bytes.length));
  }

  @Test
  void sumsMatchThePolynomial() throws IOException {
    assertEquals(0xe3069283, of("123456789".getBytes(StandardCharsets.UTF_8)));
    Random random = new Random(1);
    for (int size = 0; size < 200; size++) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      assertEquals(slowly(bytes), of(bytes));
    }
    byte[] pieces = new byte[3 * Pieces.SIZE + 17];
    random.nextBytes(pieces);
    assertEquals(slowly(pieces), of(pieces));
  }

  @Test
  void masksAreThoseThatTensorFlowStores() throws IOException {
    assertEquals(0xa282ead8, Crc32c.mask(of(new byte[0])));
    Random random = new Random(2);
    for (int round = 0; round < 1000; round++) {
      int sum = random.nextInt();
      assertEquals(Checksum.mask(sum), Crc32c.mask(sum));
      assertEquals(sum, Crc32c.unmask(Crc32c.mask(sum)));
    }
  }

  @Test
  void sumsAreShownWithEightDigits() {
    assertEquals("0000000a", Crc32c.hex(10));
    assertEquals("ffffffff", Crc32c.hex(-1));
  }
}
