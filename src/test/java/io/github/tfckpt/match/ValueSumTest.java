package io.github.tfckpt.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sums of 32 bytes, 37 i + 11 modulo 256, by Python's integers. */
final class ValueSumTest {

  @ParameterizedTest
  @CsvSource({
    "1, 2662bce245f3625b",
    "2, a1209114f73ec851",
    "4, b0ecece4d239b6cd",
    "8, 9db5f1b792c82b6f",
    "16, dd3816d36e990916"
  })
  void mixesTheBitsOfEachElement(int width, String sum) {
    ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 32; i++) {
      bytes.put((byte) (37 * i + 11));
    }
    assertEquals(sum, String.format("%016x", ValueSum.sum(bytes.flip(), width)));
  }
}
