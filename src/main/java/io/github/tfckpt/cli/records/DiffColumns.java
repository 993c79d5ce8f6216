package io.github.tfckpt.cli.records;

import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.diff.DiffReport.Basis;
import io.github.tfckpt.diff.Metrics;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Columns;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;

/**
 * The columns of a comparison as programs read it. Distances are there where values were compared;
 * csv and tsv repeat of B what is as in A.
 */
public final class DiffColumns {

  private final Basis basis;

  private DiffColumns(Basis basis) {
    this.basis = basis;
  }

  /**
   * The columns of a comparison of two checkpoints.
   *
   * @param basis what was compared
   */
  public static Columns<TensorDiff> of(Basis basis, TensorFields a, TensorFields b) {
    return new DiffColumns(basis)
        .columns()
        .field("full_name", diff -> side(diff, a, b).fullName(diff.pair().either()))
        .field("role", diff -> side(diff, a, b).role(diff.pair().either()));
  }

  private Columns<TensorDiff> columns() {
    return new Columns<TensorDiff>()
        .field("status", diff -> diff.status().label())
        .field("name", diff -> diff.pair().either().key())
        .field("name_b", diff -> other(diff, DiffColumns::name, DiffColumns::nameB))
        .inRows(diff -> nameB(diff.pair()))
        .field("dtype", diff -> diff.pair().dtype().label())
        .field(
            "dtype_b",
            diff -> other(diff, pair -> pair.dtype().label(), pair -> b(pair).dtype().label()))
        .inRows(diff -> b(diff.pair()).dtype().label())
        .field("shape", diff -> diff.pair().shape())
        .field("shape_b", diff -> other(diff, Pair::shape, pair -> b(pair).shape()))
        .inRows(diff -> b(diff.pair()).shape())
        .field("elements", diff -> diff.pair().either().elementCount())
        .field("differing", diff -> diff.metrics(basis).map(Metrics::differing))
        .field("max_abs", diff -> distance(diff, found -> maxAbs(found, diff.isOfIntegers())))
        .field("max_abs_at", diff -> measured(diff).flatMap(found -> place(diff, found)))
        .field("max_rel", diff -> distance(diff, Metrics::maxRel))
        .field("rms", diff -> distance(diff, Metrics::rms))
        .field("mean_abs", diff -> distance(diff, Metrics::meanAbs))
        .field("cosine", diff -> apart(diff).map(Metrics::cosine))
        .field("nan_a", diff -> apart(diff).map(Metrics::nanA))
        .field("nan_b", diff -> apart(diff).map(Metrics::nanB))
        .field("note", diff -> error(diff).isPresent() ? Optional.empty() : note(diff))
        .inRows(diff -> error(diff).or(() -> note(diff)))
        .field("error", DiffColumns::error)
        .jsonOnly();
  }

  private static TensorFields side(TensorDiff diff, TensorFields a, TensorFields b) {
    return diff.pair().a().isPresent() ? a : b;
  }

  private static TensorEntry b(Pair pair) {
    return pair.b().orElseGet(pair::either);
  }

  private static String name(Pair pair) {
    return pair.either().name();
  }

  /** The key in B; where it has none, what the rules that rename make of the key in A. */
  private static String nameB(Pair pair) {
    boolean isByKey = pair.name().equals(name(pair));
    return pair.b().map(TensorEntry::name).orElse(isByKey ? pair.nameB() : name(pair));
  }

  /** What B has, if it is not as in A. */
  private static <T> Optional<T> other(
      TensorDiff diff, Function<Pair, T> ofA, Function<Pair, T> ofB) {
    return Optional.of(ofB.apply(diff.pair())).filter(what -> !what.equals(ofA.apply(diff.pair())));
  }

  private Optional<Metrics> measured(TensorDiff diff) {
    return diff.metrics(basis).filter(Metrics::hasDistances);
  }

  /** Where the greatest distance stands first: at the first element if all are 0. */
  private static Optional<Object> place(TensorDiff diff, Metrics found) {
    return found.elements() == 0
        ? Optional.empty()
        : Optional.of(diff.pair().shape().index(Math.max(0, found.maxAt())));
  }

  private Optional<Object> distance(TensorDiff diff, Function<Metrics, Object> what) {
    return measured(diff).map(what);
  }

  /** The metrics, unless nothing differs and the values were not read for more. */
  private Optional<Metrics> apart(TensorDiff diff) {
    return measured(diff).filter(Metrics::isFull);
  }

  /** The greatest distance; an integer of any size if all values are. */
  public static Object maxAbs(Metrics found, boolean isOfIntegers) {
    return isOfIntegers
        ? new BigInteger(Long.toUnsignedString(found.maxInteger()))
        : (Object) found.maxAbs();
  }

  private static Optional<String> note(TensorDiff diff) {
    return Optional.of(diff.note()).filter(note -> !note.isEmpty());
  }

  private static Optional<String> error(TensorDiff diff) {
    return diff.failure().map(Visible::message);
  }
}
