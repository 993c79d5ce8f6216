package io.github.tfckpt.checkpoint;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.StoredPieces;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.Escapes;
import io.github.tfckpt.store.EntryList;
import io.github.tfckpt.store.ObjectGraph;
import io.github.tfckpt.store.ObjectNodes;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A checkpoint that is open for reading: its tensors by name. Reads from several threads are safe.
 */
public final class Checkpoint implements Closeable {

  private final Location location;
  private final TensorStore stored;
  private final List<String> damage = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Optional<ObjectGraph> graph;

  private Checkpoint(Location location, TensorStore stored) throws IOException {
    this.location = location;
    this.stored = stored;
    damage.addAll(location.damage());
    damage.addAll(stored.damage());
    remarks.addAll(location.remarks());
    remarks.addAll(stored.remarks());
    this.graph = readGraph();
  }

  /**
   * Opens whatever {@code path} means: a prefix, any file of a checkpoint, a directory.
   *
   * @throws CheckpointException if there is no such checkpoint, or nothing of it can be read
   */
  public static Checkpoint open(Path path) throws IOException {
    return open(path, OptionalLong.empty());
  }

  /** Like {@link #open(Path)}; of a directory the checkpoint of that step. */
  public static Checkpoint open(Path path, OptionalLong step) throws IOException {
    return open(CheckpointPath.resolve(path, step));
  }

  /**
   * Opens the constants of a graph: those of a file; of the {@code saved_model.pb} in a directory;
   * of the {@code .meta} file of a prefix.
   *
   * @throws CheckpointException if there is no such file, or it holds no graph
   */
  public static Checkpoint openGraph(Path path) throws IOException {
    return open(CheckpointPath.graph(path));
  }

  private static Checkpoint open(Location location) throws IOException {
    return new Checkpoint(location, location.open());
  }

  private Optional<ObjectGraph> readGraph() throws IOException {
    try {
      Optional<ByteSource> serialized = serializedGraph();
      return serialized.isEmpty()
          ? Optional.empty()
          : Optional.of(ObjectGraph.read(serialized.get()));
    } catch (CheckpointException e) {
      remarks.add(e.getMessage() + "; full names are unknown");
      return Optional.empty();
    }
  }

  private Optional<ByteSource> serializedGraph() throws IOException {
    Optional<TensorEntry> entry = byKey(TensorEntry.OBJECT_GRAPH);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Tensor tensor = stored.read(entry.get());
    if (tensor.elements() instanceof StringElements strings && strings.count() == 1) {
      strings.check();
      return Optional.of(strings.at(0));
    }
    throw new Corrupt(location.title(), "the object graph is no single string");
  }

  /**
   * The objects of the TF2 object graph, numbered from 0, which is the root; read anew each time.
   * Empty if there is no object graph.
   *
   * @throws CheckpointException if it cannot be read
   */
  public Optional<List<ObjectNode>> objects() throws IOException {
    Optional<ByteSource> serialized = serializedGraph();
    return serialized.isEmpty()
        ? Optional.empty()
        : Optional.of(ObjectNodes.read(serialized.get()));
  }

  /** What the checkpoint says of itself, and how long its data files are. */
  public StoreFacts facts() throws IOException {
    return stored.facts();
  }

  /** What files beside the checkpoint tell of the program that wrote it. */
  public Provenance provenance() {
    return Provenance.beside(location);
  }

  /** The prefix or file that was opened, for headings. */
  public String path() {
    return location.title();
  }

  /** {@code V1}, {@code V2} or {@code graph}. */
  public String format() {
    return location.format().label();
  }

  /** All tensors whose entries can be read, in the order of their keys. */
  public List<TensorEntry> tensors() {
    return stored.tensors();
  }

  /** What of the index cannot be read, a message each; empty for a sound index. */
  public List<String> damage() {
    return Collections.unmodifiableList(damage);
  }

  /** What a person should know besides the answer, a line each: a moved file, an unread graph. */
  public List<String> remarks() {
    return Collections.unmodifiableList(remarks);
  }

  /** The name that the TF2 object graph gives a tensor, if it is another than its key. */
  public Optional<String> fullName(TensorEntry entry) {
    // Asked for every entry of a listing: without a graph it costs nothing.
    if (graph.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> name = graph.get().fullName(entry.key());
    return name.isPresent() && !name.get().equals(entry.name()) ? name : Optional.empty();
  }

  /** True if there is an object graph that may give full names. */
  public boolean hasFullNames() {
    return graph.isPresent();
  }

  /** The tensors that a name means: the one with this key, else those with this full name. */
  public List<TensorEntry> named(String name) {
    Optional<TensorEntry> exact = byKey(Bytes.utf8(name));
    if (exact.isEmpty()) {
      exact = byKey(Escapes.unescape(name));
    }
    if (exact.isPresent()) {
      return List.of(exact.get());
    }
    List<TensorEntry> found = new ArrayList<>();
    if (graph.isPresent()) {
      for (TensorEntry entry : stored.tensors()) {
        if (fullName(entry).filter(name::equals).isPresent()) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /** Keys rise in a sound index; in a damaged one the first with this key counts. */
  private Optional<TensorEntry> byKey(Bytes key) {
    if (stored.tensors() instanceof EntryList rising && stored.damage().isEmpty()) {
      int index = rising.indexOf(key);
      return index < 0 ? Optional.empty() : Optional.of(rising.get(index));
    }
    for (TensorEntry entry : stored.tensors()) {
      if (entry.key().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /**
   * The plain CRC-32C of a tensor's bytes, row-major and little-endian, as far as stored sums tell
   * it without reading them; V1 stores none.
   */
  public OptionalInt storedSum(TensorEntry entry) {
    return stored.storedSum(entry);
  }

  /** The sums that are stored of a tensor's pieces, if there is one of each; V1 stores none. */
  public Optional<StoredPieces> storedPieces(TensorEntry entry) {
    return stored.storedPieces(entry);
  }

  /**
   * Bytes of all files that elements lie in, as far as those are there. Empty if no two tensors can
   * lie in the same place.
   */
  public OptionalLong dataBytes() throws IOException {
    return stored.dataBytes();
  }

  /**
   * A tensor, its elements still in the files.
   *
   * @param entry one of {@link #tensors}
   * @throws CheckpointException if it cannot be read
   */
  public Tensor read(TensorEntry entry) throws IOException {
    return stored.read(entry);
  }

  /**
   * The tensor of a name, its elements still in the files: {@code
   * checkpoint.tensor("dense/kernel").floats()}.
   *
   * @param name a key, or the full name that the TF2 object graph gives
   * @throws Missing if there is no such tensor
   * @throws IllegalArgumentException if several have this full name, and their checksums differ
   */
  public Tensor tensor(String name) throws IOException {
    return read(TensorByName.of(this, name));
  }

  /** Closes all files. Reads that need one throw from now on; to close again does nothing. */
  @Override
  public void close() throws IOException {
    stored.close();
  }
}
