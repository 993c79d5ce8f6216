package io.github.tfckpt.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.store.EntryColumns;
import io.github.tfckpt.store.EntryList;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that says which tensor lies in which of several files.
 *
 * <pre>
 *   {"metadata": {"total_size": 123, ...}, "weight_map": {NAME: FILE, ...}}
 * </pre>
 *
 * @see "huggingface_hub/serialization/_base.py, split_state_dict_into_shards_factory"
 */
final class ShardIndex {

  static final String SUFFIX = ".safetensors.index.json";

  private static final int LONGEST = 100_000_000;
  private static final int MOST_FILES = 1 << 12;

  private final ByteSource json;
  private final Map<String, Integer> files = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final EntryColumns.Builder names = new EntryColumns.Builder();

  private ShardIndex(ByteSource json) {
    this.json = json;
  }

  static boolean isNamed(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  /**
   * Reads an index.
   *
   * @throws Corrupt if it is not one, or names files elsewhere
   * @throws Unsupported if it is too long, or names too many files
   */
  static ShardIndex read(ByteSource file) throws IOException {
    if (file.size() > LONGEST) {
      throw Unsupported.at(
          file.description(), "an index of %d bytes, at most %d fit", file.size(), LONGEST);
    }
    ShardIndex index = new ShardIndex(file);
    JsonText.read(file, index::document);
    if (index.files.isEmpty()) {
      throw new Corrupt(file.description(), "there is no weight_map, or it names no file");
    }
    return index;
  }

  private void document(JsonParser document) throws IOException {
    JsonText.requireObject(document, json);
    while (document.nextToken() != JsonToken.END_OBJECT) {
      String field = document.currentName();
      boolean isObject = document.nextToken() == JsonToken.START_OBJECT;
      if (isObject && field.equals("weight_map")) {
        weightMap(document);
      } else if (isObject && field.equals("metadata")) {
        metadata(document);
      } else {
        document.skipChildren();
      }
    }
  }

  private void weightMap(JsonParser map) throws IOException {
    while (map.nextToken() != JsonToken.END_OBJECT) {
      Bytes name = Bytes.shownAs(map.currentName());
      if (map.nextToken() != JsonToken.VALUE_STRING) {
        throw new Corrupt(json.description(), name.quoted() + ": the file is not text");
      }
      names.addUnsummed(name, DType.of(0), Shape.SCALAR, number(map.getText()), 0, 0);
    }
  }

  private int number(String file) throws IOException {
    Integer known = files.get(file);
    if (known != null) {
      return known;
    }
    if (file.isEmpty() || file.matches("(?s)\\.\\.?|.*[/\\\\\0].*")) {
      throw new Corrupt(
          json.description(),
          "the weight_map names a file elsewhere: " + Bytes.utf8(file).quoted());
    }
    if (files.size() == MOST_FILES) {
      throw new Unsupported(
          json.description(), "the weight_map names more than " + MOST_FILES + " files");
    }
    files.put(file, files.size());
    return files.size() - 1;
  }

  private void metadata(JsonParser object) throws IOException {
    while (object.nextToken() != JsonToken.END_OBJECT) {
      String name = object.currentName();
      if (object.nextToken().isScalarValue()) {
        metadata.put(name, object.getText());
      }
      object.skipChildren();
    }
  }

  /** The files by their names, in the order in which they are named first. */
  List<String> files() {
    return new ArrayList<>(files.keySet());
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** The names of tensors in their order; the shard of each is the number of its file. */
  EntryList names() {
    return new EntryList(List.of(names.buildSorted()));
  }
}
