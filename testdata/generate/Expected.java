package io.github.tfckpt.generate;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.tfckpt.io.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/** What a folder of checkpoints holds: {@code expected.json}, laid out as README.md says. */
final class Expected {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** The values of a tensor of at most this many bytes are written out. */
  private static final int SMALL = 64;

  private final List<String> checkpoints = new ArrayList<>();

  /** A checkpoint, and the paths in the folder that all mean it. */
  Expected checkpoint(String format, List<Variable> variables, String... open) {
    return checkpoint(format, OptionalLong.empty(), variables, open);
  }

  /** A checkpoint that the paths mean when this step is asked for. */
  Expected checkpoint(String format, OptionalLong step, List<Variable> variables, String... open) {
    StringBuilder text = head(format, step, open).append("   \"tensors\": [");
    String separator = "\n    ";
    for (Variable variable : sorted(variables)) {
      text.append(separator).append(GSON.toJson(tensor(variable)));
      separator = ",\n    ";
    }
    checkpoints.add(text.append("\n   ]}").toString());
    return this;
  }

  /** A checkpoint of too many tensors to write each out. */
  Expected many(String format, List<Variable> variables, String... open) {
    StringBuilder lines = new StringBuilder();
    for (Variable variable : sorted(variables)) {
      Value value = variable.value();
      lines.append(variable.key()).append(' ').append(value.type().label()).append(' ');
      lines.append(GSON.toJson(value.extents())).append(' ');
      lines.append(sha256(value.canonical())).append('\n');
    }
    JsonObject summary = new JsonObject();
    summary.addProperty("count", variables.size());
    summary.addProperty("sha256", sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
    StringBuilder text = head(format, OptionalLong.empty(), open);
    checkpoints.add(text.append("   \"summary\": ").append(summary).append('}').toString());
    return this;
  }

  void write(Path folder) throws IOException {
    String text = "{\"checkpoints\": [\n" + String.join(",\n", checkpoints) + "\n]}\n";
    Files.writeString(folder.resolve("expected.json"), text);
  }

  private static StringBuilder head(String format, OptionalLong step, String... open) {
    StringBuilder text = new StringBuilder("  {\"open\": ").append(GSON.toJson(open));
    step.ifPresent(number -> text.append(", \"step\": ").append(number));
    return text.append(", \"format\": \"").append(format).append("\",\n");
  }

  private static List<Variable> sorted(List<Variable> variables) {
    return variables.stream().sorted(Comparator.comparing(Variable::key)).toList();
  }

  private static JsonObject tensor(Variable variable) {
    JsonObject tensor = new JsonObject();
    Bytes key = variable.key();
    String text = new String(key.toArray(), StandardCharsets.UTF_8);
    if (Bytes.utf8(text).equals(key)) {
      tensor.addProperty("key", text);
    } else {
      tensor.addProperty("key_hex", HexFormat.of().formatHex(key.toArray()));
    }
    Value value = variable.value();
    tensor.addProperty("dtype", value.type().label());
    tensor.add("shape", GSON.toJsonTree(value.extents()));
    if (!variable.slices().isEmpty()) {
      JsonArray slices = new JsonArray();
      variable.slices().forEach(slice -> slices.add(slice.toString()));
      tensor.add("slices", slices);
    }
    byte[] bytes = value.canonical();
    tensor.addProperty("sha256", sha256(bytes));
    if (bytes.length <= SMALL) {
      tensor.addProperty("hex", HexFormat.of().formatHex(bytes));
    }
    return tensor;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
