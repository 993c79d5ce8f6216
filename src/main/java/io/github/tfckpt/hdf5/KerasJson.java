package io.github.tfckpt.hdf5;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.store.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Keras says of a model in JSON.
 *
 * <pre>
 *   metadata.json   {"keras_version": "3.15.1", "date_saved": "..."}
 *   config.json     {"class_name": "Sequential", "config": {"name": "...", "layers": [...]}}
 * </pre>
 *
 * @see "keras/src/saving/saving_lib.py, _serialize_model_as_json"
 */
final class KerasJson {

  private static final int LONGEST = 16 << 20;
  private static final int LONGEST_VALUE = 1 << 10;

  private KerasJson() {}

  /** What is done with the fields of an object. */
  @FunctionalInterface
  interface Fields {
    /**
     * Takes a field; the parser stands at the first token of its value, and is left at its last.
     */
    void field(String name, JsonParser value) throws IOException;
  }

  /**
   * Visits the fields of the object that a text is.
   *
   * @throws io.github.tfckpt.io.CheckpointException.Corrupt if it is not one
   */
  static void read(ByteSource text, Fields fields) throws IOException {
    if (text.size() > LONGEST) {
      throw Unsupported.at(
          text.description(), "JSON of %d bytes, at most %d fit", text.size(), LONGEST);
    }
    JsonText.read(
        text,
        json -> {
          JsonText.requireObject(json, text);
          object(json, fields);
        });
  }

  /** Visits the fields of an object at whose beginning a parser stands. */
  static void object(JsonParser json, Fields fields) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      fields.field(name, json);
      json.skipChildren();
    }
  }

  /** What {@code metadata.json} says. */
  static Map<String, String> metadata(ByteSource text) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    read(
        text,
        (name, value) -> {
          if (name.equals("keras_version") || name.equals("date_saved")) {
            put(facts, name, value);
          }
        });
    return facts;
  }

  /** What {@code config.json}, or the configuration in a file of Keras 2, says. */
  static Map<String, String> config(ByteSource text) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    read(
        text,
        (name, value) -> {
          if (name.equals("class_name")) {
            put(facts, "class", value);
          } else if (name.equals("config") && value.currentToken() == JsonToken.START_OBJECT) {
            object(value, (field, inside) -> model(facts, field, inside));
          }
        });
    return facts;
  }

  private static void model(Map<String, String> facts, String field, JsonParser value)
      throws IOException {
    if (field.equals("name")) {
      put(facts, "model", value);
    } else if (field.equals("layers") && value.currentToken() == JsonToken.START_ARRAY) {
      long layers = 0;
      while (value.nextToken() != JsonToken.END_ARRAY) {
        layers++;
        value.skipChildren();
      }
      facts.put("layers", Long.toString(layers));
    }
  }

  private static void put(Map<String, String> facts, String name, JsonParser value)
      throws IOException {
    String text = value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : "";
    if (!text.isEmpty() && text.length() <= LONGEST_VALUE) {
      facts.put(name, Bytes.utf8(text).toString());
    }
  }
}
