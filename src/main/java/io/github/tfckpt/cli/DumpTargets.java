package io.github.tfckpt.cli;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.SortOrder;
import io.github.tfckpt.tensor.Selection;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tensors, and parts of tensors, that the arguments of {@code dump} mean. */
final class DumpTargets {

  /**
   * One of them.
   *
   * @param name as it is shown, without the selection
   * @param selection in brackets, as it was typed; empty for the whole tensor
   */
  record Target(TensorEntry entry, String name, String selection) {

    /** What is meant of the tensor, under the name that is shown. */
    Tensor of(Tensor whole) {
      Tensor named = new Tensor(name, whole.dtype(), whole.shape(), whole.elements());
      return selection.isEmpty() ? named : named.view(Selection.parse(selection).on(whole.shape()));
    }
  }

  private final Checkpoint checkpoint;
  private final NameOptions names;
  private final Set<Target> found = new LinkedHashSet<>();
  private final List<String> unmet = new ArrayList<>();

  private DumpTargets(Checkpoint checkpoint, NameOptions names) {
    this.checkpoint = checkpoint;
    this.names = names;
  }

  static DumpTargets of(List<String> typed, Checkpoint checkpoint, NameOptions names) {
    DumpTargets targets = new DumpTargets(checkpoint, names);
    for (String argument : typed) {
      if (!targets.find(argument)) {
        targets.unmet.add(argument);
      }
    }
    return targets;
  }

  /** In the order of the arguments, none twice. */
  List<Target> found() {
    return List.copyOf(found);
  }

  /** The tensors, one for each target. */
  List<TensorEntry> entries() {
    List<TensorEntry> entries = new ArrayList<>();
    for (Target target : found) {
      entries.add(target.entry());
    }
    return entries;
  }

  /** The arguments that mean nothing. */
  List<String> unmet() {
    return unmet;
  }

  // The literal name comes first, then a part of a literal name, then the patterns.
  private boolean find(String argument) {
    if (names.isRegex()) {
      return add(matching(argument), "");
    }
    if (add(checkpoint.named(argument), "")) {
      return true;
    }
    Optional<Selection.Candidate> part = Selection.candidate(argument);
    if (part.isPresent() && add(checkpoint.named(part.get().name()), part.get().brackets())) {
      return true;
    }
    return add(matching(argument), "")
        || (part.isPresent() && add(matching(part.get().name()), part.get().brackets()));
  }

  private List<TensorEntry> matching(String pattern) {
    List<TensorEntry> inKeyOrder =
        names.filter(List.of(pattern), checkpoint).choose(checkpoint.tensors());
    return SortOrder.NAME.sort(inKeyOrder, names.shown(checkpoint));
  }

  private boolean add(List<TensorEntry> entries, String selection) {
    for (TensorEntry entry : entries) {
      String name = names.shown(checkpoint).of(entry).orElse(entry.name());
      check(name, selection, entry.shape());
      found.add(new Target(entry, name, selection));
    }
    return !entries.isEmpty();
  }

  /** A wrong selection is told before anything is printed. */
  private static void check(String name, String selection, Shape shape) {
    try {
      if (!selection.isEmpty()) {
        Selection.parse(selection).on(shape);
      }
    } catch (IllegalArgumentException e) {
      throw new Usage(name + selection + ": " + e.getMessage());
    }
  }
}
