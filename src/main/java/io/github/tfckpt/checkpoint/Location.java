package io.github.tfckpt.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a path turned out to mean.
 *
 * @param isBundle true for a tensor bundle, whose index is the only file; false for V1
 * @param files in the order of their names
 * @param title how the checkpoint is called in headings: its prefix, file, or pattern
 * @param damage what of it is missing
 * @param remarks what a person should know of how it was found
 */
record Location(
    boolean isBundle, List<Path> files, String title, List<String> damage, List<String> remarks) {

  static final String INDEX = ".index";

  Location {
    files = List.copyOf(files);
    damage = List.copyOf(damage);
    remarks = List.copyOf(remarks);
  }

  static Location bundle(Path index) {
    String path = index.toString();
    String title = path.endsWith(INDEX) ? path.substring(0, path.length() - INDEX.length()) : path;
    return new Location(true, List.of(index), title, List.of(), List.of());
  }

  static Location v1(List<Path> files, String title, List<String> damage) {
    return new Location(false, files, title, damage, List.of());
  }

  /** This location, with one more thing to say. */
  Location remark(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new Location(isBundle, files, title, damage, more);
  }

  /** What the names of the data shards of a bundle begin with. */
  String prefix() {
    String name = files.get(0).getFileName().toString();
    return name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name;
  }
}
