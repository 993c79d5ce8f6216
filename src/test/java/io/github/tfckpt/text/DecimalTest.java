package io.github.tfckpt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.tensor.DType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Digits against plain exact arithmetic: slow, and right by definition. */
final class DecimalTest {

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final Decimal decimal = new Decimal();

  private String digits() {
    AsciiBuffer out = new AsciiBuffer();
    decimal.appendScientific(out, false);
    NumberText.appendExponent(decimal.magnitude(), 1, out);
    return out.toString();
  }

  /** The shortest decimal nearer to {@code value} than to its neighbours, by trying all lengths. */
  private static BigDecimal shortest(double below, double value, double above, boolean even) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal low = exact.add(new BigDecimal(below)).multiply(HALF);
    BigDecimal high = exact.add(new BigDecimal(above)).multiply(HALF);
    for (int digits = 1; ; digits++) {
      int scale = exact.scale() - exact.precision() + digits;
      BigDecimal down = exact.setScale(scale, RoundingMode.DOWN);
      BigDecimal best = null;
      for (BigDecimal one : List.of(down, down.add(BigDecimal.ONE.movePointLeft(scale)))) {
        int below0 = one.compareTo(low);
        int above0 = one.compareTo(high);
        boolean in = even ? below0 >= 0 && above0 <= 0 : below0 > 0 && above0 < 0;
        if (in && one.signum() > 0 && (best == null || nearer(one, best, exact))) {
          best = one;
        }
      }
      if (best != null) {
        return best;
      }
    }
  }

  private static boolean nearer(BigDecimal one, BigDecimal other, BigDecimal exact) {
    int order = one.subtract(exact).abs().compareTo(other.subtract(exact).abs());
    return order < 0 || (order == 0 && !one.unscaledValue().testBit(0));
  }

  private static String scientific(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    String digits = plain.unscaledValue().toString();
    int exponent = plain.precision() - plain.scale() - 1;
    return digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }

  @Test
  void allValuesOfSmallTypes() {
    for (DType dtype : DType.ALL) {
      boolean small = dtype.kind() == DType.Kind.SMALL_FLOAT || dtype.equals(DType.FLOAT16);
      for (int bits = 1; small && bits < 1 << (dtype.bits() - 1); bits++) {
        double value = dtype.layout().orElseThrow().widen(bits);
        double below = dtype.layout().orElseThrow().widen(bits - 1);
        double next = dtype.layout().orElseThrow().widen(bits + 1);
        if (Double.isFinite(value)) {
          boolean last = !Double.isFinite(next) || next <= 0;
          double above = last ? 2 * value - below : next;
          decimal.shortest(FloatType.of(dtype), value);
          int code = bits;
          assertEquals(
              scientific(shortest(below, value, above, bits % 2 == 0)),
              digits(),
              () -> dtype + " " + Integer.toHexString(code));
        }
      }
    }
  }

  @Test
  void manyFloats() {
    Random random = new Random(1);
    for (int i = 0; i < 60_000; i++) {
      int bits = i < 2000 ? i + 1 : i < 2300 ? (i - 2000) << 23 : random.nextInt() & 0x7fffffff;
      float value = Float.intBitsToFloat(bits);
      if (Float.isFinite(value) && value > 0) {
        double above =
            value == Float.MAX_VALUE ? 2.0 * value - Math.nextDown(value) : Math.nextUp(value);
        decimal.shortest(FloatType.SINGLE, value);
        assertEquals(
            scientific(shortest(Math.nextDown(value), value, above, bits % 2 == 0)), digits());
      }
    }
  }

  @Test
  void manyDoubles() {
    for (double value : doubles()) {
      decimal.shortest(FloatType.DOUBLE, value);
      boolean even = Double.doubleToRawLongBits(value) % 2 == 0;
      assertEquals(
          scientific(shortest(Math.nextDown(value), value, Math.nextUp(value), even)), digits());
    }
  }

  private static List<Double> doubles() {
    Random random = new Random(2);
    List<Double> values = new ArrayList<>();
    for (int i = 1; i < 1000; i++) {
      values.add(i * Double.MIN_VALUE);
    }
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      if (Double.isFinite(value)) {
        values.add(value);
      }
      values.add(random.nextInt(1_000_000) / 1000.0 + 0.001);
    }
    return values;
  }

  /** The middle between two decimals goes to the even one, unless the float lies beside it. */
  @Test
  void roundsByTheExactValue() {
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      int places = random.nextInt(8);
      double wanted = (random.nextInt(1_000_000) + 0.5) / Math.pow(10, places);
      double value = i % 2 == 0 ? wanted : (float) wanted;
      decimal.shortest(i % 2 == 0 ? FloatType.DOUBLE : FloatType.SINGLE, value);
      decimal.roundFraction(places);
      BigDecimal expected = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);
      AsciiBuffer out = new AsciiBuffer();
      decimal.appendWhole(out);
      out.append('.');
      decimal.appendFraction(out);
      out.append('0');
      assertEquals(0, expected.compareTo(new BigDecimal(out.toString())), () -> "" + value);
    }
  }

  @Test
  void extendsByTheExactValue() {
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt() & 0x7fffffff);
      boolean power = (Float.floatToRawIntBits(value) & 0x7fffff) == 0;
      if (!Float.isFinite(value) || power) {
        continue;
      }
      decimal.shortest(FloatType.SINGLE, value);
      int places = decimal.length() - 1 + random.nextInt(6);
      if (places == decimal.length() - 1) {
        continue;
      }
      decimal.fixScientific(places);
      BigDecimal exact = new BigDecimal(value);
      int scale = exact.scale() - exact.precision() + places + 1;
      assertEquals(scientific(exact.setScale(scale, RoundingMode.HALF_EVEN)), trimmed(digits()));
    }
  }

  private static String trimmed(String digits) {
    int e = digits.indexOf('e');
    return digits.substring(0, e).replaceFirst("\\.?0+$", "") + digits.substring(e);
  }
}
