package io.github.tfckpt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {

  private static JsonObject json(Tensor tensor, String selection) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonWriter(selection).write(tensor, out);
    return JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static JsonElement values(DType dtype, Shape shape, byte... bytes) throws IOException {
    return json(Tensors.of(dtype, shape, bytes), "").get("values");
  }

  @Test
  void saysWhatItIs() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Tensor tensor = Tensors.of(DType.UINT8, Shape.of(1, 2), new byte[] {1, -1});
    new JsonWriter("[:1]").write(tensor, out);
    assertEquals(
        "{\"schema\":\"tfckpt/dump/1\",\"name\":\"t\",\"dtype\":\"uint8\",\"shape\":[1,2],"
            + "\"selection\":\"[:1]\",\"values\":[[1,255]]}\n",
        out.toString(StandardCharsets.UTF_8));
    assertFalse(json(tensor, "").has("selection"));
  }

  @Test
  void nestsAsDeepAsTheShape() throws IOException {
    assertEquals("5", values(DType.INT8, Shape.SCALAR, (byte) 5).toString());
    assertEquals("[]", values(DType.INT8, Shape.of(0, 3)).toString());
    assertEquals("[[],[]]", values(DType.INT8, Shape.of(2, 0)).toString());
    assertEquals(
        "[[[0],[1]],[[2],[3]]]",
        values(DType.INT8, Shape.of(2, 2, 1), (byte) 0, (byte) 1, (byte) 2, (byte) 3).toString());
  }

  @Test
  void boundsEmptyLists() {
    Tensor many = Tensors.of(DType.INT8, Shape.of(1 << 11, 1 << 11, 0), new byte[0]);
    assertThrows(Unsupported.class, () -> json(many, ""));
  }

  @Test
  void floatsRoundTrip() throws IOException {
    Random random = new Random(9);
    ByteBuffer bytes = ByteBuffer.allocate(40_000).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putInt(random.nextInt());
    }
    JsonArray singles = values(DType.FLOAT32, Shape.of(10_000), bytes.array()).getAsJsonArray();
    for (int i = 0; i < singles.size(); i++) {
      assertEquals(bytes.getFloat(4 * i), Float.parseFloat(singles.get(i).getAsString()));
    }
    JsonArray doubles = values(DType.FLOAT64, Shape.of(5000), bytes.array()).getAsJsonArray();
    for (int i = 0; i < doubles.size(); i++) {
      assertEquals(bytes.getDouble(8 * i), Double.parseDouble(doubles.get(i).getAsString()));
    }
  }

  @Test
  void notesWhatJsonCannotHold() throws IOException {
    Tensor tensor =
        Tensors.floats(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 1e-7f);
    assertEquals(
        "[\"NaN\",\"Infinity\",\"-Infinity\",-0.0,1e-07]",
        json(tensor, "").get("values").toString());
  }

  @Test
  void otherNumbers() throws IOException {
    byte[] ones = new byte[8];
    Arrays.fill(ones, (byte) -1);
    assertEquals("18446744073709551615", values(DType.UINT64, Shape.SCALAR, ones).toString());
    assertEquals("-1", values(DType.INT64, Shape.SCALAR, ones).toString());
    assertEquals("[true,false]", values(DType.BOOL, Shape.of(2), (byte) 2, (byte) 0).toString());
    assertEquals("[-1,7]", values(DType.INT4, Shape.of(2), (byte) 0xff, (byte) 7).toString());
    byte[] parts = {0, 0, (byte) 0x80, 0x3f, 0, 0, (byte) 0xc0, 0x7f};
    assertEquals("[[1.0,\"NaN\"]]", values(DType.COMPLEX64, Shape.of(1), parts).toString());
  }

  @Test
  void strings() throws IOException {
    byte[] other = {(byte) 0xff, 0, 1};
    Tensor tensor =
        Tensors.strings(
            Shape.of(3),
            List.of(
                "é \"\n\u001b".getBytes(StandardCharsets.UTF_8),
                other,
                "x".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
    JsonArray values = json(tensor, "").getAsJsonArray("values");
    assertEquals("é \"\n\u001b", values.get(0).getAsString());
    assertEquals(
        Base64.getEncoder().encodeToString(other),
        values.get(1).getAsJsonObject().get("base64").getAsString());
    assertEquals("x".repeat(100_000), values.get(2).getAsString());
  }
}
