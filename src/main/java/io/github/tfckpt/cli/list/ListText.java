package io.github.tfckpt.cli.list;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Folding;
import io.github.tfckpt.inspect.Scope;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextTable;
import io.github.tfckpt.render.TextTable.Cells;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A listing for people: a table with a line of totals below. */
final class ListText {

  private ListText() {}

  static void print(Listing listing, ListOptions options, TextOut out, TextStyle look)
      throws IOException {
    if (options.isTree() || options.isFolded()) {
      Scope root = sorted(Scope.tree(listing.entries(), listing.shown()), options);
      ScopeTable.print(options.isFolded() ? Folding.fold(root) : root, options, out, look);
    } else {
      flat(listing, options.isLong(), out, look);
    }
    TotalsLine.print(listing.totals(), out);
  }

  /** A scope stands where its subtotal belongs, not where the greatest of its tensors does. */
  private static Scope sorted(Scope root, ListOptions options) {
    return switch (options.order().order()) {
      case SIZE ->
          sorted(root, Comparator.comparingLong(Scope::bytes), options.order().isBackwards());
      case PARAMS ->
          sorted(root, Comparator.comparingLong(Scope::params), options.order().isBackwards());
      default -> root;
    };
  }

  private static Scope sorted(Scope root, Comparator<Scope> leastFirst, boolean reverse) {
    return root.sorted(reverse ? leastFirst : leastFirst.reversed());
  }

  private static void flat(Listing listing, boolean isLong, TextOut out, TextStyle look)
      throws IOException {
    boolean full = listing.hidesFullNames();
    boolean other = full || (isLong && listing.hasFullNames());
    String alignment = "<<<>>" + (isLong ? ">><>" : "") + (other ? "<" : "");
    String titles =
        "NAME,DTYPE,SHAPE,PARAMS,BYTES"
            + (isLong ? ",SHARD,OFFSET,CRC32C,SLICES" : "")
            + (full ? ",FULL NAME" : other ? ",KEY" : "");
    new TextTable(alignment, split(titles, alignment.length()))
        .breakBehind(0)
        .print(new Flat(listing, isLong, full, other), out, look);
  }

  private static String[] split(String titles, int count) {
    String[] parts = new String[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int comma = titles.indexOf(',', at);
      parts[i] = titles.substring(at, comma < 0 ? titles.length() : comma);
      at = comma + 1;
    }
    return parts;
  }

  private record Flat(Listing listing, boolean isLong, boolean full, boolean other)
      implements TextTable.Rows {
    @Override
    public int count() {
      return listing.entries().size();
    }

    @Override
    public void fill(int row, Cells cells) throws IOException {
      TensorEntry entry = listing.entries().get(row);
      Optional<String> shown = listing.shown().of(entry);
      if (shown.isPresent()) {
        cells.text(shown.get());
      } else {
        cells.name(entry.key());
      }
      cells.text(entry.dtype().label());
      cells.text(entry.shape().toString());
      cells.number(entry.elementCount());
      number(entry.bytes(), cells);
      if (isLong) {
        OptionalInt shard = entry.shard();
        number(shard.isPresent() ? OptionalLong.of(shard.getAsInt()) : OptionalLong.empty(), cells);
        number(entry.offset(), cells);
        cells.text(Crc.hex(entry).orElse("-"));
        cells.number(entry.slices().size());
      }
      if (other) {
        Optional<String> second =
            shown.isEmpty() ? listing.fullName(entry) : Optional.of(full ? "" : entry.name());
        cells.text(second.orElse(""));
      }
    }

    private static void number(OptionalLong value, Cells cells) throws IOException {
      if (value.isPresent()) {
        cells.number(value.getAsLong());
      } else {
        cells.text("-");
      }
    }
  }
}
