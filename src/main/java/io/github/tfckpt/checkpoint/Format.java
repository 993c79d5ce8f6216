package io.github.tfckpt.checkpoint;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.hdf5.Hdf5Check;
import io.github.tfckpt.hdf5.Hdf5File;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.numpy.NumpyCheck;
import io.github.tfckpt.numpy.NumpyFile;
import io.github.tfckpt.safetensors.SafetensorsCheck;
import io.github.tfckpt.safetensors.SafetensorsFile;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tf.bundle.BundleCheck;
import io.github.tfckpt.tf.bundle.TensorBundle;
import io.github.tfckpt.tf.graph.GraphCheck;
import io.github.tfckpt.tf.graph.GraphFile;
import io.github.tfckpt.tf.v1.V1Check;
import io.github.tfckpt.tf.v1.V1Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The formats that can be read, in the order in which a file is tried: how each is recognized,
 * opened and checked, and what it can store. A format that is added here is known to every command.
 */
public enum Format {
  /** A tensor bundle: an index, and data shards beside it. */
  V2(
      "V2",
      "a V2 checkpoint",
      true,
      true,
      "it was saved by name, as TF1 does; 'tfckpt list --tree' shows its scopes") {
    @Override
    boolean accepts(Path file) {
      return isNamed(file, Location.INDEX)
          ? !V1Checkpoint.accepts(file)
          : TensorBundle.accepts(file);
    }

    @Override
    TensorStore open(Location location) throws IOException {
      return TensorBundle.open(location.first(), location.prefix());
    }

    @Override
    StoreCheck check(Location location, FindingSink findings) throws IOException {
      return BundleCheck.open(location.first(), location.prefix(), findings);
    }
  },

  /** Tensors behind a header of JSON, in one file or in several that an index names. */
  SAFETENSORS(
      "safetensors",
      "a safetensors file",
      false,
      false,
      "safetensors keeps none; the checkpoint that it was made from may") {
    @Override
    boolean accepts(Path file) {
      return SafetensorsFile.accepts(file)
          || (isNamed(file, ".safetensors") && !V1Checkpoint.accepts(file));
    }

    @Override
    TensorStore open(Location location) throws IOException {
      return SafetensorsFile.open(location.files());
    }

    @Override
    StoreCheck check(Location location, FindingSink findings) throws IOException {
      return SafetensorsCheck.open(location.files(), findings);
    }

    @Override
    FileNames names() {
      return new FileNames(
          List.of(".safetensors"), ".safetensors.index.json", ".+-\\d{5}-of-\\d{5}\\.safetensors");
    }
  },

  /** HDF5 as Keras writes it: its datasets are the tensors. */
  HDF5(
      "HDF5",
      "a Keras HDF5 file",
      false,
      false,
      "HDF5 keeps none; 'tfckpt list --tree' shows its groups") {
    @Override
    boolean accepts(Path file) {
      return Hdf5File.accepts(file);
    }

    @Override
    TensorStore open(Location location) throws IOException {
      return Hdf5File.open(location.first());
    }

    @Override
    StoreCheck check(Location location, FindingSink findings) throws IOException {
      return Hdf5Check.open(location.first(), findings);
    }

    @Override
    FileNames names() {
      return new FileNames(
          List.of(".weights.h5", ".keras", ".h5", ".hdf5"),
          ".weights.json",
          ".+_\\d{5}\\.weights\\.h5");
    }
  },

  /** The arrays of an archive, of a folder, or of one file. */
  NUMPY(
      "numpy",
      "a numpy file",
      false,
      false,
      "numpy keeps none; the checkpoint that it was made from may") {
    @Override
    boolean accepts(Path file) {
      return NumpyFile.accepts(file) && !V1Checkpoint.accepts(file);
    }

    @Override
    TensorStore open(Location location) throws IOException {
      return NumpyFile.open(location.first());
    }

    @Override
    StoreCheck check(Location location, FindingSink findings) throws IOException {
      return NumpyCheck.open(location.first(), findings);
    }

    @Override
    FileNames names() {
      return new FileNames(List.of(".npz"), "", "");
    }
  },

