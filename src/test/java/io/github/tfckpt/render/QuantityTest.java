package io.github.tfckpt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class QuantityTest {

  @Test
  void bytes() {
    assertEquals("0 B", Quantity.bytes(0));
    assertEquals("1023 B", Quantity.bytes(1023));
    assertEquals("1.0 KiB", Quantity.bytes(1024));
    assertEquals("4.2 MiB", Quantity.bytes(4404019));
    assertEquals("1.0 MiB", Quantity.bytes((1 << 20) - 1));
    assertEquals("1023.9 KiB", Quantity.bytes(1048471));
    assertEquals("527.8 MiB", Quantity.bytes(553430184));
    assertEquals("8.0 EiB", Quantity.bytes(Long.MAX_VALUE));
  }

  @Test
  void bytesRoundLikeDecimals() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      long count = random.nextLong() >>> (1 + random.nextInt(53));
      assertEquals(byDecimals(count), Quantity.bytes(count), () -> count + " bytes");
    }
  }

  private static String byDecimals(long count) {
    String units = "BKMGTPE";
    BigDecimal value = BigDecimal.valueOf(count);
    int unit = 0;
    while (unit == 0
        ? count >= 1024 && unit < 1
        : value.setScale(1, RoundingMode.HALF_UP).compareTo(BigDecimal.valueOf(1024)) >= 0) {
      value = value.divide(BigDecimal.valueOf(1024));
      unit++;
    }
    return unit == 0
        ? count + " B"
        : value.setScale(1, RoundingMode.HALF_UP) + " " + units.charAt(unit) + "iB";
  }

  @Test
  void counts() {
    assertEquals("0", Quantity.count(0));
    assertEquals("999", Quantity.count(999));
    assertEquals("1,234", Quantity.count(1234));
    assertEquals("-123,456", Quantity.count(-123456));
    assertEquals("9,223,372,036,854,775,807", Quantity.count(Long.MAX_VALUE));
  }
}
