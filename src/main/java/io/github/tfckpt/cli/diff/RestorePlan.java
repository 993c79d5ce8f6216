package io.github.tfckpt.cli.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.RestoredTensor;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the Savers of a graph look for in a checkpoint; several Savers are told apart. */
final class RestorePlan {

  private static final String META = ".meta";

  private final Map<Bytes, RestoredTensor> tensors = new TreeMap<>();
  private final Map<Bytes, Set<String>> wantedBy = new HashMap<>();
  private final Set<String> savers = new LinkedHashSet<>();

  private RestorePlan(List<RestoredTensor> restored) {
    for (RestoredTensor each : restored) {
      tensors.putIfAbsent(each.key(), each);
      wantedBy.computeIfAbsent(each.key(), key -> new LinkedHashSet<>()).add(each.saver());
      savers.add(each.saver());
    }
  }

  /** True if a path means a graph rather than a checkpoint, where only names are compared. */
  static boolean isMeant(String typed) throws IOException {
    return typed.endsWith(META) && Files.isRegularFile(TypedPath.of(typed));
  }

  /**
   * What a graph restores.
   *
   * @throws Unsupported if it has no Saver
   */
  static RestorePlan of(String typed) throws IOException {
    List<RestoredTensor> restored = Checkpoint.restoredBy(TypedPath.of(typed));
    if (restored.isEmpty()) {
      throw new Unsupported(
          typed, "a graph that restores nothing: it has no Saver (no RestoreV2 node)");
    }
    return new RestorePlan(restored);
  }

  /**
   * The tensors that are looked for, to be compared with those of A. Where the graph does not tell
   * a shape, any will do.
   */
  DiffSide side(String typed, DiffSide a) {
    List<TensorEntry> entries = new ArrayList<>();
    for (RestoredTensor each : tensors.values()) {
      Shape shape = each.shape().or(() -> a.shapeOf(each.key())).orElse(Shape.of());
      entries.add(TensorEntry.scattered(each.key(), each.dtype(), shape, List.of()));
    }
    entries.sort(Comparator.comparing(TensorEntry::key));
    return DiffSide.restoring(typed, entries);
  }

  /** Results that say which of several Savers looks for a tensor, and whose shape is not known. */
  List<TensorDiff> noted(List<TensorDiff> diffs) {
    List<TensorDiff> noted = new ArrayList<>(diffs.size());
    for (TensorDiff diff : diffs) {
      Optional<Bytes> key = diff.pair().b().map(TensorEntry::key);
      List<String> words = new ArrayList<>();
      if (!diff.note().isEmpty()) {
        words.add(diff.note());
      }
      if (key.isPresent() && diff.status() != Status.IDENTICAL) {
        if (savers.size() > 1) {
          words.add("for Saver " + String.join(", ", wantedBy.get(key.get())));
        }
        if (tensors.get(key.get()).shape().isEmpty()) {
          words.add("the graph gives no shape");
        }
      }
      noted.add(
          new TensorDiff(
              diff.pair(),
              diff.status(),
              diff.metrics(),
              String.join("; ", words),
              diff.failure()));
    }
    return noted;
  }

  /** The Savers, if they must be told apart: else none. */
  List<String> savers() {
    return savers.size() > 1 ? List.copyOf(savers) : List.of();
  }

  /** What a report says of the tensors that one Saver looks for. */
  DiffReport of(String saver, DiffReport report) {
    List<TensorDiff> own = new ArrayList<>();
    for (TensorDiff diff : report.diffs()) {
      Optional<Bytes> key = diff.pair().b().map(TensorEntry::key);
      if (key.isPresent() && wantedBy.get(key.get()).contains(saver)) {
        own.add(diff);
      }
    }
    return new DiffReport(report.a(), report.b(), report.basis(), own);
  }

  /** What programs read of each Saver. */
  List<Map<String, Object>> fields(DiffReport report) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (String saver : savers) {
      DiffReport own = of(saver, report);
      fields.add(
          JsonDocument.object(
              "saver",
              saver,
              "tensors",
              own.diffs().size(),
              "found",
              own.count(Status.IDENTICAL),
              "missing",
              own.count(Status.ONLY_B),
              "shape",
              own.count(Status.SHAPE),
              "dtype",
              own.count(Status.DTYPE)));
    }
    return fields;
  }
}
