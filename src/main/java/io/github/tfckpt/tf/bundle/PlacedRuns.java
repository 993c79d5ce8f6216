package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.store.Partition;
import io.github.tfckpt.store.SliceKey;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks what an index says of its tensors, as far as it can be told without a shard: types, sizes,
 * slices. What is sound has a run in a shard.
 */
final class PlacedRuns {

  private final BundleIndex index;
  private final TensorReader reader;
  private final FindingSink findings;
  private final List<PlacedRun> runs = new ArrayList<>();

  private PlacedRuns(BundleIndex index, TensorReader reader, FindingSink findings) {
    this.index = index;
    this.reader = reader;
    this.findings = findings;
  }

  /** The runs of all entries that make sense, in the order of their places. */
  static List<PlacedRun> of(BundleIndex index, TensorReader reader, FindingSink findings) {
    PlacedRuns all = new PlacedRuns(index, reader, findings);
    for (TensorEntry entry : index.tensors()) {
      try {
        all.add(entry);
      } catch (IOException e) {
        findings.add(Finding.of(e, entry.key()));
      }
    }
    all.runs.sort(null);
    return all.runs;
  }

  private void add(TensorEntry entry) throws IOException {
    String what = TensorReader.quoted(entry);
    DType dtype = entry.dtype();
    if (dtype.kind() == DType.Kind.OPAQUE && !dtype.equals(DType.VARIANT)) {
      throw Corrupt.at(index.description(), "%s: tensors of type %s cannot be stored", what, dtype);
    }
    if (SliceKey.isOne(entry.key())) {
      findings.add(
          Finding.warning(
              index.description(), what + ": is the record of a slice that no variable lists"));
    }
    if (entry.slices().isEmpty()) {
      place(new PlacedRun(entry, entry.key(), what, true));
    } else {
      addSlices(entry);
    }
  }

  private void addSlices(TensorEntry entry) throws CheckpointException {
    String where = index.description() + ": " + TensorReader.quoted(entry);
    // Told, but no reason to leave out the slices that are there.
    try {
      Partition.of(where, entry.shape(), entry.slices());
    } catch (CheckpointException e) {
      findings.add(Finding.of(e, entry.key()));
    }
    boolean first = true;
    for (TensorSlice slice : entry.slices()) {
      try {
        Optional<Shape> shape = within(slice, entry.shape());
        if (shape.isEmpty()) {
          continue;
        }
        TensorEntry record = reader.record(entry, slice, shape.get());
        place(new PlacedRun(record, entry.key(), TensorReader.sliced(entry, slice), first));
        first = false;
      } catch (CheckpointException e) {
        findings.add(Finding.of(e, entry.key()));
      }
    }
  }

  /** Empty for a slice that lies outside: the partition has told so. */
  private static Optional<Shape> within(TensorSlice slice, Shape whole) {
    try {
      return Optional.of(slice.within(whole));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void place(PlacedRun run) throws CheckpointException {
    reader.checkSize(run.entry(), run.what());
    if (run.offset() < 0 || run.size() < 0 || run.offset() > Long.MAX_VALUE - run.size()) {
      throw Corrupt.at(
          index.description(),
          "%s: bytes %d+%d of shard %d are no place",
          run.what(),
          run.offset(),
          run.size(),
          run.shard());
    }
    runs.add(run);
  }
}
