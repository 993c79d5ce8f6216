package io.github.tfckpt.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.store.JsonText;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the JSON at the beginning of a file, once, from front to back. A tensor whose description
 * makes no sense is a problem of its own; the next one is read all the same.
 */
final class HeaderReader {

  /** What a header says, in its order. */
  interface Visitor {
    void metadata(String name, String value);

    /** A tensor; the offsets are not negative and count from the end of the header. */
    void tensor(Bytes name, String dtype, Shape shape, long begin, long end) throws IOException;

    /** Something that cannot be understood. */
    void problem(String what, Bytes name);
  }

  /** TensorFlow's own bound. */
  private static final int MOST_RANK = 254;

  private static final int MOST_SHAPES = 1 << 12;

  private final ByteSource header;
  private final Visitor visitor;
  private final Map<Shape, Shape> shapes = new HashMap<>();
  private final long[] numbers = new long[MOST_RANK];

  // Of the tensor that is being read.
  private String problem = "";
  private String dtype = "";
  private Shape shape;
  private long begin;
  private long end;

  HeaderReader(ByteSource header, Visitor visitor) {
    this.header = header;
    this.visitor = visitor;
  }

  /**
   * Reads all of it.
   *
   * @throws io.github.tfckpt.io.CheckpointException.Corrupt where it stops being JSON; what stands
   *     before that has been visited
   */
  void read() throws IOException {
    JsonText.read(
        header,
        json -> {
          JsonText.requireObject(json, header);
          while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals(SafetensorsHeader.METADATA)) {
              metadata(json);
            } else {
              tensor(json, Bytes.shownAs(name));
            }
          }
        });
  }

  private void metadata(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      visitor.problem("is not an object", Bytes.utf8(SafetensorsHeader.METADATA));
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        visitor.metadata(name, json.getText());
      } else {
        visitor.problem("\"" + name + "\" is not text", Bytes.utf8(SafetensorsHeader.METADATA));
        json.skipChildren();
      }
    }
  }

  private void tensor(JsonParser json, Bytes name) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      visitor.problem("is not an object with dtype, shape and data_offsets", name);
      json.skipChildren();
      return;
    }
    problem = "";
    dtype = "";
    shape = null;
    end = -1;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      field(json, field);
      json.skipChildren();
    }
    if (problem.isEmpty()) {
      problem = missing();
    }
    if (problem.isEmpty()) {
      visitor.tensor(name, dtype, shape, begin, end);
    } else {
      visitor.problem(problem, name);
    }
  }

  private String missing() {
    String field = dtype.isEmpty() ? "dtype" : shape == null ? "shape" : "data_offsets";
    return !field.equals("data_offsets") || end < 0 ? "there is no " + field : "";
  }

  private void field(JsonParser json, String field) throws IOException {
    switch (field) {
      case "dtype" -> {
        once(dtype.isEmpty(), field);
        dtype = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
        if (!dtype.matches("\\w{1,32}")) {
          problem = "dtype is not the name of a type";
        }
      }
      case "shape" -> {
        once(shape == null, field);
        shape = shape(json);
      }
      case "data_offsets" -> {
        once(end < 0, field);
        if (numbers(json, field) != 2) {
          problem = problem.isEmpty() ? "data_offsets are not two numbers" : problem;
        } else if (numbers[0] > numbers[1]) {
          problem =
              "data_offsets are " + numbers[0] + " and " + numbers[1] + ", which end too soon";
        }
        begin = numbers[0];
        end = numbers[1];
      }
      default -> {
        // The library passes over what it does not know.
      }
    }
  }

  private void once(boolean isFirst, String field) {
    if (!isFirst) {
      problem = field + " appears twice";
    }
  }

  private Shape shape(JsonParser json) throws IOException {
    int rank = numbers(json, "shape");
    if (rank < 0) {
      return Shape.SCALAR;
    }
    Shape read = Shape.of(Arrays.copyOf(numbers, rank));
    try {
      read.elementCount();
    } catch (ArithmeticException e) {
      problem = "shape " + read + " has more than 2^63 elements";
    }
    // Most shapes are there many times: one of each is enough.
    Shape known = shapes.get(read);
    if (known == null && shapes.size() < MOST_SHAPES) {
      shapes.put(read, read);
    }
    return known == null ? read : known;
  }

  /** How many numbers there are, now in {@link #numbers}; -1 if that is not what there is. */
  private int numbers(JsonParser json, String field) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      problem = field + " is not a list of numbers";
      return -1;
    }
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      boolean isNumber =
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
              && json.getLongValue() >= 0;
      if (!isNumber) {
        problem = field + " has something other than numbers from 0 to 2^63 - 1";
      } else if (count == MOST_RANK) {
        problem = field + " has more than " + MOST_RANK + " numbers";
      } else {
        numbers[count++] = json.getLongValue();
      }
      json.skipChildren();
    }
    return problem.isEmpty() ? count : -1;
  }
}
