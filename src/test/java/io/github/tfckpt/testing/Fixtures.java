package io.github.tfckpt.testing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.io.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The checkpoints of {@code testdata}, and what each must be read as. */
public final class Fixtures {

  /** Where the checkpoints lie. */
  public static final Path TESTDATA = Path.of("testdata");

  private Fixtures() {}

  /**
   * One checkpoint.
   *
   * @param folder where it lies
   * @param open paths in the folder that all mean it
   * @param step what to ask for, if there are several
   * @param format {@code V1}, {@code V2} or {@code graph}
   * @param tensors in the order of their keys; none if there is a summary
   * @param summary stands for tensors that are too many to write out
   */
  public record Golden(
      Path folder,
      List<Path> open,
      OptionalLong step,
      String format,
      List<GoldenTensor> tensors,
      Optional<Summary> summary) {}

  /**
   * How many tensors there are, and the SHA-256 of a line for each: key, dtype, shape, digest.
   *
   * @param sha256 in hex
   */
  public record Summary(long count, String sha256) {}

  /**
   * One tensor.
   *
   * @param shape the extents
   * @param slices as they were fed, which V1 does not keep in order; none for a whole tensor,
   *     absent if not stated
   * @param fullName what the object graph calls it; empty text if it has no such name, absent if
   *     not stated
   * @param sha256 of the canonical bytes, in hex; empty if there is nothing to read
   * @param hex the canonical bytes themselves; empty if they are many
   * @param refuses that it is listed, but cannot be read
   */
  public record GoldenTensor(
      Bytes key,
      String dtype,
      List<Long> shape,
      Optional<List<String>> slices,
      Optional<String> fullName,
      String sha256,
      String hex,
      boolean refuses) {}

  /** All folders that state what they hold. */
  public static List<Path> folders() {
    try (Stream<Path> walk = Files.walk(TESTDATA)) {
      return walk.filter(path -> path.endsWith("expected.json"))
          .map(Path::getParent)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a folder states that it holds. */
  public static List<Golden> goldens(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("expected.json"));
    List<Golden> goldens = new ArrayList<>();
    for (JsonElement each :
        JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("checkpoints")) {
      goldens.add(golden(folder, each.getAsJsonObject()));
    }
    return goldens;
  }

  private static Golden golden(Path folder, JsonObject json) {
    List<GoldenTensor> tensors = new ArrayList<>();
    if (json.has("tensors")) {
      json.getAsJsonArray("tensors").forEach(tensor -> tensors.add(tensor(tensor)));
    }
    Optional<Summary> summary =
        Optional.ofNullable(json.getAsJsonObject("summary"))
            .map(all -> new Summary(all.get("count").getAsLong(), all.get("sha256").getAsString()));
    return new Golden(
        folder,
        strings(json.get("open")).stream().map(folder::resolve).toList(),
        json.has("step") ? OptionalLong.of(json.get("step").getAsLong()) : OptionalLong.empty(),
        json.get("format").getAsString(),
        tensors,
        summary);
  }

  private static GoldenTensor tensor(JsonElement element) {
    JsonObject json = element.getAsJsonObject();
    Bytes key =
        json.has("key")
            ? Bytes.utf8(json.get("key").getAsString())
            : Bytes.copyOf(HexFormat.of().parseHex(json.get("key_hex").getAsString()));
    return new GoldenTensor(
        key,
        json.get("dtype").getAsString(),
        json.getAsJsonArray("shape").asList().stream().map(JsonElement::getAsLong).toList(),
        Optional.ofNullable(json.get("slices")).map(Fixtures::strings),
        Optional.ofNullable(json.get("full_name")).map(JsonElement::getAsString),
        json.has("sha256") ? json.get("sha256").getAsString() : "",
        json.has("hex") ? json.get("hex").getAsString() : "",
        json.has("refuses"));
  }

  private static List<String> strings(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  /** A SHA-256 that has seen nothing yet. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The SHA-256 of a text's UTF-8, in hex. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
