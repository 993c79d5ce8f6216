package io.github.tfckpt.cli.export;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the mean of several checkpoints. */
final class MeanReader implements TensorExport.Reader {

  private final List<Checkpoint> checkpoints;
  private final List<Map<Bytes, TensorEntry>> entries = new ArrayList<>();

  /** Checkpoints that hold the same tensors; what has no mean is read from the last. */
  MeanReader(List<Checkpoint> checkpoints) {
    this.checkpoints = checkpoints;
    for (Checkpoint each : checkpoints) {
      Map<Bytes, TensorEntry> byKey = new HashMap<>();
      each.tensors().forEach(entry -> byKey.put(entry.key(), entry));
      entries.add(byKey);
    }
  }

  @Override
  public Elements read(TensorEntry entry) throws IOException {
    int last = checkpoints.size() - 1;
    if (entry.dtype().layout().isEmpty()) {
      return checkpoints.get(last).read(entry).elements();
    }
    List<FixedElements> all = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      TensorEntry one = entries.get(i).get(entry.key());
      all.add((FixedElements) checkpoints.get(i).read(one).elements());
    }
    return FixedElements.mean(all);
  }
}
