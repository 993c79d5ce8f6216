package io.github.tfckpt.hdf5;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.store.WeightMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The index of several files: which of them are said to have the variables of each object.
 *
 * @see "keras/src/saving/saving_lib.py, ShardedH5IOStore"
 */
final class KerasShards {

  static final String SUFFIX = ".weights.json";

  private final ByteSource json;
  private final List<String> files;

  /** The files of each group, without those that it was found in. */
  private final Map<String, Set<String>> missing = new HashMap<>();

  private final Map<String, Set<String>> groups = new HashMap<>();

  private KerasShards(ByteSource json) throws IOException {
    this.json = json;
    Map<String, Set<Integer>> numbers = new LinkedHashMap<>();
    this.files =
        WeightMap.read(
                json,
                (name, file) ->
                    numbers.computeIfAbsent(path(name), n -> new LinkedHashSet<>()).add(file))
            .files();
    numbers.forEach(
        (group, named) -> {
          List<String> names = named.stream().map(files::get).toList();
          groups.put(group, new LinkedHashSet<>(names));
          missing.put(group, new LinkedHashSet<>(names));
        });
  }

  /** Reads an index: see {@link WeightMap#read}. */
  static KerasShards read(ByteSource json) throws IOException {
    return new KerasShards(json);
  }

  private static String path(String group) {
    return Bytes.utf8(group.startsWith("/") ? group.substring(1) : group).toString();
  }

  /** The files in the order in which they are named first. */
  List<String> files() {
    return files;
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
