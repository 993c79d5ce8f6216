package io.github.tfckpt.cli.list;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The tensors that a listing shows, in its order, and what they are called. */
final class Listing {

  private final TensorFields fields;
  private final String path;
  private final String format;
  private final List<TensorEntry> chosen;
  private final List<TensorEntry> entries;
  private final FullNames names;
  private final FullNames shown;
  private final boolean hasFullNames;

  /**
   * A listing of some tensors of a checkpoint.
   *
   * @param chosen what the totals count
   * @param most how many of them are shown
   * @param shown full names that stand in for keys
   */
  Listing(Checkpoint checkpoint, List<TensorEntry> chosen, int most, FullNames shown) {
    fields = new TensorFields(checkpoint);
    path = Visible.line(checkpoint.path());
    format = checkpoint.format().label();
    names = checkpoint.fullNames();
    this.chosen = chosen;
    entries = chosen.subList(0, Math.min(most, chosen.size()));
    this.shown = shown;
    this.hasFullNames = someFullName();
  }

  List<TensorEntry> entries() {
    return entries;
  }

  /** The prefix or file that is listed. */
  String path() {
    return path;
  }

  /** {@code V1} or {@code V2}. */
  String format() {
    return format;
  }

  Optional<String> fullName(TensorEntry entry) {
    return names.of(entry);
  }

  /** Prints the name that is shown. */
  TextOut printName(TensorEntry entry, TextOut out) throws IOException {
    Optional<String> fullName = shown.of(entry);
    return fullName.isPresent() ? out.text(fullName.get()) : out.name(entry.key());
  }

  /** True if some tensor has a full name and is shown by its key. */
  boolean hidesFullNames() {
    for (TensorEntry entry : hasFullNames ? entries : List.<TensorEntry>of()) {
      if (names.of(entry).isPresent() && shown.of(entry).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The full names that stand in for keys. */
  FullNames shown() {
    return shown;
  }

  /** True if some tensor has a full name that is another than its key. */
  boolean hasFullNames() {
    return hasFullNames;
  }

  private boolean someFullName() {
    if (!names.areThere()) {
      return false;
    }
    for (TensorEntry entry : entries) {
      if (names.of(entry).isPresent()) {
        return true;
      }
    }
    return false;
  }

  Totals totals() {
    return fields.roles().totals(chosen);
  }

  /** What programs read of the tensors. */
  TensorFields fields() {
    return fields;
  }

  /** The checksum of a tensor: eight hexadecimal digits of the plain sum. */
  static Optional<String> crc(TensorEntry entry) {
    return entry.crc32c().isPresent()
        ? Optional.of(Crc32c.hex(entry.crc32c().getAsInt()))
        : Optional.empty();
  }

  /** The columns that programs read. */
  Columns<TensorEntry> columns() {
    return fields
        .<TensorEntry>begin(entry -> entry)
        .field("dtype", entry -> entry.dtype().label())
        .field("shape", TensorEntry::shape)
        .field("params", TensorEntry::elementCount)
        .field("bytes", TensorEntry::bytes)
        .field("shard", TensorEntry::shard)
        .field("offset", TensorEntry::offset)
        .field("crc32c", Listing::crc)
        .field("slices", entry -> entry.slices().size())
        .field("role", fields::role);
  }
}
