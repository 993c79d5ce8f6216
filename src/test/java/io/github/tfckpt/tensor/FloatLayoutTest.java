package io.github.tfckpt.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
