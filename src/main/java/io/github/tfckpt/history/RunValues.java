package io.github.tfckpt.history;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.SeriesDiff;
import io.github.tfckpt.diff.SeriesDiff.SavedTensor;
import io.github.tfckpt.diff.SeriesStep;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The values of tensors over the steps of a run: norm, size of the update, what changed, NaN and
 * infinities, in one pass over each checkpoint. Some dozen checkpoints are open at a time; the last
 * of them is read once more with the next.
 */
public final class RunValues {

  /** Takes the values of the steps, one step after another. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a step.
     *
     * @param step its place among the steps of the run
     * @param values of each tensor, in their order; empty where the step does not have it
     * @throws IOException if it cannot go on
     */
    void take(int step, List<Optional<SeriesStep>> values) throws IOException;
  }

  private static final int MOST_OPEN = 32;
  private static final int MOST_FILES = 256;
  private static final long MOST_RESULTS = 500_000;

  private final RunHistory history;
  private final List<TensorHistory> tensors;
  private final int threads;
  private final LongConsumer progress;

  /**
   * What is to be read.
   *
   * @param history the history of the run
   * @param tensors some of its tensors, whose elements are numbers
   * @param threads how many threads read, at least 1
   * @param progress receives, on any thread, how many bytes were read since the last call
   */
  public RunValues(
      RunHistory history, List<TensorHistory> tensors, int threads, LongConsumer progress) {
    this.history = history;
    this.tensors = List.copyOf(tensors);
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * {@return how many bytes the tensors of a step have}
   *
   * @param step its place
   */
  public long bytes(int step) {
    long bytes = 0;
    for (TensorHistory tensor : tensors) {
      bytes += tensor.isIn(step) ? Math.max(0, tensor.form(step).bytes().orElse(0)) : 0;
    }
    return bytes;
  }

  /**
   * Reads some steps. The first of them is compared with the step before, which is read too.
   *
   * @param from the place of the first
   * @param to the place after the last
   * @param sink takes them in their order
   * @throws InterruptedIOException if this thread is interrupted
   * @throws IOException what the sink throws; what cannot be read is among the values
   */
  public void read(int from, int to, Sink sink) throws IOException {
    int at = from;
    while (at < to) {
      try (Window window = new Window(at)) {
        at = window.openUpTo(to);
        window.read();
        window.hand(sink);
      }
    }
  }

  /** The tensor of one form in some steps that follow one another. */
  private record Segment(int tensor, List<Integer> steps, List<SavedTensor> members) {}

  /** Steps whose checkpoints are open together. */
  private final class Window implements Closeable {
    private final int from;
    private final TreeMap<Integer, Checkpoint> open = new TreeMap<>();
    private final Map<Integer, List<Optional<SeriesStep>>> results = new TreeMap<>();

    Window(int from) {
      this.from = from;
    }

    /** Opens as many as there is room for; the result is the place after the last. */
    int openUpTo(int to) throws IOException {
      long most = Math.max(1, Math.min(MOST_OPEN, MOST_RESULTS / Math.max(1, tensors.size())));
      long files = 0;
      int at = from;
      while (at < to && at < from + most && (at == from || files < MOST_FILES)) {
        files += isOpened(at) ? open.get(at).facts().files().size() + 1 : 0;
        results.put(at, new ArrayList<>(Collections.nCopies(tensors.size(), Optional.empty())));
        at++;
      }
      return at;
    }

    private boolean isOpened(int step) throws IOException {
      if (history.failure(step).isPresent()) {
        return false;
      }
      try {
        open.put(step, Checkpoint.open(history.steps().get(step).path()));
        return true;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        // It was there when its index was read.
        return false;
      }
    }

    /**
     * Reads all steps, with what was before for every tensor: mostly one step, another for a tensor
     * that this one does not have, or that cannot be read in it.
     */
    void read() throws IOException {
      Set<Integer> based = new HashSet<>();
      OptionalInt base = base(from, based);
      while (base.isPresent()) {
        isOpened(base.getAsInt());
        if (open.containsKey(base.getAsInt())) {
          readOnce(based);
        }
        base = base(base.getAsInt(), based);
      }
      if (open.isEmpty() || open.firstKey() >= from) {
        readOnce(based);
      }
    }

    /** The last step before another that has a tensor of which nothing was read so far. */
    private OptionalInt base(int before, Set<Integer> based) {
      for (int step = before - 1; step >= 0; step--) {
        for (int i = 0; i < tensors.size(); i++) {
          if (tensors.get(i).isIn(step) && !based.contains(i)) {
            return OptionalInt.of(step);
          }
        }
      }
      return OptionalInt.empty();
    }

    /** Reads all that are open; notes which tensors could be read before the first of them. */
    private void readOnce(Set<Integer> based) throws IOException {
      List<Segment> segments = segments();
      List<List<SavedTensor>> series = segments.stream().map(Segment::members).toList();
      try (SeriesDiff work = new SeriesDiff(series, threads, progress)) {
        for (Segment segment : segments) {
          List<SeriesStep> steps = work.next();
          for (int i = 0; i < steps.size(); i++) {
            int step = segment.steps().get(i);
            if (step >= from) {
              results.get(step).set(segment.tensor(), Optional.of(steps.get(i)));
            } else if (steps.get(i).failure().isEmpty()) {
              based.add(segment.tensor());
            }
          }
        }
      }
    }

    private List<Segment> segments() {
      Map<Integer, Map<Bytes, TensorEntry>> entries = entries();
      List<Segment> segments = new ArrayList<>();
      for (int i = 0; i < tensors.size(); i++) {
        Bytes key = tensors.get(i).entry().key();
        Optional<TensorEntry> before = Optional.empty();
        for (Map.Entry<Integer, Checkpoint> each : open.entrySet()) {
          TensorEntry entry = entries.get(each.getKey()).get(key);
          if (entry == null || !entry.dtype().isFixed()) {
            continue;
          }
          if (before.isEmpty() || !TensorHistory.isAlike(before.get(), entry)) {
            segments.add(new Segment(i, new ArrayList<>(), new ArrayList<>()));
          }
          Segment last = segments.get(segments.size() - 1);
          last.steps().add(each.getKey());
          last.members().add(new SavedTensor(each.getValue(), entry));
          before = Optional.of(entry);
        }
      }
      return segments;
    }

    /** The entries of the tensors by step and key. */
    private Map<Integer, Map<Bytes, TensorEntry>> entries() {
      Set<Bytes> keys = new HashSet<>();
      tensors.forEach(tensor -> keys.add(tensor.entry().key()));
      Map<Integer, Map<Bytes, TensorEntry>> entries = new HashMap<>();
      open.forEach(
          (step, checkpoint) -> {
            Map<Bytes, TensorEntry> some = new HashMap<>();
            for (TensorEntry entry : checkpoint.tensors()) {
              if (keys.contains(entry.key())) {
                some.put(entry.key(), entry);
              }
            }
            entries.put(step, some);
          });
      return entries;
    }

    void hand(Sink sink) throws IOException {
      for (Map.Entry<Integer, List<Optional<SeriesStep>>> step : results.entrySet()) {
        sink.take(step.getKey(), Collections.unmodifiableList(step.getValue()));
      }
    }

    @Override
    public void close() throws IOException {
      for (Checkpoint each : open.values()) {
        each.close();
      }
    }
  }
}
