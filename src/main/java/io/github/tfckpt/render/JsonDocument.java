package io.github.tfckpt.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.github.tfckpt.tensor.Shape;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON as programs read it: a document in which each record of a list has a line, or an object a
 * line. Floats that JSON has no numbers for are the strings {@code "NaN"}, {@code "Infinity"} and
 * {@code "-Infinity"}.
 */
public final class JsonDocument {

  /** Marks a list whose records have a line each. */
  private static final String RECORDS = "records";

  private final JsonGenerator json;

  /**
   * A writer.
   *
   * @param lines true if every object is a line, false if there is one document
   */
  public JsonDocument(boolean lines, OutputStream out) throws IOException {
    // Through a writer: it makes a question mark of half a character, where jackson would refuse.
    json =
        new JsonFactory()
            .createGenerator(
                new OutputStreamWriter(
                    new BufferedOutputStream(out, 1 << 16), StandardCharsets.UTF_8));
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    json.setPrettyPrinter(lines ? new MinimalPrettyPrinter("") : new RecordLines());
  }

  /**
   * {@return an object, its fields in this order; one that is an empty {@code Optional} is left
   * out}
   *
   * @param fields names and values in turn, of the types that {@link Columns} takes
   */
  public static Map<String, Object> object(Object... fields) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      String name = (String) fields[i];
      Columns.bare(fields[i + 1]).ifPresent(value -> object.put(name, value));
    }
    return object;
  }

  /** {@return a list as a value that is left out if nothing is in it} */
  public static Optional<List<?>> unlessEmpty(List<?> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  /** {@return an object on one line, without the end of it} */
  public static String text(Map<String, Object> object) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      JsonDocument document = new JsonDocument(true, bytes);
      document.value(object);
      document.flush();
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
  }

  /** Writes a whole object and the end of the line. */
  public void print(Map<String, Object> object) throws IOException {
    value(object);
    json.writeRaw('\n');
  }

  /** Begins an object that ends in a list of records. */
  public void begin(Map<String, Object> head, String records) throws IOException {
    json.writeStartObject();
    fields(head);
    json.writeFieldName(records);
    json.writeStartArray(RECORDS);
  }

  /** Adds a record to the list. */
  public void add(Map<String, Object> record) throws IOException {
    value(record);
  }

  /** Adds a record whose fields have no names. */
  public void add(List<?> record) throws IOException {
    value(record);
  }

  /** Ends what was begun, with more fields. */
  public void end(Map<String, Object> tail) throws IOException {
    json.writeEndArray();
    fields(tail);
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** Hands everything over. */
  public void flush() throws IOException {
    json.flush();
  }

  private void fields(Map<?, ?> fields) throws IOException {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      field(field.getKey().toString(), field.getValue());
    }
  }

  private void field(String name, Object value) throws IOException {
    Optional<?> bare = Columns.bare(value);
    if (bare.isPresent()) {
      json.writeFieldName(name);
      value(bare.get());
    }
  }

  private void value(Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      fields(map);
      json.writeEndObject();
    } else if (value instanceof Shape shape) {
      value(shape.extents());
    } else if (value instanceof List<?> list) {
      boolean isField = json.getOutputContext().getParent().inRoot();
      boolean ofRecords = isField && !list.isEmpty() && list.get(0) instanceof Map;
      json.writeStartArray(ofRecords ? RECORDS : list);
      for (Object each : list) {
        value(each);
      }
      json.writeEndArray();
    } else if (value instanceof Double number) {
      String digits = Columns.digits(number);
      if (Double.isFinite(number)) {
        json.writeNumber(digits);
      } else {
        json.writeString(digits);
      }
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number.toPlainString());
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(value.toString());
    }
  }

  /** A line for each record of a list that is a field of the document. */
  private static final class RecordLines extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1;

    private static boolean isOfRecords(JsonGenerator json) {
      return RECORDS.equals(json.getOutputContext().getCurrentValue());
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      if (isOfRecords(json)) {
        json.writeRaw('\n');
      }
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(isOfRecords(json) ? ",\n" : ",");
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
      json.writeRaw(isOfRecords(json) ? "\n]" : "]");
    }
  }
}
