package io.github.tfckpt.checkpoint;

import io.github.tfckpt.change.Join;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.RestoredTensor;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.StoredPieces;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Closed;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tf.graph.SaverGraph;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A checkpoint that is open for reading: its tensors by name. {@link #open(Path)} is where to
 * begin, {@link #tensor} the short way to values.
 *
 * <p>Opening it reads what tensors there are, no values but the object graph. Reads from several
 * threads are safe. Nothing here prints, and nothing is written.
 */
public final class Checkpoint implements Closeable {

  private final Location location;
  private final TensorStore stored;
  private final List<String> damage = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Names names;

  private Checkpoint(Location location, TensorStore stored) throws IOException {
    this.location = location;
    this.stored = stored;
    damage.addAll(location.damage());
    damage.addAll(stored.damage());
    remarks.addAll(location.remarks());
    remarks.addAll(stored.remarks());
    this.names = new Names(location.title(), stored, remarks);
  }

  /**
   * Opens whatever {@code path} means: a prefix, any file of a checkpoint, a directory. It may be
   * of any file system that this Java knows: {@code
   * Path.of(URI.create("jar:file:/runs.zip!/model.ckpt-7"))}, once that file system is open.
   *
   * @param path {@code model.ckpt-7}, {@code model.ckpt-7.index}, {@code model/}
   * @return the checkpoint, for the caller to close
   * @throws CheckpointException if there is no such checkpoint, or nothing of it can be read; what
   *     part of it cannot be is {@link #damage}
   * @throws IOException if a file cannot be read
   */
  public static Checkpoint open(Path path) throws IOException {
    return open(path, OptionalLong.empty());
  }

  /**
   * Like {@link #open(Path)}; of a directory the checkpoint of that step.
   *
   * @param path what to open; a directory if there is a step
   * @param step as in {@code model.ckpt-7}; empty for the latest
   * @return the checkpoint, for the caller to close
   * @throws CheckpointException if there is no such checkpoint, or nothing of it can be read
   * @throws IOException if a file cannot be read
   */
  public static Checkpoint open(Path path, OptionalLong step) throws IOException {
    return open(CheckpointPath.resolve(path, step));
  }

  /**
   * Opens the constants of a graph: those of a file; of the {@code saved_model.pb} in a directory;
   * of the {@code .meta} file of a prefix.
   *
   * @param path {@code frozen.pb}, {@code model/}, {@code model.ckpt-7}
   * @return the constants as a checkpoint, for the caller to close
   * @throws CheckpointException if there is no such file, or it holds no graph
   * @throws IOException if a file cannot be read
   */
  public static Checkpoint openGraph(Path path) throws IOException {
    return open(CheckpointPath.graph(path));
  }

  /**
   * {@return what the Savers of a graph restore from a checkpoint, in the order in which the graph
   * has it} Nothing if it has no Saver.
   *
   * @param path {@code model.ckpt-7.meta}, {@code graph.pb}
   * @throws CheckpointException if there is no such file, or it holds no graph
   * @throws IOException if a file cannot be read
   */
  public static List<RestoredTensor> restoredBy(Path path) throws IOException {
    try (FileSource file = FileSource.open(CheckpointPath.graph(path).first())) {
      return SaverGraph.restored(file);
    }
  }

  /**
   * {@return this checkpoint, in which tensors that somebody split by hand are one} It takes the
   * place of this one: closing it closes this. The joined tensors are read from where their pieces
   * lie.
   *
   * @param joins which tensors, by any of their names, and along which axis
   * @throws IOException if the object graph cannot be read
   * @throws IllegalArgumentException if a rule matches no tensor, or pieces are missing or not
   *     alike; the message says which
   */
  public Checkpoint joined(List<Join> joins) throws IOException {
    return new Checkpoint(location, new JoinedStore(stored, names, joins));
  }

  private static Checkpoint open(Location location) throws IOException {
    return new Checkpoint(location, location.open());
  }

  /**
   * {@return the objects of the TF2 object graph, numbered from 0, which is the root; read anew
   * each time} Empty if there is no object graph.
   *
   * @throws CheckpointException if it cannot be read
   * @throws IOException if a file cannot be read
   */
  public Optional<List<ObjectNode>> objects() throws IOException {
    return names.objects();
  }

  /**
   * {@return what the checkpoint says of itself, and how long its data files are}
   *
   * @throws IOException if the length of a file cannot be told
   */
  public StoreFacts facts() throws IOException {
    return stored.facts();
  }

  /** {@return what files beside the checkpoint tell of the program that wrote it} */
  public Provenance provenance() {
    return Provenance.beside(location);
  }

  /**
   * {@return the names of the variables that the graph in {@code PREFIX.meta} trains; none if
   * nothing beside the checkpoint says so}
   */
  public Set<String> trainedVariables() {
    return TrainedVariables.beside(location);
  }

  /**
   * {@return true of a constant of a graph that only steers it: a shape, an axis, the bounds of a
   * slice}
   *
   * @param entry one of {@link #tensors}
   */
  public boolean isSteering(TensorEntry entry) {
    return stored.isSteering(entry);
  }

  /** {@return the prefix or file that was opened, for headings; of another file system as a URI} */
  public String path() {
    return location.title();
  }

  /**
   * {@return the steps of which the directory that was opened has checkpoints, in rising order;
   * empty if no directory was opened, or its checkpoints have no steps}
   */
  public List<Long> steps() {
    return location.steps();
  }

  /** {@return the format that it is stored in} */
  public Format format() {
    return location.format();
  }

  /**
   * {@return all tensors whose entries can be read, in the order of their keys, which is byte by
   * byte}
   */
  public List<TensorEntry> tensors() {
    return stored.tensors();
  }

  /** {@return what part of the index cannot be read, a message each; none for a sound index} */
  public List<String> damage() {
    return Collections.unmodifiableList(damage);
  }

  /**
   * {@return what a person should know besides the answer, a line each: a moved file, an unread
   * graph}
   */
  public List<String> remarks() {
    return Collections.unmodifiableList(remarks);
  }

  /**
   * {@return the name that the TF2 object graph gives a tensor, if it is another than its key}
   *
   * @param entry one of {@link #tensors}
   */
  public Optional<String> fullName(TensorEntry entry) {
    return names.of(entry);
  }

  /** {@return true if there is an object graph that may give full names} */
  public boolean hasFullNames() {
    return names.areThere();
  }

  /**
   * {@return the full names by which people are shown tensors: those that tell a tensor apart from
   * all others, and the paths of counters that are only called {@code Variable}} The others are
   * shown by their keys.
   */
  public FullNames shownNames() {
    return names.unique();
  }

  /** {@return the names that the object graph gives to tensors; they outlive the checkpoint} */
  public FullNames fullNames() {
    return names;
  }

  /**
   * {@return the tensors that a name means: the one with this key, else those with this full name,
   * else the variable at this path of the object graph}
   *
   * @param name as a key or a full name is shown, escaped or not; or a path: {@code
   *     model/d1/kernel}, {@code model.d1.kernel}, {@code (root).model.d1.kernel}
   */
  public List<TensorEntry> named(String name) {
    return names.named(name);
  }

  /**
   * {@return the plain CRC-32C of a tensor's bytes, row-major and little-endian, as far as stored
   * sums tell it without reading them; V1 stores none}
   *
   * @param entry one of {@link #tensors}
   */
  public OptionalInt storedSum(TensorEntry entry) {
    return stored.storedSum(entry);
  }

  /**
   * {@return the sums stored of a tensor's pieces, if there is one of each; V1 stores none}
   *
   * @param entry one of {@link #tensors}
   */
  public Optional<StoredPieces> storedPieces(TensorEntry entry) {
    return stored.storedPieces(entry);
  }

  /**
   * {@return the bytes of all files that elements lie in, as far as those are there} Empty if no
   * two tensors can lie in the same place.
   *
   * @throws IOException if the length of a file cannot be told
   */
  public OptionalLong dataBytes() throws IOException {
    return stored.dataBytes();
  }

  /**
   * {@return a tensor, its elements still in the files: it can be read until this is closed}
   *
   * @param entry one of {@link #tensors}
   * @throws CheckpointException if files are missing or too short, what is stored contradicts
   *     itself, or the type has no values
   * @throws IOException if a file cannot be read
   */
  public Tensor read(TensorEntry entry) throws IOException {
    return stored.read(entry);
  }

  /**
   * {@return the bytes of a tensor whose type has no values, as {@code uint8}; still in the files}
   *
   * @param entry one of {@link #tensors} of such a type that has a {@link TensorEntry#crc32c}
   * @throws CheckpointException if files are missing or too short
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if it has no checksum of its own
   */
  public FixedElements opaque(TensorEntry entry) throws IOException {
    return stored.opaque(entry);
  }

  /**
   * {@return the tensor of a name, its elements still in the files: {@code
   * checkpoint.tensor("dense/kernel").floats()}}
   *
   * @param name a key, or the full name that the TF2 object graph gives
   * @throws Missing if there is no such tensor
   * @throws CheckpointException if it cannot be read
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if several have this full name, and their checksums differ
   */
  public Tensor tensor(String name) throws IOException {
    List<TensorEntry> found = named(name);
    if (found.isEmpty()) {
      String unseen = damage.isEmpty() ? "" : "; part of the index cannot be read";
      throw new Missing(path(), "no tensor " + quoted(Bytes.utf8(name)) + unseen);
    }
    TensorEntry first = found.get(0);
    for (TensorEntry other : found.subList(1, found.size())) {
      if (!isTwin(first, other)) {
        throw new IllegalArgumentException(
            path()
                + ": "
                + quoted(Bytes.utf8(name))
                + " is "
                + quoted(first.key())
                + " and "
                + quoted(other.key()));
      }
    }
    return read(first);
  }

  private static String quoted(Bytes name) {
    return '"' + name.brief() + '"';
  }

  /** Keras' exports store each variable twice, under one full name: either will do. */
  private boolean isTwin(TensorEntry one, TensorEntry other) {
    OptionalInt sum = storedSum(one);
    return sum.isPresent()
        && sum.equals(storedSum(other))
        && one.dtype().equals(other.dtype())
        && one.shape().equals(other.shape());
  }

  /** Closes all files. A read of values throws {@link Closed} then; to close again does nothing. */
  @Override
  public void close() throws IOException {
    stored.close();
  }

  /** {@return format, path and number of tensors: {@code V2 model.ckpt-7, 33 tensors}} */
  @Override
  public String toString() {
    return format() + " " + path() + ", " + tensors().size() + " tensors";
  }
}
