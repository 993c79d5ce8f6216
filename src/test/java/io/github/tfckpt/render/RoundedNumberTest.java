package io.github.tfckpt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are Python's {@code '%.3g' % x}; below a million without an exponent. */
final class RoundedNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.0123456, 0.0123",
    "0.000123456, 0.000123",
    "0.0000123456, 1.23e-05",
    "0.99999, 1",
    "999.9, 1000",
    "123456, 123000",
    "1234567, 1.23e+06",
    "1e300, 1e+300",
    "5e-324, 4.94e-324",
    "-2.5, -2.5",
    "-1.25e-7, -1.25e-07",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf"
  })
  void threeDigits(double value, String expected) {
    assertEquals(expected, RoundedNumber.of(value));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 50%", "0.000362, 0.0362%", "12, 1200%", "Infinity, inf", "0, 0%"})
  void percent(double part, String expected) {
    assertEquals(expected, RoundedNumber.percent(part));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0.99999999, 0.999999", "-0.5, -0.5", "0.1234567, 0.123456", "NaN, -"})
  void cosineNeverRoundsUpToOne(double value, String expected) {
    assertEquals(expected, RoundedNumber.cosine(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "9999, 9999",
    "10000, 10k",
    "12345, 12.3k",
    "999999, 999k",
    "1000000, 1M",
    "102760448, 102M",
    "9223372036854775807, 9.22E"
  })
  void counts(long count, String expected) {
    assertEquals(expected, RoundedNumber.count(count));
  }
}
