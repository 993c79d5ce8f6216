package io.github.tfckpt.store;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.CheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A format that can be read: how its files are recognized, opened and checked. */
public interface StoreFormat {

  /** True if a file is of this format by its content. A file that cannot be read is of none. */
  boolean accepts(Path file);

  /** True if a file is called like one of this format, and is no other by its content. */
  default boolean isNamed(Path file) {
    return false;
  }

  /**
   * Opens a checkpoint.
   *
   * @param files one file or folder, or all of several that are one checkpoint
   * @throws CheckpointException if nothing of it can be read
   */
  TensorStore open(List<Path> files) throws IOException;

  /** Checks all but the data of a checkpoint. */
  StoreCheck check(List<Path> files, FindingSink findings) throws IOException;

  /** The names by which its files are found in a directory; those of TensorFlow have none. */
  default FileNames names() {
    return FileNames.NONE;
  }

  /**
   * All files that are read of a checkpoint, the one that names others and the others; some may not
   * be there.
   */
  default List<Path> files(List<Path> files) throws IOException {
    return files;
  }
}
