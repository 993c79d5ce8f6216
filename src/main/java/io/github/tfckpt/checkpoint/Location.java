package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.FileType;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.store.TensorStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a path turned out to mean.
 *
 * @param format of a tensor bundle the index is the only file
 * @param files in the order of their names
 * @param title how the checkpoint is called in headings: its prefix, file, or pattern
 * @param damage what of it is missing
 * @param remarks what a person should know of how it was found
 * @param steps those of the directory that was opened, in rising order; empty if it was none
 */
record Location(
    Format format,
    List<Path> files,
    String title,
    List<String> damage,
    List<String> remarks,
    List<Long> steps) {

  static final String INDEX = ".index";

  private static final String DATA = ".data";

  Location {
    files = List.copyOf(files);
    damage = List.copyOf(damage);
    remarks = List.copyOf(remarks);
    steps = List.copyOf(steps);
  }

  static Location bundle(Path index) {
    String path = PathText.of(index);
    String title = path.endsWith(INDEX) ? path.substring(0, path.length() - INDEX.length()) : path;
    return new Location(Format.V2, List.of(index), title, List.of(), List.of(), List.of());
  }

  static Location v1(List<Path> files, String title, List<String> damage) {
    return new Location(Format.V1, files, title, damage, List.of(), List.of());
  }

  /** A checkpoint in a single file. */
  static Location of(Format format, Path file) {
    return format == Format.V2
        ? bundle(file)
        : new Location(format, List.of(file), PathText.of(file), List.of(), List.of(), List.of());
  }

  /** True for a tensor bundle. */
  boolean isBundle() {
    return format == Format.V2;
  }

  /** This location, with one more thing to say. */
  Location remark(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new Location(format, files, title, damage, more, steps);
  }

  /** This location, found in a directory of such steps. */
  Location steps(List<Long> there) {
    return new Location(format, files, title, damage, remarks, there);
  }

  /** The name that the files of the checkpoint share. */
  String baseName() {
    return isBundle() ? prefix() : files.get(0).getFileName().toString();
  }

  /** The only file, or the first of several. */
  Path first() {
    return files.get(0);
  }

  /**
   * Opens the files.
   *
   * @throws CheckpointException if nothing of them can be read
   */
  TensorStore open() throws IOException {
    try {
      return format.open(this);
    } catch (Unsupported e) {
      throw refusal(e);
    }
  }

  /** Why the files cannot be read: what they are instead, if that is known. */
  CheckpointException refusal(Unsupported why) throws IOException {
    try (FileSource file = FileSource.open(first())) {
      // Of a format that is read, why this file is not says more than its name.
      Optional<FileType> other = FileType.of(file).filter(type -> !type.isRead());
      if (other.isPresent() && format != Format.HDF5) {
        return other.get().refusal(file);
      }
    }
    String name = first().getFileName().toString();
    if (format == Format.V1 && name.endsWith(DATA)) {
      String prefix = name.substring(0, name.length() - DATA.length());
      return new Unsupported(
          why.where(),
          "is a data file named short of -00000-of-00001; a checkpoint is opened by its"
              + " index, "
              + prefix
              + INDEX);
    }
    return why;
  }

  /** What the names of the files beside this one begin with. */
  String prefix() {
    String name = first().getFileName().toString();
    if (!isBundle()) {
      return V1Shards.base(name);
    }
    return name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name;
  }
}
