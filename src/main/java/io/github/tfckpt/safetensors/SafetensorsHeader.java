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
 * <p>Offsets count bytes from the first byte after the header, where tensors follow one another
 * without gaps.
 *
 * @see "safetensors/src/tensor.rs, Metadata"
 */
final class SafetensorsHeader implements Closeable {

  /** A name that no tensor may have. */
  static final String METADATA = "__metadata__";

  /** The library opens no file with a longer one, in bytes. */
  static final long LONGEST = 100_000_000;

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
    json.writeStringField("dtype", SafetensorsTypes.label(dtype));
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
}
