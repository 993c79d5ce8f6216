package io.github.tfckpt.render;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.tfckpt.archive.TensorWriter;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One JSON document and a newline: {@code {"schema": "tfckpt/dump/1", "name", "dtype", "shape",
 * "selection", "values"}}. The values are lists in lists, as deep as the tensor has axes; a
 * scalar's is the bare value.
 *
 * <pre>
 *   float     shortest digits that give the value of that type back; "NaN", "Infinity", "-Infinity"
 *   integer   all digits, of uint64 too
 *   bool      true, false
 *   complex   [re, im]
 *   string    the text, or {"base64": "..."} if the bytes are no UTF-8
 * </pre>
 */
public final class JsonWriter implements TensorWriter {

  /** Most empty lists that a tensor without elements may consist of. */
  private static final long MOST_EMPTY = 1 << 20;

  private final String selection;

  /**
   * A writer.
   *
   * @param selection in brackets as the person typed it; empty if there is none
   */
  public JsonWriter(String selection) {
    this.selection = selection;
  }

  @Override
  public void write(Tensor tensor, OutputStream out) throws IOException {
    boundEmpty(tensor);
    tensor.elements().check();
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      // A document that was cut short must not look whole.
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      json.writeStartObject();
      json.writeStringField("schema", "tfckpt/dump/1");
      json.writeStringField("name", tensor.name());
      json.writeStringField("dtype", tensor.dtype().label());
      json.writeArrayFieldStart("shape");
      for (int axis = 0; axis < tensor.shape().rank(); axis++) {
        json.writeNumber(tensor.shape().extent(axis));
      }
      json.writeEndArray();
      if (!selection.isEmpty()) {
        json.writeStringField("selection", selection);
      }
      json.writeFieldName("values");
      values(tensor.shape(), 0, 0, JsonValues.of(tensor), json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Writes everything under one index of each outer axis; returns the next element's index. */
  private static long values(
      Shape shape, int axis, long index, JsonValues values, JsonGenerator json) throws IOException {
    if (axis == shape.rank()) {
      values.write(index, json);
      return index + 1;
    }
    long next = index;
    json.writeStartArray();
    for (long i = 0; i < shape.extent(axis); i++) {
      next = values(shape, axis + 1, next, values, json);
    }
    json.writeEndArray();
    return next;
  }

  /** A shape like {@code [1000000000000, 0]} has no elements, but would have that many lists. */
  private static void boundEmpty(Tensor tensor) throws Unsupported {
    if (tensor.shape().elementCount() > 0) {
      return;
    }
    long lists = 1;
    for (int axis = 0; tensor.shape().extent(axis) > 0; axis++) {
      lists =
          tensor.shape().extent(axis) > MOST_EMPTY / lists
              ? MOST_EMPTY + 1
              : lists * tensor.shape().extent(axis);
      if (lists > MOST_EMPTY) {
        throw Unsupported.at(
            tensor.name(),
            "shape %s has no elements, but more than %d lists in JSON; use npy",
            tensor.shape(),
            MOST_EMPTY);
      }
    }
  }
}
