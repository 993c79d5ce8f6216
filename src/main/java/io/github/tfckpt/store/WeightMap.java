package io.github.tfckpt.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.FileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON that says what lies in which of several files.
 *
 * <pre>
 *   {"metadata": {"total_size": 123, ...}, "weight_map": {NAME: FILE or [FILE, ...], ...}}
 * </pre>
 *
 * @see "huggingface_hub/serialization/_base.py, split_state_dict_into_shards_factory"
 * @see "keras/src/saving/saving_lib.py, ShardedH5IOStore"
 */
public final class WeightMap {

  private static final int LONGEST = 100_000_000;
  private static final int MOST_FILES = 1 << 12;

  private final ByteSource json;
  private final NameSink names;
  private final Map<String, Integer> files = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private WeightMap(ByteSource json, NameSink names) {
    this.json = json;
    this.names = names;
  }

  /** Takes what the map names. */
  @FunctionalInterface
  public interface NameSink {
    /** Takes a name and one of its files, by its number among {@link WeightMap#files}. */
    void named(String name, int file) throws IOException;
  }

  /**
   * Reads one.
   *
   * @param names takes the names in their order
   * @throws Corrupt if it is not one, or names files elsewhere
   * @throws Unsupported if it is too long, or names too many files
   */
  public static WeightMap read(ByteSource json, NameSink names) throws IOException {
    if (json.size() > LONGEST) {
      throw Unsupported.at(
          json.description(), "an index of %d bytes, at most %d fit", json.size(), LONGEST);
    }
    WeightMap map = new WeightMap(json, names);
    JsonText.read(json, map::document);
    if (map.files.isEmpty()) {
      throw new Corrupt(json.description(), "there is no weight_map, or it names no file");
    }
    return map;
  }

  private void document(JsonParser document) throws IOException {
    JsonText.requireObject(document, json);
    while (document.nextToken() != JsonToken.END_OBJECT) {
      String field = document.currentName();
      boolean isObject = document.nextToken() == JsonToken.START_OBJECT;
      if (isObject && field.equals("weight_map")) {
        entries(document);
      } else if (isObject && field.equals("metadata")) {
        metadata(document);
      } else {
        document.skipChildren();
      }
    }
  }

  private void entries(JsonParser map) throws IOException {
    while (map.nextToken() != JsonToken.END_OBJECT) {
      String name = map.currentName();
      if (map.nextToken() == JsonToken.START_ARRAY) {
        while (map.nextToken() != JsonToken.END_ARRAY) {
          names.named(name, number(map, name));
        }
      } else {
        names.named(name, number(map, name));
      }
    }
  }

  private int number(JsonParser map, String name) throws IOException {
    if (map.currentToken() != JsonToken.VALUE_STRING) {
      throw new Corrupt(
          json.description(),
          "weight_map: " + Bytes.utf8(name).quoted() + ": the file is not text");
    }
    String file = map.getText();
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

  /** An index and the files beside it that it names; the index alone if it cannot be read. */
  public static List<Path> filesOf(Path index) throws IOException {
    List<Path> files = new ArrayList<>(List.of(index));
    try (FileSource file = FileSource.open(index)) {
      for (String name : read(file, (entry, number) -> {}).files()) {
        files.add(index.resolveSibling(name));
      }
    } catch (CheckpointException e) {
      // Whoever opens it says so.
    }
    return files;
  }

  /** The files by their names, in the order in which they are named first. */
  public List<String> files() {
    return List.copyOf(files.keySet());
  }

  /** What the index says of all. */
  public Map<String, String> metadata() {
    return metadata;
  }
}
