package io.github.tfckpt.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.TensorDiff.Outcome;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.work.Job;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The comparison of one pair. */
final class PairWork implements Job<Buffers> {

  /** Chunks that are one step: what is transposed is read in panels of so many. */
  private static final int CHUNKS_PER_STEP =
      Math.max(1, Math.min(16, FixedElements.forwardBytes() / Buffers.CHUNK));

  /** A step; the result is how many bytes it read. */
  private interface Step {
    long run(Buffers buffers) throws IOException;
  }

  private final Checkpoint a;
  private final Checkpoint b;
  private final Pair pair;
  private final DiffOptions options;
  private final LongConsumer progress;
  private List<Step> steps = new ArrayList<>();
  private Optional<ValueComparison> values = Optional.empty();
  private Optional<Outcome> result = Optional.empty();

  PairWork(Checkpoint a, Checkpoint b, Pair pair, DiffOptions options, LongConsumer progress) {
    this.a = a;
    this.b = b;
    this.pair = pair;
    this.options = options;
    this.progress = progress;
  }

  @Override
  public int begin() throws IOException {
    result = QuickDiff.withoutValues(pair, options);
    if (result.isPresent()) {
      return 0;
    }
    TensorEntry entryA = pair.a().orElseThrow();
    TensorEntry entryB = pair.b().orElseThrow();
    if (QuickDiff.isOpaque(entryA)) {
      compareBytes(a.opaque(entryA), b.opaque(entryB));
      return steps.size();
    }
    Elements first = changed(a.read(entryA).elements());
    Elements second = b.read(entryB).elements();
    if (first instanceof FixedElements fixedA && second instanceof FixedElements fixedB) {
      compareValues(fixedA, fixedB);
    } else {
      compareStrings((StringElements) first, (StringElements) second);
    }
    return steps.isEmpty() ? join() : steps.size();
  }

  private void compareBytes(FixedElements bytesA, FixedElements bytesB) {
    check(bytesA);
    check(bytesB);
    steps.add(
        buffers -> {
          boolean same = StringComparison.isSame(bytesA.bytes(), bytesB.bytes());
          Status status = same ? Status.IDENTICAL : Status.DIFFERENT;
          result = Optional.of(Outcome.of(status, "by their bytes"));
          return pair.bytes();
        });
  }

  private void compareValues(FixedElements fixedA, FixedElements fixedB) {
    ValueComparison comparison =
        new ValueComparison(fixedA, fixedB, options.tolerance(), options.isFull());
    values = Optional.of(comparison);
    checkUnlessSummed(fixedA);
    checkUnlessSummed(fixedB);
    inSteps(comparison.chunks(), comparison::compare);
  }

  private void compareStrings(StringElements stringsA, StringElements stringsB) {
    check(stringsA);
    check(stringsB);
    steps.add(
        buffers -> {
          result = Optional.of(StringComparison.compare(stringsA, stringsB));
          return pair.bytes();
        });
  }

  private interface Chunks {
    long run(int from, int to, Buffers buffers) throws IOException;
  }

  private void inSteps(int chunks, Chunks work) {
    for (int from = 0; from < chunks; from += CHUNKS_PER_STEP) {
      int start = from;
      int end = Math.min(chunks, from + CHUNKS_PER_STEP);
      steps.add(buffers -> work.run(start, end, buffers));
    }
  }

  private Elements changed(Elements elements) {
    return pair.change().isPresent() ? pair.change().get().apply(pair.name(), elements) : elements;
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

  @Override
  public void step(int step, Buffers own) throws IOException {
    progress.accept(steps.get(step).run(own));
  }

  @Override
  public int join() throws IOException {
    steps = new ArrayList<>();
    if (values.isPresent()) {
      ValueComparison comparison = values.get();
      int[] owed = comparison.owed();
      inSteps(owed.length, (from, to, buffers) -> comparison.again(owed, from, to, buffers));
      if (steps.isEmpty()) {
        result = Optional.of(comparison.result());
        values = Optional.empty();
      }
    }
    return steps.size();
  }

  @Override
  public void fail(IOException e) {
    result = Optional.of(Outcome.failed(e));
  }

  Outcome result() {
    return result.orElseThrow();
  }
}
