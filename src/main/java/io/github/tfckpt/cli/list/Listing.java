package io.github.tfckpt.cli.list;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.RoleClassifier;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.name.FullNames;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The tensors that a listing shows, in its order, and what they are called. */
final class Listing {

  private final List<TensorEntry> all;
  private final String path;
  private final String format;
  private final List<TensorEntry> chosen;
  private final List<TensorEntry> entries;
  private final FullNames names;
  private final boolean full;
  private final boolean hasFullNames;

  /**
   * A listing of some tensors of a checkpoint.
   *
   * @param chosen what the totals count
   * @param most how many of them are shown
   * @param full true if full names stand in for keys
   */
  Listing(Checkpoint checkpoint, List<TensorEntry> chosen, int most, boolean full) {
    all = checkpoint.tensors();
    path = Visible.line(checkpoint.path());
    format = checkpoint.format().label();
    names = checkpoint.fullNames();
    this.chosen = chosen;
    entries = chosen.subList(0, Math.min(most, chosen.size()));
    this.full = full;
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

  boolean isFull() {
    return full;
  }

  Optional<String> fullName(TensorEntry entry) {
    return names.of(entry);
  }

  /** The name that is shown. */
  String name(TensorEntry entry) {
    return full ? names.of(entry).orElse(entry.name()) : entry.name();
  }

  /** Prints the name that is shown. */
  TextOut printName(TensorEntry entry, TextOut out) throws IOException {
    Optional<String> fullName = full ? names.of(entry) : Optional.empty();
    return fullName.isPresent() ? out.text(fullName.get()) : out.name(entry.key());
  }

  /** The names that are shown where they are no keys. */
  FullNames shown() {
    return full ? names : FullNames.none();
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
    return new RoleClassifier(all, names).totals(chosen);
  }
}
