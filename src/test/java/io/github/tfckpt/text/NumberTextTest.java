package io.github.tfckpt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.testing.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers that numpy lacks, against tables that ml_dtypes wrote. */
final class NumberTextTest {

  private static final Path TABLES = Path.of("testdata/small-floats.json");

  private static String text(DType dtype, int code) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) code);
    byte[] stored = java.util.Arrays.copyOf(bytes.array(), dtype.width());
    FixedElements elements = (FixedElements) Tensors.of(dtype, Shape.of(1), stored).elements();
    AsciiBuffer out = new AsciiBuffer();
    new NumberText(elements).append(0, out);
    return out.toString();
  }

  @Test
  void everyCodeOfTypesThatNumpyLacksIsExact() throws IOException {
    JsonObject tables =
        JsonParser.parseString(Files.readString(TABLES, StandardCharsets.UTF_8)).getAsJsonObject();
    for (String name : List.of("bfloat16", "float8_e5m2", "float8_e4m3fn")) {
      DType dtype =
          DType.ALL.stream().filter(type -> type.label().equals(name)).findAny().orElseThrow();
      for (Map.Entry<String, JsonElement> code : tables.getAsJsonObject(name).entrySet()) {
        String shown = text(dtype, Integer.parseInt(code.getKey()));
        String bits = code.getValue().getAsString();
        if (bits.equals("nan")) {
          assertEquals("nan", shown);
        } else {
          double value = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
          double read = Double.parseDouble(shown.replace("inf", "Infinity"));
          assertEquals(value, read, () -> name + " " + code);
        }
      }
    }
  }

  @Test
  void noDigitIsMadeUp() throws IOException {
    assertEquals("896.0", text(DType.BFLOAT16, 0x4460));
    assertTrue(text(DType.BFLOAT16, 0x3dcd).startsWith("0.10009765625"));
    assertEquals("6.55e+04", text(DType.FLOAT16, 0x7bff));
  }
}
