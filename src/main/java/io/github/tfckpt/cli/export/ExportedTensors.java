package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TensorList;
import io.github.tfckpt.change.Change;
import io.github.tfckpt.change.Changes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tensors of a checkpoint as an export has them: under other names, and changed. */
final class ExportedTensors implements TensorList {

  private static final int MOST_LINES = 5;

  private final Checkpoint checkpoint;
  private final TensorExport.Reader reader;
  private final List<TensorEntry> entries;
  private final List<String> names = new ArrayList<>();
  private final Map<Integer, Change> changed = new HashMap<>();
  private final SortedMap<Integer, FixedElements> casts = new TreeMap<>();

  /**
   * Some tensors.
   *
   * @param reader gives their elements before they are changed
   * @param shown their names before they are renamed
   * @param changes what is done to them
   * @throws UsageException if a rule cannot be applied, or two tensors get one name by a rule
   */
  ExportedTensors(
      Checkpoint checkpoint,
      TensorExport.Reader reader,
      List<TensorEntry> entries,
      FullNames shown,
      Changes changes) {
    this.checkpoint = checkpoint;
    this.reader = reader;
    this.entries = entries;
    Map<String, String> sources = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      List<String> called = called(entries.get(i), shown);
      String name = called.get(0);
      if (isGraph(i)) {
        names.add(name);
        continue;
      }
      if (changes.hasRenamings()) {
        name = changes.rename(called).orElse(name);
        String other = sources.putIfAbsent(name, called.get(0));
        if (other != null) {
          throw new UsageException(
              "'" + other + "' and '" + called.get(0) + "' would both be '" + name + "'");
        }
        called.add(name);
      }
      names.add(name);
      change(i, called, changes);
    }
  }

  private void change(int index, List<String> called, Changes changes) {
    TensorEntry entry = entries.get(index);
    try {
      Optional<Change> change = changes.of(called, entry.dtype(), entry.shape());
      change.ifPresent(each -> changed.put(index, each));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private List<String> called(TensorEntry entry, FullNames shown) {
    List<String> called = new ArrayList<>();
    called.add(shown.of(entry).orElse(entry.name()));
    called.add(entry.name());
    checkpoint.fullName(entry).ifPresent(called::add);
    // What text shows of a counter that has no name of its own: its path.
    checkpoint.shownNames().of(entry).ifPresent(called::add);
    return called;
  }

  /**
   * Refuses rules that are about no tensor of the checkpoint, exported or not.
   *
   * @throws UsageException if there is such a rule
   */
  void checkUsed(Changes changes, FullNames shown) {
    if (changes.unused().isPresent()) {
      checkpoint.tensors().forEach(entry -> changes.note(called(entry, shown)));
    }
    if (changes.unused().isPresent()) {
      throw new UsageException(
          changes.unused().get() + " matches no tensor of " + checkpoint.path());
    }
  }

  @Override
  public int count() {
    return entries.size();
  }

  TensorEntry entry(int index) {
    return entries.get(index);
  }

  /** True if it is the object graph: no tensor of the model, and under its name readers find it. */
  boolean isGraph(int index) {
    return entries.get(index).key().equals(TensorEntry.OBJECT_GRAPH);
  }

  @Override
  public String name(int index) {
    return names.get(index);
  }

  @Override
  public DType dtype(int index) {
    Change change = changed.get(index);
    return change == null ? entries.get(index).dtype() : change.dtype();
  }

  @Override
  public Shape shape(int index) {
    Change change = changed.get(index);
    return change == null ? entries.get(index).shape() : change.shape();
  }

  @Override
  public Tensor read(int index) throws IOException {
    Elements elements = reader.read(entries.get(index));
    Change change = changed.get(index);
    if (change != null) {
      elements = change.apply(name(index), elements);
      if (elements instanceof FixedElements fixed) {
        synchronized (casts) {
          casts.put(index, fixed);
        }
      }
    }
    return new Tensor(name(index), dtype(index), shape(index), elements);
  }

  /** A line for each tensor of which values have become infinite. */
  List<String> overflows() {
    List<String> lines = new ArrayList<>();
    casts.forEach(
        (index, elements) -> {
          long count = elements.overflows();
          if (count > 0) {
            String values = count == 1 ? "1 value is" : count + " values are";
            lines.add(
                name(index) + ": " + values + " too large for " + dtype(index) + ": now infinite");
          }
        });
    int more = lines.size() - MOST_LINES;
    if (more > 0) {
      lines.subList(MOST_LINES, lines.size()).clear();
      lines.add("and " + more + " more tensors with such values");
    }
    return lines;
  }

  @Override
  public FixedElements opaque(int index) throws IOException {
    return checkpoint.opaque(entries.get(index));
  }
}