  /** A graph: its constants are the tensors. */
  GRAPH(
      "graph",
      "a graph",
      false,
      false,
      "constants of a graph have none; the checkpoint beside it may") {
    @Override
    boolean accepts(Path file) {
      return GraphFile.accepts(file) || (isNamed(file, ".pb") && !V1Checkpoint.accepts(file));
    }

    @Override
    TensorStore open(Location location) throws IOException {
      return GraphFile.open(location.first());
    }

    @Override
    StoreCheck check(Location location, FindingSink findings) throws IOException {
      return GraphCheck.open(location.first(), findings);
    }
  },

  /**
   * Saved tensor slices, in one file or in several. The last to be tried: a file that no format
   * accepts is opened as this one, which says what is wrong with it.
   */
  V1(
      "V1",
      "a V1 checkpoint",
      false,
      true,
      "it was saved by name, as TF1 does; 'tfckpt list --tree' shows its scopes") {
    @Override
    boolean accepts(Path file) {
      return V1Checkpoint.accepts(file);
    }

    @Override
    TensorStore open(Location location) throws IOException {
      return V1Checkpoint.open(location.files());
    }

    @Override
    StoreCheck check(Location location, FindingSink findings) throws IOException {
      return V1Check.open(location.files(), findings);
    }
  };

  private final String label;
  private final String noun;
  private final boolean storesSums;
  private final boolean hasHeader;
  private final String whyNoObjects;

  /**
   * A format by what it can store.
   *
   * @param label the short name: {@code V2}
   * @param noun how a sentence calls a file of it, with an article
   * @param storesSums true if it stores a checksum of each tensor
   * @param hasHeader true if a header names the version of the writer
   * @param whyNoObjects why a file of it has no object graph
   */
  Format(String label, String noun, boolean storesSums, boolean hasHeader, String whyNoObjects) {
    this.label = label;
    this.noun = noun;
    this.storesSums = storesSums;
    this.hasHeader = hasHeader;
    this.whyNoObjects = whyNoObjects;
  }

  /** The format of a file, by its content first. */
  static Format of(Path file) {
    for (Format format : values()) {
      if (format == V1 || format.accepts(file)) {
        return format;
      }
    }
    throw new AssertionError(file);
  }

  /** True if a file is of this format. A file that cannot be read is of none. */
  abstract boolean accepts(Path file);

  /**
   * Opens the files of a checkpoint.
   *
   * @throws CheckpointException if nothing of them can be read
   */
  abstract TensorStore open(Location location) throws IOException;

  /** Checks all but the data of a checkpoint. */
  abstract StoreCheck check(Location location, FindingSink findings) throws IOException;

  /** The names by which its files are found in a directory; those of TensorFlow have none. */
  FileNames names() {
    return FileNames.NONE;
  }

  private static boolean isNamed(Path file, String suffix) {
    return file.getFileName().toString().endsWith(suffix);
  }

  /** {@return the short name: {@code V1}, {@code V2}, {@code graph}, {@code safetensors}} */
  public String label() {
    return label;
  }

  /** {@return how a sentence calls a file of this format: {@code a V1 checkpoint}} */
  public String noun() {
    return noun;
  }

  /** {@return true if a checksum of each tensor is stored, so that values compare unread} */
  public boolean storesSums() {
    return storesSums;
  }

  /** {@return true if a header names the version of the writer; without one it was lost} */
  public boolean hasHeader() {
    return hasHeader;
  }

  /** {@return why a checkpoint of this format may lack an object graph, as a sentence} */
  public String whyNoObjects() {
    return whyNoObjects;
  }

  /** {@return the {@link #label}} */
  @Override
  public String toString() {
    return label;
  }
}
