package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TargetTypes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.numpy.NpyWriter;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tf.bundle.BundleTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which of the tensors that were asked for can be exported at all. */
final class ExportChoice {

  private final Checkpoint checkpoint;
  private final List<String> leftOut = new ArrayList<>();

  ExportChoice(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * Those that have values, and of the object graph what the target has a place for: it is no
   * tensor of the model, and nobody names it.
   */
  List<TensorEntry> withValues(List<TensorEntry> chosen, TargetTypes target) throws IOException {
    List<TensorEntry> kept = new ArrayList<>(chosen.size());
    for (TensorEntry entry : chosen) {
      boolean isListedOnly = entry.dtype().kind() == Kind.OPAQUE && !entry.dtype().isForeign();
      if (isListedOnly && !isCarriedOver(entry, target)) {
        leftOut.add(entry.name() + ": left out, " + entry.dtype() + " has no values");
      } else if (!entry.key().equals(TensorEntry.OBJECT_GRAPH) || isTaken(entry, target)) {
        kept.add(entry);
      } else {
        leftOut.add(entry.name() + ": left out, " + target.label() + " cannot store it");
      }
    }
    return kept;
  }

  /** True if the target takes the bytes of what has no values, and there are any. */
  private static boolean isCarriedOver(TensorEntry entry, TargetTypes target) {
    return target.has(entry.dtype()) && entry.crc32c().isPresent();
  }

  private boolean isTaken(TensorEntry entry, TargetTypes target) throws IOException {
    if (target.stored(entry.dtype(), false).isEmpty()) {
      return !entry.dtype().equals(DType.STRING);
    }
    if (target.equals(BundleTypes.INSTANCE)) {
      return true;
    }
    try {
      NpyWriter.check(checkpoint.read(entry));
      return true;
    } catch (Unsupported e) {
      return false;
    }
  }

  /** A line for each tensor that was left out. */
  List<String> leftOut() {
    return leftOut;
  }
}
