package io.github.tfckpt.testing;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;

/** A folder with one checkpoint and, in {@code expected.json}, what it holds. */
public final class Fixture {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final int SMALL = 64;

  private final Path folder;
  private final TreeMap<byte[], JsonObject> tensors = new TreeMap<>(Arrays::compareUnsigned);

  public Fixture(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Expects a tensor with these elements, little-endian and row-major. */
  public byte[] expect(String name, int dtype, long[] shape, byte[] elements, long[][]... slices) {
    describe(utf8(name), DTypes.name(dtype), shape, elements, slices);
    return elements;
  }

  public List<byte[]> expect(String name, long[] shape, List<byte[]> strings, long[][]... slices) {
    describe(utf8(name), "string", shape, Strings.canonical(strings), slices);
    return strings;
  }

  public byte[] expectKey(byte[] key, int dtype, long[] shape, byte[] elements) {
    describe(key, DTypes.name(dtype), shape, elements);
    return elements;
  }

  /** Expects a tensor to be listed, and its values to be refused. */
  public void refuse(String name, String dtype, long... shape) {
    JsonObject tensor = head(utf8(name), dtype, shape);
    tensor.addProperty("refuses", true);
  }

  private void describe(
      byte[] key, String dtype, long[] shape, byte[] canonical, long[][]... slices) {
    JsonObject tensor = head(key, dtype, shape);
    if (slices.length > 0) {
      JsonArray list = new JsonArray();
      for (long[][] box : slices) {
        list.add(text(box));
      }
      tensor.add("slices", list);
    }
    tensor.addProperty("sha256", Samples.sha256(canonical));
    if (canonical.length <= SMALL) {
      tensor.addProperty("hex", HexFormat.of().formatHex(canonical));
    }
  }

  private JsonObject head(byte[] key, String dtype, long... shape) {
    JsonObject tensor = new JsonObject();
    String text = new String(key, StandardCharsets.UTF_8);
    if (Arrays.equals(utf8(text), key)) {
      tensor.addProperty("key", text);
    } else {
      tensor.addProperty("key_hex", HexFormat.of().formatHex(key));
    }
    tensor.addProperty("dtype", dtype);
    tensor.add("shape", GSON.toJsonTree(shape));
    tensors.put(key.clone(), tensor);
    return tensor;
  }

  /** A box as TensorFlow writes it. */
  public static String text(long[][] box) {
    StringJoiner text = new StringJoiner(":");
    for (long[] extent : box) {
      text.add(extent[0] == 0 && extent[1] == -1 ? "-" : extent[0] + "," + extent[1]);
    }
    return text.toString();
  }

  /** Writes down what is expected of the checkpoint that all these paths mean. */
  public void finish(String format, String... open) throws IOException {
    StringJoiner lines = new StringJoiner(",\n    ");
    tensors.values().forEach(tensor -> lines.add(GSON.toJson(tensor)));
    String text =
        "{\"checkpoints\": [\n  {\"open\": "
            + GSON.toJson(open)
            + ", \"format\": \""
            + format
            + "\",\n   \"tensors\": [\n    "
            + lines
            + "\n   ]}\n]}\n";
    Files.writeString(folder.resolve("expected.json"), text, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
