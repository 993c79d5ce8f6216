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
  public static String label(DType dtype) {
    return switch (dtype.number()) {
      case 1 -> "F32";
      case 2 -> "F64";
      case 3 -> "I32";
      case 4 -> "U8";
      case 5 -> "I16";
      case 6 -> "I8";
      case 8 -> "C64";
      case 9 -> "I64";
      case 10 -> "BOOL";
      case 14 -> "BF16";
      case 17 -> "U16";
      case 19 -> "F16";
      case 22 -> "U32";
      case 23 -> "U64";
      case 24 -> "F8_E5M2";
      case 25 -> "F8_E4M3";
      case 26 -> "F8_E4M3FNUZ";
      case 28 -> "F8_E5M2FNUZ";
      default -> "";
    };
  }
}
