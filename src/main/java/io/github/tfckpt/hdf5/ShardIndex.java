package io.github.tfckpt.hdf5;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files have the variables of each object.
 *
 * <pre>
 *   {"metadata": {"total_size": 240.0}, "weight_map": {"/layers/dense/vars": FILE or [FILE, ...]}}
 * </pre>
 *
 * @see "keras/src/saving/saving_lib.py, ShardedH5IOStore"
 */
final class ShardIndex {

  static final String SUFFIX = ".weights.json";

  private static final int MOST_FILES = 1 << 12;

  private final ByteSource json;
  private final Set<String> files = new LinkedHashSet<>();

  /** The files of each group, without those that it was found in. */
  private final Map<String, Set<String>> missing = new HashMap<>();

  private final Map<String, Set<String>> groups = new HashMap<>();

  private ShardIndex(ByteSource json) {
    this.json = json;
  }

  /**
   * Reads one.
   *
   * @throws Corrupt if it is not one, or names files elsewhere
   */
  static ShardIndex read(ByteSource json) throws IOException {
    ShardIndex index = new ShardIndex(json);
    KerasJson.read(
        json,
        (name, value) -> {
          if (name.equals("weight_map") && value.currentToken() == JsonToken.START_OBJECT) {
            KerasJson.object(value, index::group);
          }
        });
    if (index.files.isEmpty()) {
      throw new Corrupt(json.description(), "there is no weight_map, or it names no file");
    }
    return index;
  }

  private void group(String group, JsonParser value) throws IOException {
    String path = Bytes.utf8(group.startsWith("/") ? group.substring(1) : group).toString();
    if (value.currentToken() == JsonToken.START_ARRAY) {
      while (value.nextToken() != JsonToken.END_ARRAY) {
        file(path, value);
      }
    } else {
      file(path, value);
    }
  }

  private void file(String group, JsonParser value) throws IOException {
    String file = value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : "";
    if (file.isEmpty() || file.matches("(?s)\\.\\.?|.*[/\\\\\0].*")) {
      String name = Bytes.utf8(file).quoted();
      throw new Corrupt(json.description(), "the weight_map names a file elsewhere: " + name);
    }
    if (files.add(file) && files.size() > MOST_FILES) {
      throw Unsupported.at(
          json.description(), "the weight_map names more than %d files", MOST_FILES);
    }
    groups.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(file);
    missing.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(file);
  }

  /** The files in the order in which they are named first. */
  List<String> files() {
    return List.copyOf(files);
  }

  /** Takes that a file has variables of a group; one that the map does not name is reported. */
  void found(String group, String file, FindingSink findings) {
    Set<String> known = groups.computeIfAbsent(group, g -> new LinkedHashSet<>());
    if (known.add(file)) {
      String what =
          Bytes.utf8(group).quoted() + " is in " + file + ", the weight_map does not say so";
      findings.add(Finding.warning(json.description(), what));
    }
    missing.getOrDefault(group, new LinkedHashSet<>()).remove(file);
  }

  /**
   * Reports what the map names and was not found.
   *
   * @param opened the files that were
   */
  void finish(Set<String> opened, FindingSink findings) {
    missing.forEach(
        (group, names) -> {
          for (String file : names) {
            if (opened.contains(file)) {
              String what = Bytes.utf8(group).quoted() + " is not in " + file;
              findings.add(
                  Finding.error(json.description(), what + ", where the weight_map has it"));
            }
          }
        });
  }
}
