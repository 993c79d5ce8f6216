package io.github.tfckpt.cli.diff;

import static java.util.stream.Collectors.joining;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.Pair;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the Savers of a graph look for in a checkpoint; several Savers are told apart. */
final class RestorePlan {

  private static final String META = ".meta";

  /** What is looked for under a key, by each Saver that does. */
  private final Map<Bytes, List<RestoredTensor>> tensors = new TreeMap<>();

  private final Set<String> savers = new LinkedHashSet<>();

  private RestorePlan(List<RestoredTensor> restored) {
    for (RestoredTensor each : restored) {
      tensors.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each);
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
          typed, "the graph restores nothing: it has no Saver (no RestoreV2 node)");
    }
    return new RestorePlan(restored);
  }

  /** The tensors that are looked for, to be compared with those of A. */
  DiffSide side(String typed, DiffSide a) {
    List<TensorEntry> entries = new ArrayList<>();
    for (List<RestoredTensor> each : tensors.values()) {
      RestoredTensor first = each.get(0);
      Shape shape = first.shape().or(() -> a.shapeOf(first.key())).orElse(Shape.of());
      entries.add(entry(first, shape));
    }
    entries.sort(Comparator.comparing(TensorEntry::key));
    return DiffSide.restoring(typed, entries);
  }

  private static TensorEntry entry(RestoredTensor wanted, Shape shape) {
    return TensorEntry.scattered(wanted.key(), wanted.dtype(), shape, List.of());
  }

  /**
   * Results for those Savers that each goes worst for, which are named if there are several. Where
   * a graph does not tell a shape, any will do.
   */
  List<TensorDiff> noted(List<TensorDiff> diffs) {
    List<TensorDiff> noted = new ArrayList<>(diffs.size());
    for (TensorDiff diff : diffs) {
      List<RestoredTensor> wanted = wanted(diff);
      List<RestoredTensor> lost =
          wanted.stream().filter(each -> status(diff, each) != Status.IDENTICAL).toList();
      if (lost.isEmpty()) {
        boolean isFound = !wanted.isEmpty();
        noted.add(isFound ? with(diff, diff.pair(), Status.IDENTICAL, "") : diff);
        continue;
      }
      RestoredTensor first = lost.get(0);
      Pair pair = first.shape().map(shape -> with(diff.pair(), first, shape)).orElse(diff.pair());
      List<String> words = new ArrayList<>();
      if (!diff.note().isEmpty()) {
        words.add(diff.note());
      }
      if (savers.size() > 1) {
        words.add("for Saver " + lost.stream().map(RestoredTensor::saver).collect(joining(", ")));
      }
      if (first.shape().isEmpty()) {
        words.add("the graph gives no shape");
      }
      noted.add(with(diff, pair, status(diff, first), String.join("; ", words)));
    }
    return noted;
  }

  private List<RestoredTensor> wanted(TensorDiff diff) {
    return diff.pair().b().map(entry -> tensors.get(entry.key())).orElse(List.of());
  }

  /** What becomes of a tensor that a Saver looks for. */
  private static Status status(TensorDiff diff, RestoredTensor wanted) {
    if (!diff.pair().isWhole()) {
      return diff.status();
    }
    if (!wanted.fits(diff.pair().shape())) {
      // The one that was compared may differ nonetheless: with --reshape.
      boolean isAlike = wanted.shape().equals(diff.pair().b().map(TensorEntry::shape));
      return isAlike ? diff.status() : Status.SHAPE;
    }
    boolean isType = diff.pair().dtype().equals(wanted.dtype());
    return diff.status() != Status.SHAPE ? diff.status() : isType ? Status.IDENTICAL : Status.DTYPE;
  }

  private static Pair with(Pair pair, RestoredTensor wanted, Shape shape) {
    Optional<TensorEntry> other = Optional.of(entry(wanted, shape));
    return new Pair(pair.a(), other, pair.name(), pair.nameB(), pair.change());
  }

  private static TensorDiff with(TensorDiff diff, Pair pair, Status status, String note) {
    return new TensorDiff(pair, status, diff.metrics(), note, diff.failure());
  }

  /** The Savers, if they must be told apart: else none. */
  List<String> savers() {
    return savers.size() > 1 ? List.copyOf(savers) : List.of();
  }

  /** What a report says of the tensors that one Saver looks for. */
  DiffReport of(String saver, DiffReport report) {
    List<TensorDiff> own = new ArrayList<>();
    for (TensorDiff diff : report.diffs()) {
      for (RestoredTensor each : wanted(diff)) {
        if (each.saver().equals(saver)) {
          own.add(with(diff, diff.pair(), status(diff, each), diff.note()));
        }
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
