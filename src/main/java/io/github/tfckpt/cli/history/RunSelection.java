package io.github.tfckpt.cli.history;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UnmatchedPatterns;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.Selection;
import io.github.tfckpt.name.NameFilter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tensors that patterns choose: a pattern may match at some steps alone. */
final class RunSelection implements Selection {

  private final List<String> typed;
  private final NameOptions names;
  private final Set<String> unmet;

  RunSelection(List<String> typed, NameOptions names) {
    this.typed = typed;
    this.names = names;
    this.unmet = new HashSet<>(typed);
  }

  @Override
  public List<TensorEntry> of(Checkpoint step) {
    NameFilter filter = names.filter(typed, step);
    List<TensorEntry> chosen = filter.choose(step.tensors());
    synchronized (this) {
      unmet.retainAll(new HashSet<>(filter.unmet()));
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
