package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TensorList;
import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tensors of a checkpoint under the names that they get in an export. */
final class ExportedTensors implements TensorList {

  private final Checkpoint checkpoint;
  private final List<TensorEntry> entries;
  private final FullNames shown;
  private final List<Renaming> renamings;

  /**
   * Some tensors.
   *
   * @param shown their names before they are renamed
   * @param renamings the first that is about a name counts
   */
  ExportedTensors(
      Checkpoint checkpoint, List<TensorEntry> entries, FullNames shown, List<Renaming> renamings) {
    this.checkpoint = checkpoint;
    this.entries = entries;
    this.shown = shown;
    this.renamings = renamings;
  }

  @Override
  public int count() {
    return entries.size();
  }

  TensorEntry entry(int index) {
    return entries.get(index);
  }

  @Override
  public String name(int index) {
    String name = shownName(index);
    for (Renaming renaming : isGraph(index) ? List.<Renaming>of() : renamings) {
      Optional<String> other = renaming.apply(name);
      if (other.isPresent()) {
        return other.get();
      }
    }
    return name;
  }

  /** True if it is the object graph: no tensor of the model, and under its name readers find it. */
  boolean isGraph(int index) {
    return entries.get(index).key().equals(TensorEntry.OBJECT_GRAPH);
  }

  private String shownName(int index) {
    TensorEntry entry = entries.get(index);
    return shown.of(entry).orElse(entry.name());
  }

  /** A line for each rule that renames no tensor. */
  List<String> idle() {
    List<Renaming> idle = new ArrayList<>(renamings);
    for (int i = 0; i < entries.size() && !idle.isEmpty(); i++) {
      String name = shownName(i);
      for (Renaming renaming : renamings) {
        if (renaming.apply(name).isPresent()) {
          idle.remove(renaming);
          break;
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (Renaming renaming : idle) {
      lines.add("--map '" + renaming.text() + "' renames no tensor");
    }
    return lines;
  }

  @Override
  public DType dtype(int index) {
    return entries.get(index).dtype();
  }

  @Override
  public Shape shape(int index) {
    return entries.get(index).shape();
  }

  @Override
  public Tensor read(int index) throws IOException {
    Tensor tensor = checkpoint.read(entries.get(index));
    return new Tensor(name(index), tensor.dtype(), tensor.shape(), tensor.elements());
  }

  @Override
  public FixedElements opaque(int index) throws IOException {
    return checkpoint.opaque(entries.get(index));
  }
}
