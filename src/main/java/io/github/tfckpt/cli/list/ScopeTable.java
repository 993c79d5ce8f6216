package io.github.tfckpt.cli.list;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Scope;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextTable;
import io.github.tfckpt.render.TextTable.Cells;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A tree of scopes as a table: indented with subtotals, or flat where it is only folded. */
final class ScopeTable implements TextTable.Rows {

  private record Row(String label, Scope scope) {}

  private final List<Row> rows = new ArrayList<>();
  private final long bytes;
  private final boolean tree;

  private ScopeTable(Scope root, boolean tree) {
    bytes = root.bytes();
    this.tree = tree;
  }

  static void print(Scope root, ListOptions options, TextOut out, TextStyle look)
      throws IOException {
    ScopeTable table = new ScopeTable(root, options.isTree());
    if (options.isTree()) {
      table.indent(root, "", options.depth());
      new TextTable("<<<>>>", "NAME", "DTYPE", "SHAPE", "PARAMS", "BYTES", "SHARE")
          .breakBehind(0)
          .print(table, out, look);
    } else {
      table.flatten(root, "");
      new TextTable("<<<>>", "NAME", "DTYPE", "SHAPE", "PARAMS", "BYTES")
          .breakBehind(0)
          .print(table, out, look);
    }
  }

  private void indent(Scope scope, String indent, int levels) {
    for (Scope part : scope.parts()) {
      rows.add(new Row(indent + part.label() + (part.isTensor() ? "" : "/"), part));
      if (levels > 1) {
        indent(part, indent + "  ", levels - 1);
      }
    }
  }

  private void flatten(Scope scope, String path) {
    for (Scope part : scope.parts()) {
      if (part.isTensor()) {
        rows.add(new Row(path + part.label(), part));
      } else {
        flatten(part, path + part.label() + "/");
      }
    }
  }

  @Override
  public int count() {
    return rows.size();
  }

  @Override
  public void fill(int row, Cells cells) throws IOException {
    Scope scope = rows.get(row).scope();
    if (scope.isTensor()) {
      TensorEntry entry = scope.sample().orElseThrow();
      String times = scope.tensors() > 1 ? scope.tensors() + " x " : "";
      cells.text(rows.get(row).label());
      cells.text(entry.dtype().label());
      cells.text(times + entry.shape());
    } else {
      cells.bold();
      cells.text(rows.get(row).label());
      cells.text("");
      cells.text(scope.tensors() + (scope.tensors() == 1 ? " tensor" : " tensors"));
    }
    cells.number(scope.params());
    cells.number(scope.bytes());
    if (tree) {
      cells.text(share(scope.bytes()));
    }
  }

  private String share(long part) {
    long tenths = bytes == 0 ? 0 : Math.round(1000.0 * part / bytes);
    return tenths / 10 + "." + tenths % 10 + "%";
  }
}
