package io.github.tfckpt.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/** Writes safetensors files by hand, well-formed or not. */
public final class SafetensorsBuilder {

  /** TensorFlow's names, and what the format calls these types. */
  public static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("bool", "BOOL"),
          Map.entry("uint8", "U8"),
          Map.entry("int8", "I8"),
          Map.entry("float8_e5m2", "F8_E5M2"),
          Map.entry("float8_e4m3fn", "F8_E4M3"),
          Map.entry("float8_e4m3fnuz", "F8_E4M3FNUZ"),
          Map.entry("float8_e5m2fnuz", "F8_E5M2FNUZ"),
          Map.entry("int16", "I16"),
          Map.entry("uint16", "U16"),
          Map.entry("float16", "F16"),
          Map.entry("bfloat16", "BF16"),
          Map.entry("int32", "I32"),
          Map.entry("uint32", "U32"),
          Map.entry("float32", "F32"),
          Map.entry("complex64", "C64"),
          Map.entry("float64", "F64"),
          Map.entry("int64", "I64"),
          Map.entry("uint64", "U64"));

  private final StringJoiner header = new StringJoiner(", ", "{", "}");
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** A tensor behind those before it. */
  public SafetensorsBuilder add(String name, String label, long[] shape, byte[] bytes) {
    StringJoiner extents = new StringJoiner(", ");
    for (long extent : shape) {
      extents.add(Long.toString(extent));
    }
    int begin = data.size();
    data.writeBytes(bytes);
    return add(name, label, extents.toString(), begin + ", " + data.size());
  }

  /** What the header says of a tensor, whether it makes sense or not. */
  public SafetensorsBuilder add(String name, String label, String shape, String offsets) {
    return raw(
        "\"%s\": {\"dtype\": \"%s\", \"shape\": [%s], \"data_offsets\": [%s]}"
            .formatted(name, label, shape, offsets));
  }

  /** A field of the header as it stands. */
  public SafetensorsBuilder raw(String field) {
    header.add(field);
    return this;
  }

  /** More bytes at the end. */
  public SafetensorsBuilder data(int bytes) {
    data.writeBytes(new byte[bytes]);
    return this;
  }

  public byte[] toBytes() {
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    return file(text.length, text, data.toByteArray());
  }

  /** A file of any length, header and data. */
  public static byte[] file(long length, byte[] header, byte[] data) {
    ByteBuffer file =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(length).put(header).put(data).array();
  }

  public static byte[] file(long length, String header) {
    return file(length, header.getBytes(StandardCharsets.UTF_8), new byte[0]);
  }
}
