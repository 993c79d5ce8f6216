package io.github.tfckpt.testing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.io.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A second reader of what is exported: npz through the JDK, npy and safetensors by hand. */
public final class ExportedFiles {

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\} *\n");

  /** A tensor: its type as the format spells it, its extents, its bytes. */
  public record Stored(String dtype, List<Long> shape, Bytes bytes) {}

  private ExportedFiles() {}

  /** All tensors of an export by their names. */
  public static Map<String, Stored> read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    return path.toString().endsWith(".npz") ? npz(path) : safetensors(Files.readAllBytes(path));
  }

  /** Members read one after the other, as who has no directory to look into. */
  private static Map<String, Stored> npz(Path path) throws IOException {
    Map<String, Stored> tensors = new TreeMap<>();
    try (InputStream in = Files.newInputStream(path);
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        tensors.put(withoutSuffix(entry.getName()), npy(zip.readAllBytes()));
      }
    }
    return tensors;
  }

  private static Map<String, Stored> folder(Path path) throws IOException {
    Map<String, Stored> tensors = new TreeMap<>();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = path.relativize(file).toString();
        tensors.put(withoutSuffix(name), npy(Files.readAllBytes(file)));
      }
    }
    return tensors;
  }

  private static String withoutSuffix(String name) {
    if (!name.endsWith(".npy")) {
      throw new AssertionError(name);
    }
    return name.substring(0, name.length() - 4);
  }

  private static Stored npy(byte[] file) {
    int start = 10 + (file[8] & 0xff) + 256 * (file[9] & 0xff);
    Matcher header = HEADER.matcher(new String(file, 10, start - 10, StandardCharsets.ISO_8859_1));
    if (file[0] != (byte) 0x93 || !header.matches()) {
      throw new AssertionError("no npy file");
    }
    List<Long> shape = new ArrayList<>();
    for (String extent : header.group(2).split(",", -1)) {
      if (!extent.isBlank()) {
        shape.add(Long.parseLong(extent.strip()));
      }
    }
    byte[] data = Arrays.copyOfRange(file, start, file.length);
    return new Stored(header.group(1), shape, Bytes.copyOf(data));
  }

  private static Map<String, Stored> safetensors(byte[] file) {
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int start = 8 + Math.toIntExact(length);
    JsonObject header =
        JsonParser.parseString(new String(file, 8, start - 8, StandardCharsets.UTF_8))
            .getAsJsonObject();
    Map<String, Stored> tensors = new TreeMap<>();
    long covered = 0;
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        JsonObject tensor = entry.getValue().getAsJsonObject();
        int begin = tensor.getAsJsonArray("data_offsets").get(0).getAsInt();
        int end = tensor.getAsJsonArray("data_offsets").get(1).getAsInt();
        covered += end - begin;
        List<Long> shape =
            tensor.getAsJsonArray("shape").asList().stream().map(JsonElement::getAsLong).toList();
        byte[] data = Arrays.copyOfRange(file, start + begin, start + end);
        tensors.put(
            entry.getKey(),
            new Stored(tensor.get("dtype").getAsString(), shape, Bytes.copyOf(data)));
      }
    }
    if (start % 8 != 0 || covered != file.length - start) {
      throw new AssertionError("gaps, or no alignment");
    }
    return tensors;
  }
}
