package io.github.tfckpt.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What numpy printed, saved and selected: testdata/numpy, written by generate/numpy_text.py. */
public final class NumpyGoldens {

  private NumpyGoldens() {}

  /** The cases of one file. */
  public static List<JsonObject> of(String file) throws IOException {
    String text =
        Files.readString(Path.of("testdata", "numpy", file + ".json"), StandardCharsets.UTF_8);
    List<JsonObject> cases = new ArrayList<>();
    for (JsonElement one : JsonParser.parseString(text).getAsJsonArray()) {
      cases.add(one.getAsJsonObject());
    }
    if (cases.isEmpty()) {
      throw new IllegalStateException("no cases in " + file);
    }
    return cases;
  }

  /** The numbers of a list. */
  public static long[] longs(JsonObject one, String field) {
    JsonArray list = one.getAsJsonArray(field);
    long[] numbers = new long[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).getAsLong();
    }
    return numbers;
  }

  public static DType dtype(JsonObject one) {
    String label = one.get("dtype").getAsString();
    return DType.ALL.stream().filter(d -> d.label().equals(label)).findFirst().orElseThrow();
  }

  /** The tensor of a case. Without a shape it has rank 1. */
  public static Tensor tensor(JsonObject one) {
    DType dtype = dtype(one);
    if (one.has("strings")) {
      List<byte[]> strings = new ArrayList<>();
      one.getAsJsonArray("strings")
          .forEach(hex -> strings.add(HexFormat.of().parseHex(hex.getAsString())));
      return Tensors.strings(Shape.of(longs(one, "shape")), strings);
    }
    if (one.has("hex")) {
      byte[] bytes = HexFormat.of().parseHex(one.get("hex").getAsString());
      Shape shape =
          one.has("shape") ? Shape.of(longs(one, "shape")) : Shape.of(bytes.length / dtype.width());
      return Tensors.of(dtype, shape, bytes);
    }
    return Tensors.of(dtype, Shape.of(longs(one, "shape")), bytes(one));
  }

  /** The elements of a case that has a shape, row-major and little-endian. */
  public static byte[] bytes(JsonObject one) {
    if (one.has("hex")) {
      return HexFormat.of().parseHex(one.get("hex").getAsString());
    }
    if (one.has("runs")) {
      StringBuilder hex = new StringBuilder();
      for (JsonElement run : one.getAsJsonArray("runs")) {
        JsonArray told = run.getAsJsonArray();
        hex.append(told.get(0).getAsString().repeat(told.get(1).getAsInt()));
      }
      return HexFormat.of().parseHex(hex);
    }
    long size = Shape.of(longs(one, "shape")).elementCount() * dtype(one).width();
    return generated(one.get("lcg").getAsLong(), Math.toIntExact(size));
  }

  /** The bytes of a linear congruential generator, as the generator script describes it. */
  private static byte[] generated(long seed, int size) {
    byte[] bytes = new byte[size];
    long state = seed;
    for (int at = 0; at < size; at++) {
      if (at % 4 == 0) {
        state = state * 6364136223846793005L + 1442695040888963407L;
      }
      bytes[at] = (byte) (state >>> (32 + 8 * (at % 4)));
    }
    return bytes;
  }
}
