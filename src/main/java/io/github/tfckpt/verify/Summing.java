package io.github.tfckpt.verify;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.work.Workers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongConsumer;

/**
 * Does many checks on several threads. Long runs are cut into ranges, whose sums are joined; what
 * is found is in the order of the checks, whoever found it.
 */
final class Summing {

  /** Bytes for which it is not worth while to start threads. */
  private static final long LITTLE = 4 << 20;

  private static final long RANGE = 16 << 20;
  private static final Crc32cJoin FULL_RANGE = new Crc32cJoin(RANGE);

  private static final DiagnosingSink NOTHING = new DiagnosingSink();

  private final List<DataCheck> checks;
  private final LongConsumer progress;
  private final List<DiagnosingSink> sinks = new ArrayList<>();
  private final Queue<Range> ranges = new ArrayDeque<>();
  private Optional<Throwable> bug = Optional.empty();
  private int next;

  Summing(List<DataCheck> checks, LongConsumer progress) {
    this.checks = checks;
    this.progress = progress;
    for (int i = 0; i < checks.size(); i++) {
      sinks.add(NOTHING);
    }
  }

  /** A check under way, its run cut into ranges. */
  private final class Running {
    private final int number;
    private final ByteSource run;
    private final DiagnosingSink sink;
    private final int[] sums;
    private int open;
    private boolean failed;

    Running(int number, ByteSource run, DiagnosingSink sink) {
      this.number = number;
      this.run = run;
      this.sink = sink;
      this.sums = new int[Math.toIntExact(Math.max(1, (run.size() + RANGE - 1) / RANGE))];
      this.open = sums.length;
    }

    private ByteSource range(int index) throws IOException {
      long start = index * RANGE;
      return run.slice(start, Math.min(RANGE, run.size() - start));
    }

    /** Takes the sum of a range; true if it was the last. */
    private synchronized boolean done(int index, int sum) {
      sums[index] = sum;
      return --open == 0 && !failed;
    }

    /** Takes a failure; only the first is told. */
    private synchronized void fail(IOException e) {
      open--;
      if (!failed) {
        failed = true;
        checks.get(number).fail(e, sink);
        keep(number, sink);
      }
    }

    private synchronized boolean isFailed() {
      return failed;
    }

    private int sum() {
      int sum = sums[0];
      for (int i = 1; i < sums.length; i++) {
        long length = Math.min(RANGE, run.size() - i * RANGE);
        sum = (length == RANGE ? FULL_RANGE : new Crc32cJoin(length)).join(sum, sums[i]);
      }
      return sum;
    }
  }

  private record Range(Running of, int index) {}

  /** Does all of them. */
  List<Finding> run(long bytes, int threads) {
    Workers.run(bytes < LITTLE ? 1 : threads, "verify-", this::work);
    if (bug.isPresent()) {
      throw rethrown(bug.get());
    }
    List<Finding> findings = new ArrayList<>();
    for (DiagnosingSink sink : sinks) {
      findings.addAll(sink.findings());
    }
    return findings;
  }

  private static RuntimeException rethrown(Throwable bug) {
    if (bug instanceof Error error) {
      throw error;
    }
    return bug instanceof RuntimeException e ? e : new IllegalStateException(bug);
  }

  private void work() {
    try {
      for (Optional<Range> range = take(); range.isPresent(); range = take()) {
        sum(range.get());
      }
    } catch (RuntimeException | Error e) {
      stop(e);
    }
  }

  private synchronized void stop(Throwable e) {
    bug = Optional.of(e);
    next = checks.size();
    ranges.clear();
  }

  /** The next range of a check under way, or of the next one; empty if all are taken. */
  private Optional<Range> take() {
    while (true) {
      int number;
      synchronized (this) {
        if (!ranges.isEmpty()) {
          return Optional.of(ranges.remove());
        }
        if (next == checks.size()) {
          return Optional.empty();
        }
        number = next++;
        if (checks.get(number).size() >= RANGE) {
          // Under the lock, so that no thread goes away before it sees the other ranges.
          open(number).ifPresent(running -> queue(running, 0));
          continue;
        }
      }
      Optional<Running> running = open(number);
      if (running.isPresent()) {
        queue(running.get(), 1);
        return Optional.of(new Range(running.get(), 0));
      }
    }
  }

  private synchronized void queue(Running running, int from) {
    for (int i = from; i < running.sums.length; i++) {
      ranges.add(new Range(running, i));
    }
  }

  private Optional<Running> open(int number) {
    DataCheck check = checks.get(number);
    DiagnosingSink sink = new DiagnosingSink();
    try {
      Optional<ByteSource> run = check.open(sink);
      if (run.isPresent()) {
        return Optional.of(new Running(number, run.get(), sink));
      }
    } catch (IOException e) {
      check.fail(e, sink);
    }
    keep(number, sink);
    progress.accept(check.size());
    return Optional.empty();
  }

  private synchronized void keep(int number, DiagnosingSink sink) {
    if (!sink.findings().isEmpty()) {
      sinks.set(number, sink);
    }
  }

  private void sum(Range range) {
    Running of = range.of();
    try {
      if (!of.isFailed()) {
        ByteSource bytes = of.range(range.index());
        boolean last = of.done(range.index(), Crc32c.of(bytes));
        progress.accept(bytes.size());
        if (last) {
          checks.get(of.number).finish(of.sum(), of.sink);
          keep(of.number, of.sink);
        }
      }
    } catch (IOException e) {
      of.fail(e);
    }
  }
}
