package io.github.tfckpt.cli.list;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Folding;
import io.github.tfckpt.inspect.Scope;
import io.github.tfckpt.render.Columns;
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
    out.text(look.wrap(TotalsLine.of(listing.totals()))).line();
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
    new TextTable<>(columns(listing, isLong)).print(listing.entries(), out, look);
  }

  private static Columns<TensorEntry> columns(Listing listing, boolean isLong) {
    Columns<TensorEntry> columns =
        new Columns<TensorEntry>()
            .cells("NAME", (entry, cells) -> name(listing, entry, cells))
            .asName()
            .column("DTYPE", entry -> entry.dtype().label())
            .column("SHAPE", entry -> entry.shape().toString())
            .cells("PARAMS", (entry, cells) -> cells.number(entry.elementCount()))
            .right()
            .cells("BYTES", (entry, cells) -> number(entry.bytes(), cells))
            .right();
    if (isLong) {
      columns
          .cells("SHARD", (entry, cells) -> shard(entry, cells))
          .right()
          .cells("OFFSET", (entry, cells) -> number(entry.offset(), cells))
          .right()
          .column("CRC32C", entry -> Listing.crc(entry).orElse("-"))
          .cells("SLICES", (entry, cells) -> cells.number(entry.slices().size()))
          .right()
          .spare()
          .column("ROLE", listing.fields()::role)
          .spare();
    }
    boolean full = listing.hidesFullNames();
    if (full || (isLong && listing.hasFullNames())) {
      columns.column(full ? "FULL NAME" : "KEY", entry -> other(listing, entry, full)).spare();
    }
    return columns;
  }

  /** The name that does not stand first: the full name of a key, or the key of a full name. */
  private static String other(Listing listing, TensorEntry entry, boolean full) {
    if (listing.shown().of(entry).isEmpty()) {
      return listing.fullName(entry).orElse("");
    }
    return full ? "" : entry.name();
  }

  private static void name(Listing listing, TensorEntry entry, Cells cells) throws IOException {
    Optional<String> shown = listing.shown().of(entry);
    if (shown.isPresent()) {
      cells.text(shown.get());
    } else {
      cells.name(entry.key());
    }
  }

  private static void shard(TensorEntry entry, Cells cells) throws IOException {
    OptionalInt shard = entry.shard();
    number(shard.isPresent() ? OptionalLong.of(shard.getAsInt()) : OptionalLong.empty(), cells);
  }

  private static void number(OptionalLong value, Cells cells) throws IOException {
    if (value.isPresent()) {
      cells.number(value.getAsLong());
    } else {
      cells.text("-");
    }
  }
}
