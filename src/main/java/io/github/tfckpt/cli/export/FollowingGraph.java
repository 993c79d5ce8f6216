package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TensorList;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.name.ObjectKey;
import io.github.tfckpt.store.KeyChanges;
import io.github.tfckpt.store.RenamedGraph;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.util.Optional;

/**
 * The tensors of an export, the object graph among them as it becomes: the keys in it are renamed
 * as those of the tensors, and what is left out of the export is taken out of it.
 */
final class FollowingGraph implements TensorList {

  private final TensorList tensors;
  private final int graph;
  private final ByteSource becomes;

  private FollowingGraph(TensorList tensors, int graph, ByteSource becomes) {
    this.tensors = tensors;
    this.graph = graph;
    this.becomes = becomes;
  }

  /**
   * The tensors as they are if there is no graph among them, or none of its keys changes.
   *
   * @throws CheckpointException if the graph cannot follow
   */
  static TensorList of(Checkpoint checkpoint, ExportedTensors tensors) throws IOException {
    for (int i = 0; i < tensors.count(); i++) {
      if (tensors.isGraph(i)
          && tensors.read(i).elements() instanceof StringElements strings
          && strings.count() == 1) {
        KeyChanges changes = changes(checkpoint, tensors);
        if (changes.areNone()) {
          return tensors;
        }
        strings.check();
        return new FollowingGraph(tensors, i, RenamedGraph.of(strings.at(0), changes));
      }
    }
    return tensors;
  }

  /**
   * Why the graph cannot come along, a line; empty if it can, or there is none. TensorFlow finds an
   * object by what stands before {@code /.ATTRIBUTES/} in the key, and the attribute after it.
   */
  static Optional<String> obstacle(ExportedTensors tensors) {
    boolean hasGraph = false;
    Optional<String> lost = Optional.empty();
    for (int i = 0; i < tensors.count(); i++) {
      hasGraph |= tensors.isGraph(i);
      String attribute = ObjectKey.of(tensors.entry(i).name()).attribute();
      if (!attribute.equals(ObjectKey.of(tensors.name(i)).attribute()) && lost.isEmpty()) {
        lost = Optional.of(tensors.name(i));
      }
    }
    return hasGraph && lost.isPresent()
        ? Optional.of(
            TensorEntry.OBJECT_GRAPH
                + ": left out, TensorFlow finds no object by a key without its /.ATTRIBUTES/ ending: \""
                + lost.get()
                + "\"")
        : Optional.empty();
  }

  private static KeyChanges changes(Checkpoint checkpoint, ExportedTensors kept) {
    KeyChanges changes = new KeyChanges(checkpoint.path());
    for (TensorEntry entry : checkpoint.tensors()) {
      changes.leaveOut(entry.key());
    }
    for (int i = 0; i < kept.count(); i++) {
      changes.rename(kept.entry(i).key(), Bytes.unescape(kept.name(i)));
    }
    return changes;
  }

  @Override
  public int count() {
    return tensors.count();
  }

  @Override
  public String name(int index) {
    return tensors.name(index);
  }

  @Override
  public DType dtype(int index) {
    return tensors.dtype(index);
  }

  @Override
  public Shape shape(int index) {
    return tensors.shape(index);
  }

  @Override
  public Tensor read(int index) throws IOException {
    return index == graph
        ? new Tensor(name(index), dtype(index), shape(index), new OneString(becomes))
        : tensors.read(index);
  }

  @Override
  public FixedElements opaque(int index) throws IOException {
    return tensors.opaque(index);
  }

  private static final class OneString extends StringElements {
    private final ByteSource string;

    OneString(ByteSource string) {
      this.string = string;
    }

    @Override
    public long count() {
      return 1;
    }

    @Override
    public ByteSource at(long index) {
      return string;
    }

    @Override
    public void check() {}
  }
}
