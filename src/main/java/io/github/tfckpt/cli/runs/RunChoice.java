package io.github.tfckpt.cli.runs;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UnmatchedPatterns;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.TensorChoice;
import io.github.tfckpt.inspect.Expansion;
import io.github.tfckpt.name.NameFilter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tensors that patterns choose: a pattern may match at some steps alone. */
final class RunChoice implements TensorChoice {

  private final List<String> typed;
  private final NameOptions names;
  private final Optional<SizeOption> size;
  private final Set<String> unmet;

  /**
   * What was typed.
   *
   * @param size bounds what is read of a step; empty if no data is read
   */
  RunChoice(List<String> typed, NameOptions names, Optional<SizeOption> size) {
    this.typed = typed;
    this.names = names;
    this.size = size;
    this.unmet = new HashSet<>(typed);
  }

  @Override
  public List<TensorEntry> of(Checkpoint step) throws IOException {
    NameFilter filter = names.filter(typed, step);
    List<TensorEntry> chosen = filter.choose(step.tensors());
    synchronized (this) {
      unmet.retainAll(new HashSet<>(filter.unmet()));
    }
    if (size.isPresent()) {
      List<TensorEntry> read = chosen.stream().filter(each -> each.dtype().isFixed()).toList();
      size.get().check(step, read, Expansion.READ);
    }
    return chosen;
  }

  /** Reports patterns that match at no step; the result is the exit code. */
  int report(RunHistory history, Streams streams) throws IOException {
    List<String> missed = typed.stream().filter(unmet::contains).distinct().toList();
    if (missed.isEmpty() && !history.tensors().isEmpty()) {
      return ExitCode.OK;
    }
    int last = history.steps().size() - 1;
    while (history.failure(last).isPresent()) {
      last--;
    }
    try (Checkpoint open = Checkpoint.open(history.steps().get(last).path())) {
      if (!missed.isEmpty()) {
        return UnmatchedPatterns.report(streams, open, missed);
      }
      NameFilter filter = names.filter(typed, open);
      return UnmatchedPatterns.report(
          streams, open, filter, names.roles(), filter.choose(open.tensors()));
    }
  }
}
