package io.github.tfckpt.cli.history;

import io.github.tfckpt.checkpoint.SavedStep;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.history.Course;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.StepState;
import io.github.tfckpt.history.TensorHistory;
import io.github.tfckpt.inspect.Folding;
import io.github.tfckpt.inspect.Scope;
import io.github.tfckpt.inspect.SortOrder;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextStyle.Paint;
import io.github.tfckpt.render.TextTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which steps tensors changed, by stored checksums. */
final class ChangesAnswer {

  /** A line of text: a tensor, or several that are alike. */
  private record Line(String name, Scope scope) {
    TensorEntry sample() {
      return scope.sample().orElseThrow();
    }
  }

  private final RunHistory history;
  private final FullNames shown;
  private final CourseText words;
  private final Map<Bytes, TensorHistory> byKey = new HashMap<>();

  /** Of a long run the words take long. */
  private final Map<Bytes, String> told = new HashMap<>();

  /**
   * An answer.
   *
   * @param shown the full names that text shows instead of keys
   */
  ChangesAnswer(RunHistory history, FullNames shown) {
    this.history = history;
    this.shown = shown;
    this.words = new CourseText(history.steps());
    history.tensors().forEach(tensor -> byKey.put(tensor.entry().key(), tensor));
  }

  private String words(TensorEntry entry) {
    return told.computeIfAbsent(entry.key(), key -> words.words(of(entry).states()));
  }

  private List<TensorEntry> sorted() {
    return SortOrder.NAME.sort(history.entries(), shown);
  }

  private TensorHistory of(TensorEntry entry) {
    return byKey.get(entry.key());
  }

  /** Prints rows for programs. */
  void print(TableFormat format, OutputStream out, TextStyle style) throws IOException {
    Columns<TensorHistory> columns =
        new Columns<TensorHistory>()
            .field("name", tensor -> tensor.entry().key())
            .field("full_name", tensor -> history.fullNames().of(tensor.entry()))
            .field("dtype", tensor -> tensor.entry().dtype().label())
            .field("shape", tensor -> tensor.entry().shape())
            .field("course", tensor -> tensor.course().label())
            .field("steps", tensor -> CourseText.line(tensor.states()))
            .field("changed", tensor -> numbers(tensor, StepState.CHANGED, StepState.RESHAPED))
            .field("unknown", tensor -> numbers(tensor, StepState.UNKNOWN))
            .field("absent", tensor -> numbers(tensor, StepState.ABSENT))
            .field("role", tensor -> history.role(tensor.entry()));
    List<TensorHistory> rows = sorted().stream().map(this::of).toList();
    format
        .printer(columns, new RunSteps(history).head("checksums"), "tensors", out, style)
        .printAll(rows);
  }

  private List<Object> numbers(TensorHistory tensor, StepState... states) {
    List<SavedStep> steps = history.steps();
    return CourseText.places(tensor.states(), states).stream()
        .map(step -> RunSteps.number(steps.get(step)))
        .toList();
  }

  /** Prints a table for people. */
  void print(boolean isFolded, TextOut out, TextStyle style) throws IOException {
    Scope root = Scope.tree(sorted(), shown);
    List<Line> lines = new ArrayList<>();
    flatten(isFolded ? Folding.fold(root, this::words) : root, "", lines);
    out.text(style.wrap(new RunSteps(history).heading() + "; by stored checksums")).line().line();
    new TextTable<>(columns()).print(lines, out, style);
    out.line().text(style.wrap(totals())).line();
    out.flush();
  }

  private static void flatten(Scope scope, String path, List<Line> lines) {
    for (Scope part : scope.parts()) {
      if (part.isTensor()) {
        lines.add(new Line(path + part.label(), part));
      } else {
        flatten(part, path + part.label() + "/", lines);
      }
    }
  }

  private Columns<Line> columns() {
    Columns<Line> columns =
        new Columns<Line>()
            .painted(line -> paint(of(line.sample()).course()))
            .column("NAME", Line::name)
            .asName()
            .column("DTYPE", line -> line.sample().dtype().label())
            .spare()
            .column("SHAPE", ChangesAnswer::shape);
    if (words.isShort()) {
      columns.column("STEPS", line -> CourseText.line(of(line.sample()).states()));
    }
    return columns.column("HISTORY", line -> words(line.sample()));
  }

  private static String shape(Line line) {
    long tensors = line.scope().tensors();
    return (tensors > 1 ? tensors + " x " : "") + line.sample().shape();
  }

  private static Paint paint(Course course) {
    return switch (course) {
      case FROZEN -> Paint.GREEN;
      case STOPPED, STARTED, PAUSED, VARIED -> Paint.YELLOW;
      case UNKNOWN -> Paint.MAGENTA;
      case THROUGHOUT, ONCE -> Paint.PLAIN;
    };
  }

  private String totals() {
    Map<Course, Integer> counts = new EnumMap<>(Course.class);
    history.tensors().forEach(tensor -> counts.merge(tensor.course(), 1, Integer::sum));
    int all = history.tensors().size();
    StringBuilder line = new StringBuilder("total: ").append(Quantity.count(all));
    line.append(all == 1 ? " tensor" : " tensors");
    String before = ": ";
    for (Map.Entry<Course, Integer> count : counts.entrySet()) {
      line.append(before).append(Quantity.count(count.getValue())).append(' ');
      line.append(word(count.getKey()));
      before = ", ";
    }
    if (counts.containsKey(Course.UNKNOWN)) {
      line.append(" (no checksums that compare; --values reads the data)");
    }
    return line.toString();
  }

  private static String word(Course course) {
    return switch (course) {
      case FROZEN, STOPPED, STARTED, PAUSED, UNKNOWN -> course.label();
      case THROUGHOUT -> "changed throughout";
      case VARIED -> "changed now and then";
      case ONCE -> "in one step only";
    };
  }
}
