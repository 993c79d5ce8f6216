package io.github.tfckpt.tf.v1;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.store.Damage;
import io.github.tfckpt.store.Partition;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** An open V1 checkpoint: all its files, and which slice of which tensor lies in which. */
public final class V1Checkpoint implements TensorStore {

  private final List<V1File> files = new ArrayList<>();
  private final Map<Bytes, Gathered> gathered = new TreeMap<>();
  private final List<TensorEntry> tensors = new ArrayList<>();
  private final Damage damage = new Damage();

  private final FindingSink findings;

  /** A tensor, and of each of its slices in which file it is. */
  record Gathered(Shape shape, DType dtype, List<TensorSlice> slices, List<V1File> files) {}

  private V1Checkpoint() {
    findings = finding -> damage.add(finding.message());
  }

  /** A checkpoint whose files are opened one by one. */
  V1Checkpoint(FindingSink findings) {
    this.findings = findings;
  }

  /**
   * Opens all files of a checkpoint. One that cannot be read is damage, unless it is the only one.
   *
   * @throws CheckpointException if none can be read
   */
  public static V1Checkpoint open(List<Path> paths) throws IOException {
    V1Checkpoint checkpoint = new V1Checkpoint();
    try {
      for (Path path : paths) {
        checkpoint.openFile(path, paths.size() == 1);
      }
      checkpoint.gatherAll();
      return checkpoint;
    } catch (IOException | RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** True if a file is a table whose first record lists tensors, as only V1 has it. */
  public static boolean accepts(Path path) {
    try (V1File file = V1File.open(path)) {
      return !file.tensors().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private void openFile(Path path, boolean only) throws IOException {
    try {
      V1File file = V1File.openDamaged(path);
      files.add(file);
      file.damage().forEach(damage::add);
    } catch (CheckpointException e) {
      if (only) {
        throw e;
      }
      findings.add(Finding.error(e.where(), e.what() + "; its tensors are lost"));
    }
  }

  /** Takes a file over. */
  void add(V1File file) {
    files.add(file);
  }

  /** Joins what all files say about each tensor. */
  void gatherAll() {
    for (V1File file : files) {
      for (MetaReader.Saved saved : file.tensors()) {
        try {
          gather(file, saved);
        } catch (Corrupt e) {
          findings.add(Finding.of(e, saved.name()));
        }
      }
    }
    gathered.forEach(
        (name, tensor) -> {
          List<TensorSlice> slices = tensor.slices();
          boolean whole =
              slices.size() == 1
                  && slices.get(0).isEverything()
                  && slices.get(0).rank() == tensor.shape().rank();
          tensors.add(
              TensorEntry.scattered(
                  name, tensor.dtype(), tensor.shape(), whole ? List.of() : slices));
        });
  }

  private void gather(V1File file, MetaReader.Saved saved) throws Corrupt {
    String what = saved.name().quoted();
    Shape shape = shape(file, saved, what);
    if (saved.slices().isEmpty()) {
      throw new Corrupt(file.description(), what + ": has no slices");
    }
    Gathered tensor =
        gathered.computeIfAbsent(
            saved.name(),
            name -> new Gathered(shape, saved.dtype(), new ArrayList<>(), new ArrayList<>()));
    if (!tensor.shape().equals(shape) || !tensor.dtype().equals(saved.dtype())) {
      throw Corrupt.at(
          file.description(),
          "%s: is %s %s here, %s %s %s",
          what,
          saved.dtype(),
          shape,
          tensor.dtype(),
          tensor.shape(),
          tensor.files().contains(file) ? "further up in the same list" : "in another file");
    }
    for (TensorSlice slice : saved.slices()) {
      tensor.slices().add(slice);
      tensor.files().add(file);
    }
  }

  private static Shape shape(V1File file, MetaReader.Saved saved, String what) throws Corrupt {
    try {
      Shape shape = saved.shape().shape();
      Math.multiplyExact(shape.elementCount(), (long) Math.max(1, saved.dtype().width()));
      return shape;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Corrupt(file.description(), what + ": " + e.getMessage());
    }
  }

  /** All tensors by their names. */
  Map<Bytes, Gathered> gathered() {
    return gathered;
  }

  @Override
  public List<TensorEntry> tensors() {
    return Collections.unmodifiableList(tensors);
  }

  @Override
  public List<String> damage() {
    return damage.lines();
  }

  @Override
  public StoreFacts facts() {
    List<StoreFacts.StoredFile> stored = new ArrayList<>();
    OptionalInt producer = OptionalInt.empty();
    OptionalInt minConsumer = OptionalInt.empty();
    for (V1File file : files) {
      stored.add(new StoreFacts.StoredFile(file.name(), OptionalLong.of(file.size())));
      producer = OptionalInt.of(file.version().producer());
      minConsumer = OptionalInt.of(file.version().minConsumer());
    }
    return new StoreFacts(producer, minConsumer, Optional.empty(), files.size(), stored, Map.of());
  }

  @Override
  public Tensor read(TensorEntry entry) throws IOException {
    Gathered tensor = gathered.get(entry.key());
    String what = entry.key().quoted();
    TensorStore.requireValues(tensor.files().get(0).description(), what, tensor.dtype());
    return new Tensor(entry.name(), tensor.dtype(), tensor.shape(), elements(entry, tensor, what));
  }

  private static Elements elements(TensorEntry entry, Gathered tensor, String what)
      throws IOException {
    List<Elements> parts = new ArrayList<>();
    if (entry.slices().isEmpty()) {
      TensorSlice all = tensor.slices().get(0);
      return tensor.files().get(0).read(entry.key(), all, tensor.dtype(), tensor.shape(), what);
    }
    String where = tensor.files().get(0).description() + ": " + what;
    Partition partition = Partition.of(where, tensor.shape(), tensor.slices());
    List<Shape> shapes = partition.shapes();
    for (int i = 0; i < shapes.size(); i++) {
      TensorSlice slice = tensor.slices().get(i);
      V1File file = tensor.files().get(i);
      String part = what + " slice " + slice;
      parts.add(file.read(entry.key(), slice, tensor.dtype(), shapes.get(i), part));
    }
    return partition.gather(tensor.dtype(), parts);
  }

  @Override
  public void close() throws IOException {
    for (V1File file : files) {
      file.close();
    }
  }
}
