package io.github.tfckpt.cli.records;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checkpoint.Format;
import io.github.tfckpt.checkpoint.Provenance;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Counter;
import io.github.tfckpt.inspect.Summary;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that {@code info} has to tell of a checkpoint.
 *
 * @param counters those that could be read
 * @param failures why the others could not
 */
public record CheckpointInfo(
    String path,
    Format format,
    List<Long> steps,
    TensorFields fields,
    FullNames shown,
    StoreFacts store,
    Provenance provenance,
    Summary summary,
    List<Counter> counters,
    List<IOException> failures) {

  /** Who counts more than this counts something else. */
  private static final int MOST_COUNTERS = 100;

  /**
   * The facts of a checkpoint.
   *
   * @param shown full names, where text shows these
   * @param largest how many of the largest tensors are named
   */
  public static CheckpointInfo of(Checkpoint open, FullNames shown, int largest)
      throws IOException {
    TensorFields fields = new TensorFields(open);
    Summary summary = Summary.of(open.tensors(), open.fullNames(), fields.roles(), largest);
    List<Counter> counters = new ArrayList<>();
    List<IOException> failures = new ArrayList<>();
    int tried = 0;
    for (TensorEntry entry : summary.counters()) {
      if (++tried > MOST_COUNTERS) {
        break;
      }
      try {
        counters.add(Counter.read(open, entry));
      } catch (IOException e) {
        failures.add(e);
      }
    }
    return new CheckpointInfo(
        Visible.line(open.path()),
        open.format(),
        open.steps(),
        fields,
        shown,
        open.facts(),
        open.provenance(),
        summary,
        counters,
        failures);
  }

  /** The name of a tensor as text shows it. */
  public String name(TensorEntry entry) {
    // Copies are left out here: a full name that two keys share means one tensor.
    Optional<String> full = shown.areThere() ? fields.fullName(entry) : Optional.empty();
    return shown.of(entry).or(() -> full).orElse(entry.name());
  }

  /** What of the files beside the checkpoint could not be read. */
  public List<String> remarks(Checkpoint open) {
    List<String> remarks = new ArrayList<>(provenance.remarks());
    remarks.removeAll(open.remarks());
    return remarks;
  }

  /** Missing data files are told by their absence; only damage changes the exit code. */
  public int code() {
    for (IOException failure : failures) {
      if (failure instanceof Corrupt) {
        return ExitCode.DAMAGED;
      }
    }
    return ExitCode.OK;
  }

  /** Bytes of the data files that are there. */
  public long storedBytes() {
    long sum = 0;
    for (StoreFacts.StoredFile file : store.files()) {
      sum += file.bytes().orElse(0);
    }
    return sum;
  }

  /** How many data files are not there. */
  public long missing() {
    long count = 0;
    for (StoreFacts.StoredFile file : store.files()) {
      count += file.bytes().isPresent() ? 0 : 1;
    }
    return count;
  }
}
