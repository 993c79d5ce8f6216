package io.github.tfckpt.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.DiffReport.Results;
import io.github.tfckpt.diff.TensorDiff.Outcome;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.DType;
import java.util.List;
import java.util.Optional;

/** Compares checkpoints by what their indexes say, without reading a tensor. */
public final class QuickDiff {

  private QuickDiff() {}

  /**
   * {@return what names, types and shapes alone tell of pairs: one that agrees in them is {@link
   * Status#IDENTICAL}}
   *
   * @param pairs of the tensors of any two checkpoints
   * @param options of which only {@code ignoreDtype} and {@code reshape} matter
   */
  public static List<TensorDiff> byName(List<Pair> pairs, DiffOptions options) {
    Results results = new Results(pairs);
    for (int i = 0; i < pairs.size(); i++) {
      Optional<Outcome> known = withoutValues(pairs.get(i), options);
      // It does not matter here that values are not known.
      results.put(
          i,
          known
              .filter(outcome -> outcome.status() != Status.UNKNOWN)
              .orElse(Outcome.of(Status.IDENTICAL, "")));
    }
    return results;
  }

  /**
   * {@return what types, shapes, sizes and stored checksums tell of pairs} Equal sums are taken for
   * equal bytes. Where there is none for a tensor, its pair is {@link Status#UNKNOWN}.
   *
   * @param a a checkpoint in format V2
   * @param b another
   * @param pairs of their tensors
   * @param options of which only {@code ignoreDtype} and {@code reshape} matter
   */
  public static List<TensorDiff> bySum(
      Checkpoint a, Checkpoint b, List<Pair> pairs, DiffOptions options) {
    Results results = new Results(pairs);
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      Optional<Outcome> known = withoutValues(pair, options);
      results.put(i, known.isPresent() ? known.get() : bySum(a, b, pair));
    }
    return results;
  }

  /** What the entries alone say about a pair. */
  static Optional<Outcome> withoutValues(Pair pair, DiffOptions options) {
    if (pair.a().isEmpty()) {
      return Optional.of(Outcome.of(Status.ONLY_B, ""));
    }
    if (pair.b().isEmpty()) {
      return Optional.of(Outcome.of(Status.ONLY_A, ""));
    }
    TensorEntry a = pair.a().get();
    TensorEntry b = pair.b().get();
    boolean sameCount = a.elementCount() == b.elementCount();
    if (!pair.shape().equals(b.shape()) && !(options.reshape() && sameCount)) {
      String hint = sameCount ? "as many elements" : "";
      return Optional.of(Outcome.of(Status.SHAPE, hint));
    }
    boolean alike = pair.dtype().equals(b.dtype());
    boolean convertible = pair.dtype().isFixed() && b.dtype().isFixed();
    if (!alike && !(options.ignoreDtype() && convertible)) {
      return Optional.of(Outcome.of(Status.DTYPE, ""));
    }
    // Types without values that we know are compared by their bytes, where these are one run.
    boolean unknown = isOpaque(a) && (a.crc32c().isEmpty() || b.crc32c().isEmpty());
    return alike && unknown
        ? Optional.of(Outcome.of(Status.UNKNOWN, "values of " + a.dtype() + " are not known"))
        : Optional.empty();
  }

  /** True if a tensor is of a type whose values are not known, only its bytes. */
  static boolean isOpaque(TensorEntry entry) {
    return entry.dtype().kind() == DType.Kind.OPAQUE;
  }

  private static Outcome bySum(Checkpoint a, Checkpoint b, Pair pair) {
    TensorEntry entryA = pair.a().orElseThrow();
    TensorEntry entryB = pair.b().orElseThrow();
    if (!entryA.dtype().equals(entryB.dtype())) {
      return Outcome.of(Status.UNKNOWN, "checksums of different types do not compare");
    }
    Optional<Boolean> same = StoredSums.of(a, entryA).isSame(StoredSums.of(b, entryB));
    if (same.isPresent()) {
      return Outcome.of(same.get() ? Status.IDENTICAL : Status.DIFFERENT, "");
    }
    return Outcome.of(
        Status.UNKNOWN, "sliced differently, or in another byte order: checksums do not compare");
  }
}
