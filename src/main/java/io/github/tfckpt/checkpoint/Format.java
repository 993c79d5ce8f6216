package io.github.tfckpt.checkpoint;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.hdf5.Hdf5Format;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.numpy.NumpyFormat;
import io.github.tfckpt.safetensors.SafetensorsFormat;
import io.github.tfckpt.store.FileNames;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.StoreFormat;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tf.bundle.BundleFormat;
import io.github.tfckpt.tf.graph.GraphFormat;
import io.github.tfckpt.tf.v1.V1Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The formats that can be read, in the order in which a file is tried: who reads each, what it can
 * store, and what people call it. A format that is added here is known to every command.
 */
public enum Format {
  /** A tensor bundle: an index, and data shards beside it. */
  V2(
      new BundleFormat(),
      "V2",
      "a V2 checkpoint",
      true,
      true,
      "it was saved by name, as TF1 does; 'tfckpt list --tree' shows its scopes"),

  /** Tensors behind a header of JSON, in one file or in several that an index names. */
  SAFETENSORS(
      new SafetensorsFormat(),
      "safetensors",
      "a safetensors file",
      false,
      false,
      "safetensors keeps none; the checkpoint that it was made from may"),

  /** HDF5 as Keras writes it: its datasets are the tensors. */
  HDF5(
      new Hdf5Format(),
      "HDF5",
      "a Keras HDF5 file",
      false,
      false,
      "HDF5 keeps none; 'tfckpt list --tree' shows its groups"),

  /** The arrays of an archive, of a folder, or of one file. */
  NUMPY(
      new NumpyFormat(),
      "numpy",
      "a numpy file",
      false,
      false,
      "numpy keeps none; the checkpoint that it was made from may"),

  /** A graph: its constants are the tensors. */
  GRAPH(
      new GraphFormat(),
      "graph",
      "a graph",
      false,
      false,
      "constants of a graph have none; the checkpoint beside it may"),

  /**
   * Saved tensor slices, in one file or in several. The last to be tried: a file that no format
   * accepts is opened as this one, which says what is wrong with it.
   */
  V1(
      new V1Format(),
      "V1",
      "a V1 checkpoint",
      false,
      true,
      "it was saved by name, as TF1 does; 'tfckpt list --tree' shows its scopes");

  @SuppressWarnings("ImmutableEnumChecker") // None of them has a state.
  private final StoreFormat files;

  private final String label;
  private final String noun;
  private final boolean storesSums;
  private final boolean hasHeader;
  private final String whyNoObjects;

  /**
   * A format by what it can store.
   *
   * @param files reads them
   * @param label the short name: {@code V2}
   * @param noun how a sentence calls a file of it, with an article
   * @param storesSums true if it stores a checksum of each tensor
   * @param hasHeader true if a header names the version of the writer
   * @param whyNoObjects why a file of it has no object graph
   */
  Format(
      StoreFormat files,
      String label,
      String noun,
      boolean storesSums,
      boolean hasHeader,
      String whyNoObjects) {
    this.files = files;
    this.label = label;
    this.noun = noun;
    this.storesSums = storesSums;
    this.hasHeader = hasHeader;
    this.whyNoObjects = whyNoObjects;
  }

  /** The format of a file, by its content first: a name alone is not believed of a V1 file. */
  static Format of(Path file) {
    for (Format format : values()) {
      boolean isNamed = format.files.isNamed(file) && !V1.files.accepts(file);
      if (format == V1 || isNamed || format.files.accepts(file)) {
        return format;
      }
    }
    throw new AssertionError(file);
  }

  /**
   * Opens the files of a checkpoint.
   *
   * @throws CheckpointException if nothing of them can be read
   */
  TensorStore open(Location location) throws IOException {
    return files.open(location.files());
  }

  /** Checks all but the data of a checkpoint. */
  StoreCheck check(Location location, FindingSink findings) throws IOException {
    return files.check(location.files(), findings);
  }

  /** All files that are read of a checkpoint. */
  List<Path> files(Location location) throws IOException {
    return files.files(location.files());
  }

  /** The names by which its files are found in a directory; those of TensorFlow have none. */
  FileNames names() {
    return files.names();
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
