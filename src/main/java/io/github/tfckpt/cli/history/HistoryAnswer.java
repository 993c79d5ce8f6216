package io.github.tfckpt.cli.history;

import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.diff.SeriesStep;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.RunSearch;
import io.github.tfckpt.history.RunValues;
import io.github.tfckpt.history.TensorHistory;
import io.github.tfckpt.inspect.SkippedTensors;
import io.github.tfckpt.inspect.SortOrder;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer to what is asked of a run, in every format. */
final class HistoryAnswer {

  private final Streams streams;
  private final HistoryOptions options;
  private final WorkOptions work;
  private final TableFormat format;
  private final OutputOptions output;
  private final TextStyle style;
  private final RunHistory history;
  private final ReadFailures failures;

  HistoryAnswer(
      Streams streams,
      HistoryOptions options,
      WorkOptions work,
      TableFormat format,
      OutputOptions output,
      RunHistory history,
      ReadFailures failures) {
    this.streams = streams;
    this.options = options;
    this.work = work;
    this.format = format;
    this.output = output;
    this.style = output.look(streams);
    this.history = history;
    this.failures = failures;
  }

  /**
   * Prints the answer.
   *
   * @param shown the full names that stand for keys
   * @return the exit code
   */
  int print(FullNames shown, Output out) throws IOException {
    if (options.isValues()) {
      values(shown, out);
      return ExitCode.OK;
    }
    if (options.isSearch()) {
      return search(shown, out);
    }
    ChangesAnswer answer = new ChangesAnswer(history, shown);
    if (format == TableFormat.TEXT) {
      answer.print(options.isFolded(), new TextOut(out), style);
    } else {
      answer.print(format, out, style);
    }
    return ExitCode.OK;
  }

  private void values(FullNames shown, Output out) throws IOException {
    List<TensorHistory> tensors = counted(shown);
    // Lines for programs have no totals.
    boolean hasTotals = format == TableFormat.TEXT || format == TableFormat.JSON;
    ScopeTotals totals = new ScopeTotals(history, hasTotals ? tensors : List.of(), shown);
    try (Progress bar = progress(tensors)) {
      RunValues values = new RunValues(history, tensors, work.threads(), bar);
      int[] steps = part(tensors);
      if (format == TableFormat.TEXT) {
        ValuesText text = new ValuesText(history, tensors, shown, totals);
        values.read(
            steps[0],
            steps[1],
            (step, row) -> {
              report(row);
              totals.add(step, row);
              text.add(step, row);
            });
        text.print(new TextOut(out), style);
        return;
      }
      ValuesAnswer answer =
          new ValuesAnswer(history, tensors, totals, format, work.part().isFirst(), out, style);
      values.read(
          steps[0],
          steps[1],
          (step, row) -> {
            report(row);
            answer.add(step, row);
            if (hasTotals) {
              totals.add(step, row);
            }
          });
      answer.end(work.part());
    }
  }

  private void report(List<Optional<SeriesStep>> row) {
    row.forEach(value -> value.flatMap(SeriesStep::failure).ifPresent(failures::add));
  }

  private int search(FullNames shown, Output out) throws IOException {
    out.outlivesReader();
    List<TensorHistory> tensors = counted(shown);
    SearchAnswer answer =
        new SearchAnswer(
            history, shown, options.wanted(), failures, format, work.part().isFirst(), out, style);
    try (Progress bar = progress(tensors)) {
      int[] steps = part(tensors);
      new RunSearch(history, tensors, options.wanted(), options.isAll())
          .run(steps[0], steps[1], work.threads(), bar, answer::add);
    }
    if (format != TableFormat.TEXT || answer.isFound()) {
      answer.end();
    }
    if (format == TableFormat.TEXT && !output.isQuiet()) {
      TextOut text = new TextOut(out);
      text.text(style.wrap(answer.summary(tensors.size()))).line().flush();
    }
    return answer.isFound() ? ExitCode.NO : ExitCode.OK;
  }

  private Progress progress(List<TensorHistory> tensors) {
    long bytes = 0;
    for (int step = 0; step < history.steps().size(); step++) {
      bytes += new RunValues(history, tensors, 1, done -> {}).bytes(step);
    }
    return work.progress(streams, output.isQuiet(), bytes);
  }

  /** The places of the first step of this part and of the one after its last. */
  private int[] part(List<TensorHistory> tensors) {
    List<Integer> all = new ArrayList<>();
    for (int step = 0; step < history.steps().size(); step++) {
      all.add(step);
    }
    RunValues sizes = new RunValues(history, tensors, 1, done -> {});
    List<Integer> mine = work.part().of(all, sizes::bytes);
    return mine.isEmpty()
        ? new int[] {0, 0}
        : new int[] {mine.get(0), mine.get(mine.size() - 1) + 1};
  }

  /** The tensors whose elements are numbers, in the order of names; the others are reported. */
  private List<TensorHistory> counted(FullNames shown) {
    Map<Bytes, TensorHistory> byKey = new HashMap<>();
    history.tensors().forEach(tensor -> byKey.put(tensor.entry().key(), tensor));
    List<TensorHistory> counted = new ArrayList<>();
    SkippedTensors skipped = new SkippedTensors();
    for (TensorEntry entry : SortOrder.NAME.sort(history.entries(), shown)) {
      if (entry.dtype().isFixed()) {
        counted.add(byKey.get(entry.key()));
      } else {
        skipped.add(entry);
      }
    }
    if (!output.isQuiet() && work.part().isFirst()) {
      skipped.line().ifPresent(streams::message);
    }
    return counted;
  }
}
