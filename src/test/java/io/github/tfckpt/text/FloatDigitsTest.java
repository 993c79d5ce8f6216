package io.github.tfckpt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against jackson-core's digits, and against exact arithmetic. */
final class FloatDigitsTest {

  private static final int LEAST = Float.floatToIntBits(0x1p-142f);
  private static final int INFINITE = 0x7f80_0000;

  @Test
  void everyPowerOfTwoAndItsNeighbours() {
    for (int bits = LEAST; bits < INFINITE; bits += 1 << 23) {
      for (int near = -3; near <= 3; near++) {
        compare(Math.max(LEAST, (bits & 0xff80_0000) + near));
      }
    }
    compare(INFINITE - 1);
  }

  @Test
  void everyPowerOfTenAndItsNeighbours() {
    for (int power = -42; power <= 38; power++) {
      int bits = Float.floatToIntBits(Float.parseFloat("1e" + power));
      for (int near = -3; near <= 3; near++) {
        compare(Math.max(LEAST, bits + near));
      }
    }
  }

  @Test
  void aMillionAtRandom() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000_000; i++) {
      compare(random.nextInt(LEAST, INFINITE));
    }
  }

  @Test
  void roundsToTheFloatAndIsTheShortest() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt(LEAST, INFINITE));
      BigDecimal decimal = decimal(value);
      assertEquals(value, decimal.floatValue());
      BigDecimal ten = BigDecimal.ONE.scaleByPowerOfTen(1 - decimal.scale());
      BigDecimal below = decimal.subtract(decimal.remainder(ten));
      if (decimal.precision() > 1) {
        assertTrue(below.floatValue() != value, () -> value + ": " + below + " is shorter");
        BigDecimal above = below.add(ten);
        assertTrue(above.floatValue() != value, () -> value + ": " + above + " is shorter");
      }
    }
  }

  private static BigDecimal decimal(float value) {
    long packed = FloatDigits.of(value);
    return BigDecimal.valueOf(packed >> 8, -(byte) packed).stripTrailingZeros();
  }

  private static void compare(int bits) {
    float value = Float.intBitsToFloat(bits);
    BigDecimal expected = new BigDecimal(FloatToDecimal.toString(value)).stripTrailingZeros();
    assertEquals(expected, decimal(value), () -> "bits " + Integer.toHexString(bits));
  }
}
