package io.github.tfckpt.cli.list;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Scope;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree of scopes as a table: indented with subtotals, or flat where it is only folded. */
final class ScopeTable {

  /** A node and what its name begins with, which it shares with the others of its scope. */
  private record Row(String before, Scope scope) {
    TensorEntry sample() {
      return scope.sample().orElseThrow();
    }

    /** The shape of a tensor, or how many tensors there are. */
    String shape() {
      if (scope.isTensor()) {
        return (scope.tensors() > 1 ? scope.tensors() + " x " : "") + sample().shape();
      }
      return scope.tensors() + (scope.tensors() == 1 ? " tensor" : " tensors");
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Map<Integer, String> indents = new HashMap<>();
  private final long bytes;

  private ScopeTable(Scope root) {
    bytes = root.bytes();
  }

  static void print(Scope root, ListOptions options, TextOut out, TextStyle look)
      throws IOException {
    ScopeTable table = new ScopeTable(root);
    if (options.isTree()) {
      table.indent(root, "", options.depth());
    } else {
      table.flatten(root, "");
    }
    new TextTable<>(table.columns(options.isTree())).print(table.rows, out, look);
  }

  private void indent(Scope scope, String indent, int levels) {
    String deeper = indents.computeIfAbsent(indent.length() + 2, " "::repeat);
    for (Scope part : scope.parts()) {
      rows.add(new Row(indent, part));
      if (levels > 1) {
        indent(part, deeper, levels - 1);
      }
    }
  }

  private void flatten(Scope scope, String path) {
    for (Scope part : scope.parts()) {
      if (part.isTensor()) {
        rows.add(new Row(path, part));
      } else {
        flatten(part, path + part.label() + "/");
      }
    }
  }

  private Columns<Row> columns(boolean isTree) {
    Columns<Row> columns =
        new Columns<Row>()
            .cells(
                "NAME",
                (row, cells) -> {
                  if (!row.scope.isTensor()) {
                    cells.bold();
                  }
                  cells.text(row.before + row.scope.label() + (row.scope.isTensor() ? "" : "/"));
                })
            .asName()
            .column("DTYPE", row -> row.scope.isTensor() ? row.sample().dtype().label() : "")
            .column("SHAPE", Row::shape)
            .cells("PARAMS", (row, cells) -> cells.number(row.scope.params()))
            .right()
            .cells("BYTES", (row, cells) -> cells.number(row.scope.bytes()))
            .right();
    return isTree
        ? columns.column("SHARE", row -> RoundedNumber.share(row.scope.bytes(), bytes)).right()
        : columns;
  }
}
