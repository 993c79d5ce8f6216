package io.github.tfckpt.verify;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.work.Job;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** One check of data: its bytes are cut into ranges, whose sums are joined. */
final class SummedRun implements Job<Object> {

  private static final long RANGE = 16 << 20;

  private final DataCheck check;
  private final LongConsumer progress;
  private final DiagnosingSink sink = new DiagnosingSink();
  private Optional<ByteSource> opened = Optional.empty();
  private int[] sums = {};

  SummedRun(DataCheck check, LongConsumer progress) {
    this.check = check;
    this.progress = progress;
  }

  @Override
  public int begin() throws IOException {
    opened = check.open(sink);
    if (opened.isEmpty()) {
      progress.accept(check.size());
      return 0;
    }
    long size = opened.get().size();
    sums = new int[Math.toIntExact(Math.max(1, (size + RANGE - 1) / RANGE))];
    return sums.length;
  }

  @Override
  public void step(int step, Object own) throws IOException {
    ByteSource run = opened.orElseThrow();
    long start = step * RANGE;
    ByteSource range = run.slice(start, Math.min(RANGE, run.size() - start));
    sums[step] = Crc32c.of(range);
    progress.accept(range.size());
  }

  @Override
  public int join() throws IOException {
    check.finish(Crc32cJoin.all(sums, RANGE, opened.orElseThrow().size()), sink);
    return 0;
  }

  @Override
  public void fail(IOException e) {
    check.fail(e, sink);
  }

  /** True if there are bytes, and their sum is another without a sign of damage. */
  boolean isOfOtherBytes() {
    return sink.unexplained() > 0;
  }

  boolean isEmpty() {
    return check.size() == 0;
  }

  List<Finding> findings() {
    return sink.findings();
  }
}
