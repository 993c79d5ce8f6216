package io.github.tfckpt.safetensors;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * The JSON at the beginning of a safetensors file.
 *
 * <pre>
 *   {"__metadata__": {text: text, ...},
 *    NAME: {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, ...}
 * </pre>
 *
 * <p>Offsets count bytes from the first byte behind the header, where tensors follow one another
 * without gaps.
 *
 * @see "safetensors/src/tensor.rs, Metadata and Dtype"
 */
public final class SafetensorsHeader implements Closeable {

  /** A name that no tensor may have. */
  static final String METADATA = "__metadata__";

  private final JsonGenerator json;

  /** Begins a header; the stream stays open. */
  SafetensorsHeader(Map<String, String> metadata, OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeObjectFieldStart(METADATA);
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /** Adds a tensor. */
  void add(String name, DType dtype, Shape shape, long begin, long end) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("dtype", label(dtype));
    json.writeArrayFieldStart("shape");
    for (int axis = 0; axis < shape.rank(); axis++) {
      json.writeNumber(shape.extent(axis));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("data_offsets");
    json.writeNumber(begin);
    json.writeNumber(end);
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Ends the object. */
  @Override
  public void close() throws IOException {
    json.close();
  }

  /** What the format calls a type; empty if it has none such. */
  static String label(DType dtype) {
    boolean packed = dtype.bits() < 8 * dtype.width();
    return switch (dtype.kind()) {
      case FLOAT -> "F" + dtype.bits();
      case INT -> packed ? "" : "I" + dtype.bits();
      case UINT -> packed ? "" : "U" + dtype.bits();
      case BOOL -> "BOOL";
      case COMPLEX -> dtype.equals(DType.COMPLEX64) ? "C64" : "";
      case STRING, OPAQUE -> "";
      case SMALL_FLOAT ->
          switch (dtype.label()) {
            case "bfloat16" -> "BF16";
            case "float8_e5m2" -> "F8_E5M2";
            case "float8_e4m3fn" -> "F8_E4M3";
            case "float8_e4m3fnuz" -> "F8_E4M3FNUZ";
            case "float8_e5m2fnuz" -> "F8_E5M2FNUZ";
            case "float8_e4m3b11fnuz", "float4_e2m1fn" -> "";
            default -> throw new IllegalArgumentException("no label is known for " + dtype);
          };
    };
  }
}
