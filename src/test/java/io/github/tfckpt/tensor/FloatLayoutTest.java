package io.github.tfckpt.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small floats against tables that ml_dtypes wrote, and the list of types against another. */
final class FloatLayoutTest {

  private static final Path TABLES = Path.of("testdata/small-floats.json");

  @Test
  void everyCodeIsWhatMlDtypesMakesOfIt() throws IOException {
    String text = Files.readString(TABLES, StandardCharsets.UTF_8);
    JsonObject tables = JsonParser.parseString(text).getAsJsonObject();
    assertEquals(8, tables.size());
    for (Map.Entry<String, JsonElement> table : tables.entrySet()) {
      DType dtype =
          DType.ALL.stream()
              .filter(type -> type.label().equals(table.getKey()))
              .findAny()
              .orElseThrow();
      for (Map.Entry<String, JsonElement> code : table.getValue().getAsJsonObject().entrySet()) {
        float found = dtype.layout().orElseThrow().widen(Integer.parseInt(code.getKey()));
        String expected = code.getValue().getAsString();
        String what = dtype + " " + code.getKey();
        if (expected.equals("nan")) {
          assertTrue(Float.isNaN(found), what);
        } else {
          int bits = Integer.parseUnsignedInt(expected, 16);
          assertEquals(bits, Float.floatToRawIntBits(found), what);
        }
      }
    }
  }

  /** Numbers between two codes, near the middle and beyond the largest. */
  @Test
  void everyNumberBecomesTheCodeThatMlDtypesGives() throws IOException {
    String text = Files.readString(Path.of("testdata/numpy/casts.json"), StandardCharsets.UTF_8);
    JsonObject tables = JsonParser.parseString(text).getAsJsonObject();
    assertEquals(8, tables.size());
    for (DType dtype : DType.ALL) {
      if (!tables.has(dtype.label())) {
        continue;
      }
      JsonArray numbers = tables.getAsJsonObject(dtype.label()).getAsJsonArray("numbers");
      JsonArray codes = tables.getAsJsonObject(dtype.label()).getAsJsonArray("codes");
      assertTrue(numbers.size() > 20, dtype.label());
      for (int i = 0; i < numbers.size(); i++) {
        float number =
            Float.intBitsToFloat(Integer.parseUnsignedInt(numbers.get(i).getAsString(), 16));
        long found = dtype.layout().orElseThrow().narrow(number);
        assertEquals(Long.parseLong(codes.get(i).getAsString(), 16), found, dtype + " " + number);
      }
    }
  }

  /** Rounding first to float32 would end at another half. */
  @Test
  void doublesAreRoundedOnce() {
    double aboveTheMiddle = 1 + 0x1p-11 + 0x1p-40;
    assertEquals(0x3c01, DType.FLOAT16.layout().orElseThrow().narrow(aboveTheMiddle));
    assertEquals(0x3f800001, DType.FLOAT32.layout().orElseThrow().narrow(1 + 0x1p-24 + 0x1p-50));
    long bits = Double.doubleToRawLongBits(-0x1.23456789abcdep-1050);
    assertEquals(bits, DType.FLOAT64.layout().orElseThrow().narrow(Double.longBitsToDouble(bits)));
  }

  /** From the definition alone, for every code of 16 bits. */
  @Test
  void everyHalf() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double magnitude =
          exponent == 31
              ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
              : exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * Math.pow(2, exponent - 15);
      float expected = (float) (bits >> 15 == 0 ? magnitude : -magnitude);
      float found = DType.FLOAT16.layout().orElseThrow().widen(bits);
      assertEquals(Float.isNaN(expected), Float.isNaN(found));
      assertTrue(Float.isNaN(found) || Float.compare(expected, found) == 0, () -> "half");
    }
  }
}
