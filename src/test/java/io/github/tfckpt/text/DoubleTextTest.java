package io.github.tfckpt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts are those of Python's {@code repr}. */
final class DoubleTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "0.1, 0.1",
    "1e-5, 1e-05",
    "1e16, 1e+16",
    "123456789.125, 123456789.125",
    "2e-3, 0.002",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2.0041e-5, 2.0041e-05"
  })
  void isWhatPythonSays(double value, String expected) {
    assertEquals(expected, DoubleText.of(value));
  }

  @Test
  void readsBack() {
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(DoubleText.of(value)));
      }
    }
  }
}
