package io.github.tfckpt.cli.dump;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.SortOrder;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.tensor.Selection;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
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
  private final List<Target> found = new ArrayList<>();
  private final Set<Target> seen = new HashSet<>();
  private final Set<Target> typed = new HashSet<>();
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

  /** In the order of the arguments; where patterns overlap, none twice. */
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

  /** The tensors of which at least half is meant. */
  List<TensorEntry> mostlyShown() {
    List<TensorEntry> entries = new ArrayList<>();
    for (Target target : found) {
      Shape shape = target.entry().shape();
      long meant =
          target.selection().isEmpty()
              ? shape.elementCount()
              : Selection.parse(target.selection()).on(shape).shape().elementCount();
      if (meant >= shape.elementCount() - meant) {
        entries.add(target.entry());
      }
    }
    return entries;
  }

  /** The arguments that mean nothing. */
  List<String> unmet() {
    return unmet;
  }

  // The literal name comes first, then a part of a literal name, then the patterns.
  private boolean find(String argument) {
    Optional<Selection.Candidate> part = Selection.candidate(argument);
    if (names.isRegex()) {
      return findRegex(argument, part.filter(DumpTargets::isSelection));
    }
    return literal(argument, "")
        || (part.isPresent() && literal(part.get().name(), part.get().brackets()))
        || pattern(argument, "")
        || (part.isPresent() && pattern(part.get().name(), part.get().brackets()));
  }

  /** Most selections are expressions too, of one character; one like {@code [::-2]} is none. */
  private boolean findRegex(String argument, Optional<Selection.Candidate> part) {
    try {
      if (pattern(argument, "")) {
        return true;
      }
    } catch (UsageException e) {
      if (part.isEmpty()) {
        throw e;
      }
    }
    return part.isPresent() && pattern(part.get().name(), part.get().brackets());
  }

  private static boolean isSelection(Selection.Candidate part) {
    try {
      Selection.parse(part.brackets());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Adds the tensors of a name, but what is left out; false if there are none of that name. */
  private boolean literal(String name, String selection) {
    List<TensorEntry> named = checkpoint.named(name);
    for (TensorEntry entry : names.filter(List.of(), checkpoint).choose(named)) {
      Target target = target(entry, selection);
      // What is typed twice is printed twice, but once where a pattern has it already.
      if (!typed.add(target) || seen.add(target)) {
        found.add(target);
      }
    }
    return !named.isEmpty();
  }

  /** Adds the tensors that a pattern chooses; false if it matches none. */
  private boolean pattern(String pattern, String selection) {
    NameFilter filter = names.filter(List.of(pattern), checkpoint);
    List<TensorEntry> inKeyOrder = filter.choose(checkpoint.tensors());
    for (TensorEntry entry : SortOrder.NAME.sort(inKeyOrder, names.shown(checkpoint))) {
      Target target = target(entry, selection);
      if (seen.add(target)) {
        found.add(target);
      }
    }
    return filter.unmet().isEmpty();
  }

  private Target target(TensorEntry entry, String selection) {
    String name = names.shown(checkpoint).of(entry).orElse(entry.name());
    check(name, selection, entry.shape());
    return new Target(entry, name, selection);
  }

  /** A wrong selection is told before anything is printed. */
  private static void check(String name, String selection, Shape shape) {
    try {
      if (!selection.isEmpty()) {
        Selection.parse(selection).on(shape);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(name + selection + ": " + e.getMessage());
    }
  }
}
