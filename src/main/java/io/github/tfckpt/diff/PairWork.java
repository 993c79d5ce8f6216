package io.github.tfckpt.diff;

import io.github.tfckpt.change.Reversal;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The comparison of one pair, as steps that any thread can take. */
final class PairWork {

  /** Chunks that are one step. */
  private static final int CHUNKS_PER_STEP = 16;

  /** Something to do for a pair; tells how many bytes it read. */
  interface Step {
    long run(Buffers buffers) throws IOException;
  }

  private final Pair pair;
  private final List<Step> steps = new ArrayList<>();
  private Optional<ValueComparison> values = Optional.empty();
  private Optional<StringComparison> strings = Optional.empty();
  private Optional<Status> opaque = Optional.empty();
  private boolean again;

  private PairWork(Pair pair) {
    this.pair = pair;
  }

  /** What can be said of a pair by its entries alone. */
  static Optional<TensorDiff> withoutValues(Pair pair, DiffOptions options) {
    if (pair.a().isEmpty()) {
      return Optional.of(TensorDiff.of(pair, Status.ONLY_B, ""));
    }
    if (pair.b().isEmpty()) {
      return Optional.of(TensorDiff.of(pair, Status.ONLY_A, ""));
    }
    TensorEntry a = pair.a().get();
    TensorEntry b = pair.b().get();
    boolean sameCount = a.elementCount() == b.elementCount();
    if (!a.shape().equals(b.shape()) && !(options.reshape() && sameCount)) {
      String hint = sameCount ? "as many elements" : "";
      return Optional.of(TensorDiff.of(pair, Status.SHAPE, hint));
    }
    boolean alike = a.dtype().equals(b.dtype());
    boolean convertible = a.dtype().isFixed() && b.dtype().isFixed();
    if (!alike && !(options.ignoreDtype() && convertible)) {
      return Optional.of(TensorDiff.of(pair, Status.DTYPE, ""));
    }
    // Types without values that we know are compared by their bytes, where these are one run.
    boolean unknown = isOpaque(a) && (a.crc32c().isEmpty() || b.crc32c().isEmpty());
    return alike && unknown
        ? Optional.of(
            TensorDiff.of(pair, Status.UNKNOWN, "values of " + a.dtype() + " are not known"))
        : Optional.empty();
  }

  /** True if a tensor is of a type whose values are not known, only its bytes. */
  static boolean isOpaque(TensorEntry entry) {
    return entry.dtype().kind() == DType.Kind.OPAQUE;
  }

  /** Prepares the steps that compare two tensors of a type without values. */
  static PairWork opaque(Pair pair, FixedElements a, FixedElements b) {
    PairWork work = new PairWork(pair);
    work.check(a);
    work.check(b);
    work.steps.add(
        buffers -> {
          boolean same = StringComparison.isSame(a.bytes(), b.bytes());
          work.opaque = Optional.of(same ? Status.IDENTICAL : Status.DIFFERENT);
          return pair.bytes();
        });
    return work;
  }

  /** Prepares the steps that compare two tensors. */
  static PairWork of(Pair pair, Tensor a, Tensor b, DiffOptions options) throws IOException {
    PairWork work = new PairWork(pair);
    Elements first = work.turned(a, options);
    if (first instanceof FixedElements fixedA && b.elements() instanceof FixedElements fixedB) {
      ValueComparison values = new ValueComparison(fixedA, fixedB, options.tolerance());
      work.values = Optional.of(values);
      work.checkUnlessSummed(fixedA);
      work.checkUnlessSummed(fixedB);
      for (int from = 0; from < values.chunks(); from += CHUNKS_PER_STEP) {
        int start = from;
        int end = Math.min(values.chunks(), from + CHUNKS_PER_STEP);
        work.steps.add(buffers -> values.compare(start, end, buffers));
      }
    } else {
      StringComparison strings =
          new StringComparison((StringElements) first, (StringElements) b.elements());
      work.strings = Optional.of(strings);
      work.check(first);
      work.check(b.elements());
      work.steps.add(
          buffers -> {
            strings.compare();
            return pair.bytes();
          });
    }
    return work;
  }

  private Elements turned(Tensor tensor, DiffOptions options) {
    View view = View.all(tensor.shape());
    boolean turned = false;
    for (Reversal reversal : options.reversals()) {
      if (reversal.isAbout(pair.name(), pair.nameB())) {
        view = reversal.apply(view, pair.name());
        turned = true;
      }
    }
    if (!turned) {
      return tensor.elements();
    }
    // A view has no checksum: what it is a view of is read for itself.
    check(tensor.elements());
    return tensor.elements().view(view);
  }

  private void checkUnlessSummed(FixedElements elements) {
    if (!elements.isSummed()) {
      check(elements);
    }
  }

  private void check(Elements elements) {
    steps.add(
        buffers -> {
          elements.check();
          return 0;
        });
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * What is left to do once all steps were taken; asked again after that.
   *
   * @throws io.github.tfckpt.io.CheckpointException.Corrupt if a checksum was wrong
   */
  List<Step> moreSteps() throws IOException {
    List<Step> more = new ArrayList<>();
    if (values.isEmpty() || again) {
      return more;
    }
    again = true;
    ValueComparison compared = values.get();
    compared.check();
    int[] owed = compared.owed();
    for (int from = 0; from < owed.length; from += CHUNKS_PER_STEP) {
      int start = from;
      int end = Math.min(owed.length, from + CHUNKS_PER_STEP);
      more.add(
          buffers -> {
            compared.again(owed, start, end, buffers);
            return 0;
          });
    }
    return more;
  }

  /** What all steps came to, after each of them was taken. */
  TensorDiff finish() {
    if (opaque.isPresent()) {
      return TensorDiff.of(pair, opaque.get(), "by their bytes");
    }
    if (strings.isPresent()) {
      long differing = strings.get().differing();
      Status status = differing == 0 ? Status.IDENTICAL : Status.DIFFERENT;
      return new TensorDiff(pair, status, strings.get().metrics(), "", Optional.empty());
    }
    ValueComparison compared = values.orElseThrow();
    Metrics metrics = compared.metrics();
    Status status = Status.DIFFERENT;
    if (metrics.differing() == 0) {
      status = compared.isIdentical() ? Status.IDENTICAL : Status.CLOSE;
    }
    boolean sameValues = status == Status.CLOSE && metrics.maxAbs() == 0;
    return new TensorDiff(
        pair, status, Optional.of(metrics), sameValues ? note() : "", Optional.empty());
  }

  private String note() {
    DType a = pair.a().orElseThrow().dtype();
    DType b = pair.b().orElseThrow().dtype();
    return !a.equals(b)
        ? "same values"
        : a.kind() == DType.Kind.FLOAT
                || a.kind() == DType.Kind.SMALL_FLOAT
                || a.kind() == DType.Kind.COMPLEX
            ? "same values, other bits (-0, NaN)"
            : "same values, other bits";
  }
}
