package io.github.tfckpt.cli.history;

import io.github.tfckpt.diff.SeriesStep;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.StepState;
import io.github.tfckpt.history.TensorHistory;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextStyle.Paint;
import io.github.tfckpt.render.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The values of tensors over the steps, for people: a line for each with its curves. */
final class ValuesText {

  /** A tensor, or the tensors of a scope, over all steps. */
  private static final class Line {
    private final String name;
    private final Curve norms;
    private final Curve updates;
    private double leastChanged = Double.POSITIVE_INFINITY;
    private double mostChanged = Double.NEGATIVE_INFINITY;
    private final List<String> notes = new ArrayList<>();
    private final List<StepState> states;
    private boolean hasNan;
    private boolean hasInf;
    private boolean isUnread;

    Line(String name, int steps) {
      this.name = name;
      norms = new Curve(steps);
      updates = new Curve(steps);
      states = new ArrayList<>(Collections.nCopies(steps, StepState.ABSENT));
    }

    void note(long nan, long inf, String step) {
      if (nan > 0 && !hasNan) {
        hasNan = true;
        notes.add("NaN from " + step);
      }
      if (inf > 0 && !hasInf) {
        hasInf = true;
        notes.add("inf from " + step);
      }
    }

    /** What is wrong comes before the rest: a narrow screen leaves that out. */
    String note() {
      return notes.isEmpty() ? "" : String.join("; ", notes) + "; ";
    }

    String changed() {
      if (leastChanged > mostChanged) {
        return "-";
      }
      String least = RoundedNumber.percent(leastChanged);
      String most = RoundedNumber.percent(mostChanged);
      return least.equals(most) ? least : least + " to " + most;
    }
  }

  private final RunHistory history;
  private final List<TensorHistory> tensors;
  private final List<Line> lines = new ArrayList<>();
  private final ScopeTotals totals;

  /**
   * An answer to nothing so far.
   *
   * @param tensors in the order of the lines
   * @param shown the full names that stand for keys
   */
  ValuesText(RunHistory history, List<TensorHistory> tensors, FullNames shown, ScopeTotals totals) {
    this.history = history;
    this.tensors = tensors;
    this.totals = totals;
    for (TensorHistory tensor : tensors) {
      lines.add(new Line(RunSteps.name(tensor.entry(), shown), history.steps().size()));
    }
  }

  /** Takes a step. */
  void add(int step, List<Optional<SeriesStep>> values) {
    String label = history.steps().get(step).label();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (values.get(i).isEmpty()) {
        boolean isUnread = tensors.get(i).state(step) == StepState.UNREAD;
        line.states.set(step, isUnread ? StepState.UNREAD : StepState.ABSENT);
        continue;
      }
      SeriesStep value = values.get(i).get();
      line.states.set(step, state(value, line.states));
      if (value.failure().isPresent()) {
        if (!line.isUnread) {
          line.notes.add("cannot be read at " + label);
        }
        line.isUnread = true;
        continue;
      }
      line.norms.set(step, value.norm());
      line.note(value.nan(), value.inf(), label);
      if (value.update().isPresent()) {
        SeriesStep.Update update = value.update().get();
        line.updates.set(step, update.relative());
        double share =
            value.elements() == 0 ? 0 : (double) update.changed() / (double) value.elements();
        line.leastChanged = Math.min(line.leastChanged, share);
        line.mostChanged = Math.max(line.mostChanged, share);
      }
    }
  }

  /** What the values say of a step, after what they said of those before. */
  private static StepState state(SeriesStep value, List<StepState> before) {
    if (value.failure().isPresent()) {
      return StepState.UNREAD;
    }
    if (value.update().isPresent()) {
      return value.update().get().changed() > 0 ? StepState.CHANGED : StepState.SAME;
    }
    return before.stream().anyMatch(StepState::isThere) ? StepState.RESHAPED : StepState.FIRST;
  }

  /** Prints two tables: tensors, and what scopes and all together come to. */
  void print(TextOut out, TextStyle style) throws IOException {
    out.text(style.wrap(new RunSteps(history).heading())).line().line();
    CourseText words = new CourseText(history.steps());
    Columns<Line> columns =
        curves("NAME")
            .column("CHANGED", Line::changed)
            .spare()
            .column("HISTORY", line -> line.note() + words.words(line.states));
    new TextTable<>(columns).print(lines, out, style);
    out.line();
    List<Line> sums = new ArrayList<>();
    for (ScopeTotals.Total total : totals.shown()) {
      sums.add(sum(total));
    }
    new TextTable<>(curves("SCOPE").column("", line -> String.join("; ", line.notes)))
        .print(sums, out, style);
    out.flush();
  }

  private Line sum(ScopeTotals.Total total) {
    String name = total.scope().isEmpty() ? "all floats" : total.scope() + "/";
    String count = " (" + Quantity.count(total.tensors()) + ")";
    Line line = new Line(name + count, history.steps().size());
    for (int step = 0; step < history.steps().size(); step++) {
      int at = step;
      total.norm(at).ifPresent(norm -> line.norms.set(at, norm));
      total.update(at).ifPresent(update -> line.updates.set(at, update));
      line.note(total.nan(at), total.inf(at), history.steps().get(at).label());
    }
    return line;
  }

  private static Columns<Line> curves(String name) {
    return new Columns<Line>()
        .painted(line -> line.hasNan || line.hasInf || line.isUnread ? Paint.RED : Paint.PLAIN)
        .column(name, line -> line.name)
        .asName()
        .column("L2", line -> line.norms.range())
        .column("", line -> line.norms.blocks())
        .spare()
        .column("UPDATE", line -> line.updates.range())
        .column("", line -> line.updates.blocks())
        .spare();
  }
}
