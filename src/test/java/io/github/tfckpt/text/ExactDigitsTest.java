package io.github.tfckpt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against arithmetic without bounds. */
final class ExactDigitsTest {

  private static long exact(double value, int position) {
    return new BigDecimal(value)
        .scaleByPowerOfTen(-position)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static void check(double value, int position) {
    assertEquals(exact(value, position), ExactDigits.of(value, position), value + " " + position);
  }

  @Test
  void anyFloatAtAnyPosition() {
    Random random = new Random(5);
    for (int i = 0; i < 300_000; i++) {
      float value = Math.abs(Float.intBitsToFloat(random.nextInt()));
      if (value > 0 && value < Float.POSITIVE_INFINITY) {
        int first = (int) Math.floor(Math.log10(value));
        check(value, first - random.nextInt(10));
      }
    }
  }

  /** Where a product of doubles cannot tell which side is nearer. */
  @Test
  void halves() {
    Random random = new Random(6);
    for (int i = 0; i < 100_000; i++) {
      int shift = 1 + random.nextInt(11);
      double odd = 2 * random.nextInt(1 << 22) + 1;
      check(Math.scalb(odd, -shift), 1 - shift);
      check(Math.scalb(odd, -shift), Math.min(0, 3 - shift));
      float near = (float) (odd / 2) / 1000;
      check(near, -3);
      check(Math.nextUp(near), -3);
    }
  }

  @Test
  void anyDouble() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextDouble() * Math.pow(10, random.nextInt(20) - 10);
      int first = (int) Math.floor(Math.log10(value));
      check(value, first - random.nextInt(17));
    }
    check(Double.MIN_VALUE, -330);
    check(Double.MIN_NORMAL, -310);
  }
}
