package io.github.tfckpt.cli.diff;

import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.records.DiffColumns;
import io.github.tfckpt.diff.DiffScope;
import io.github.tfckpt.diff.Metrics;
import io.github.tfckpt.diff.ScopeSums;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What changed in each role and scope:
 *
 * <pre>
 * NAME          IDENTICAL  DIFFERENT  CHANGE   DIFFER
 * weights               7          2    101%  75/6540
 *   vgg_16/             7          2    101%  75/6540
 * </pre>
 */
final class DiffTree {

  /** A line of text: a scope, or a tensor. */
  private record Line(String label, boolean isScope, ScopeSums sums) {
    String count(Status status) {
      long count = sums.count(status);
      return count == 0 ? "" : Long.toString(count);
    }

    String words(Function<Metrics, String> what) {
      return sums.metrics().map(what).orElse("");
    }
  }

  /** A row for programs: a scope of a role, or all of that. */
  private record Row(Role role, String scope, ScopeSums sums) {
    Optional<Metrics> measured() {
      return sums.metrics().filter(Metrics::hasDistances);
    }
  }

  private final Map<Role, DiffScope> trees;
  private final int levels;

  private DiffTree(Map<Role, DiffScope> trees, int levels) {
    this.trees = trees;
    this.levels = levels;
  }

  /**
   * A tree for each role that occurs.
   *
   * @param role what a tensor is there for
   * @param tree makes the tree of a role
   * @param levels how many are shown, of which the roles are the first
   */
  static DiffTree of(
      List<TensorDiff> diffs,
      Function<TensorDiff, Role> role,
      Function<List<TensorDiff>, DiffScope> tree,
      int levels) {
    Map<Role, List<TensorDiff>> byRole = new EnumMap<>(Role.class);
    for (TensorDiff diff : diffs) {
      byRole.computeIfAbsent(role.apply(diff), of -> new ArrayList<>()).add(diff);
    }
    Map<Role, DiffScope> trees = new EnumMap<>(Role.class);
    byRole.forEach((of, own) -> trees.put(of, tree.apply(own)));
    return new DiffTree(trees, levels);
  }

  /**
   * Prints a table.
   *
   * @param isAll true if also scopes are opened in which all is identical, or on one side
   */
  void print(boolean isAll, TextOut out, TextStyle style) throws IOException {
    List<Line> lines = new ArrayList<>();
    trees.forEach((role, tree) -> indent(tree, role.label(), "", levels, isAll, lines));
    if (lines.isEmpty()) {
      return;
    }
    new TextTable<>(columns(lines)).print(lines, out, style);
    out.line();
  }

  private static void indent(
      DiffScope scope, String label, String indent, int levels, boolean isAll, List<Line> lines) {
    ScopeSums sums = scope.sums();
    lines.add(new Line(indent + label, !scope.isTensor(), sums));
    if (levels > 1 && (isAll || !sums.isUniform())) {
      for (DiffScope part : scope.parts()) {
        String name = part.label() + (part.isTensor() ? "" : "/");
        indent(part, name, indent + "  ", levels - 1, isAll, lines);
      }
    }
  }

  private static Columns<Line> columns(List<Line> lines) {
    Columns<Line> columns =
        new Columns<Line>()
            .cells(
                "NAME",
                (line, cells) -> {
                  if (line.isScope()) {
                    cells.bold();
                  }
                  cells.text(line.label());
                })
            .asName();
    for (Status status : Status.values()) {
      if (lines.stream().anyMatch(line -> line.sums().count(status) > 0)) {
        String title = status.label().toUpperCase(Locale.ROOT).replace('_', ' ');
        columns.column(title, line -> line.count(status)).right();
      }
    }
    if (lines.stream().anyMatch(line -> line.sums().metrics().isPresent())) {
      columns
          .column("CHANGE", line -> line.words(found -> DiffText.change(found, found.relative())))
          .right()
          .column("DIFFER", line -> line.words(DiffText::share))
          .right()
          .column(
              "MAX |Δ|",
              line -> line.words(found -> DiffText.maxAbs(found, line.sums().isOfIntegers())))
          .right()
          .column("RMS Δ", line -> line.words(DiffText::rms))
          .right()
          .spare();
    }
    return columns;
  }

  /** Prints scopes for programs, each before those in it. */
  void printRows(TableFormat format, Map<String, Object> head, Output out, TextStyle style)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    trees.forEach((role, tree) -> addRows(role, tree, "", levels, rows));
    format.printer(fields(), head, "scopes", out, style).printAll(rows);
  }

  private static void addRows(Role role, DiffScope scope, String path, int levels, List<Row> rows) {
    rows.add(new Row(role, path, scope.sums()));
    if (levels > 1) {
      for (DiffScope part : scope.parts()) {
        if (!part.isTensor()) {
          String inner = (path.isEmpty() ? "" : path + "/") + part.label();
          addRows(role, part, inner, levels - 1, rows);
        }
      }
    }
  }

  private static Columns<Row> fields() {
    Columns<Row> fields =
        new Columns<Row>()
            .field("role", row -> row.role().label())
            .field("scope", Row::scope)
            .field("tensors", row -> row.sums().tensors());
    for (Status status : Status.values()) {
      fields.field(status.label(), row -> row.sums().count(status));
    }
    return fields
        .field("params", row -> row.sums().params())
        .field("differing", row -> row.sums().metrics().map(Metrics::differing))
        .field(
            "max_abs",
            row ->
                row.measured().map(found -> DiffColumns.maxAbs(found, row.sums().isOfIntegers())))
        .field("max_rel", row -> row.measured().map(Metrics::maxRel))
        .field("rms", row -> row.measured().map(Metrics::rms))
        .field("mean_abs", row -> row.measured().map(Metrics::meanAbs))
        .field("change", row -> row.measured().map(Metrics::relative))
        .field("nan_a", row -> row.measured().map(Metrics::nanA))
        .field("nan_b", row -> row.measured().map(Metrics::nanB));
  }
}
