package io.github.tfckpt.cli.records;

import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.stats.Measures;
import io.github.tfckpt.stats.Value;
import io.github.tfckpt.stats.Value.NumberType;
import java.math.BigInteger;
import java.util.List;

/** Statistics as words: exact ones for programs, rounded ones for people. */
public final class ValueText {

  /** Integers with more digits are rounded for people. */
  private static final long LONG = 10_000_000;

  private static final double THREE_DIGITS = 1000;

  private ValueText() {}

  /** A number with all its digits; of a complex number both parts. */
  static Object exact(Value value) {
    return switch (value.type()) {
      case REAL -> value.real();
      case COMPLEX -> List.of(value.real(), value.imaginary());
      case SIGNED -> value.integer();
      case UNSIGNED -> new BigInteger(Long.toUnsignedString(value.integer()));
    };
  }

  /**
   * What describes some numbers, in three digits; in all before the point if the numbers are
   * integers that are shown whole, so that a mean does not seem to lie outside of them.
   *
   * @param number one of them
   */
  static String rounded(double value, Value number) {
    boolean whole = number.type() == NumberType.SIGNED || number.type() == NumberType.UNSIGNED;
    double size = Math.abs(value);
    return whole && size >= THREE_DIGITS && size < LONG
        ? Long.toString(Math.round(value))
        : RoundedNumber.of(value);
  }

  /** The mean of finite numbers that have a least and a greatest. */
  public static String mean(Measures finite) {
    Value mean = finite.mean();
    return mean.type() == NumberType.REAL
        ? rounded(mean.real(), finite.range().orElseThrow().min())
        : rounded(mean);
  }

  /** A number in three digits; an integer in all, if they are few. */
  public static String rounded(Value value) {
    return switch (value.type()) {
      case REAL -> RoundedNumber.of(value.real());
      case COMPLEX -> {
        String imaginary = RoundedNumber.of(value.imaginary());
        String plus = imaginary.startsWith("-") ? "" : "+";
        yield RoundedNumber.of(value.real()) + plus + imaginary + "j";
      }
      case SIGNED ->
          Math.abs(value.integer()) < LONG && value.integer() != Long.MIN_VALUE
              ? Long.toString(value.integer())
              : RoundedNumber.of((double) value.integer());
      case UNSIGNED -> {
        boolean few = value.integer() >= 0 && value.integer() < LONG;
        String digits = Long.toUnsignedString(value.integer());
        yield few ? digits : RoundedNumber.of(Double.parseDouble(digits));
      }
    };
  }
}
