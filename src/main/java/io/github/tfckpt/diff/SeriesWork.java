package io.github.tfckpt.diff;

import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.work.Job;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * One tensor in several checkpoints, in one pass over each: of every chunk the bytes of one step
 * are compared with those of the step before, which are still at hand. A step that cannot be read
 * is left out, and the pass begins anew without it: the next is compared with what was before.
 */
final class SeriesWork implements Job<Buffers> {

  /** Chunks that are one step of the job: bounds are fixed, and so are all digits. */
  private static final int CHUNKS_PER_STEP = 16;

  private final List<SeriesDiff.SavedTensor> members;
  private final LongConsumer progress;
  private final TreeMap<Integer, IOException> failures = new TreeMap<>();
  private final TreeMap<Integer, FixedElements> live = new TreeMap<>();
  private PairTally[][] tallies = {};
  private int[][] sums = {};
  private int perChunk;
  private long count;
  private volatile boolean isAborted;

  SeriesWork(List<SeriesDiff.SavedTensor> members, LongConsumer progress) {
    this.members = members;
    this.progress = progress;
  }

  @Override
  public int begin() throws IOException {
    for (int i = 0; i < members.size(); i++) {
      try {
        FixedElements elements = elements(members.get(i));
        if (!elements.isSummed()) {
          elements.check();
        }
        live.put(i, elements);
      } catch (IOException e) {
        fail(i, e);
      }
    }
    isAborted = false;
    return live.isEmpty() ? 0 : again();
  }

  private static FixedElements elements(SeriesDiff.SavedTensor member) throws IOException {
    if (member.checkpoint().read(member.entry()).elements() instanceof FixedElements fixed) {
      return fixed;
    }
    throw Unsupported.at(
        member.checkpoint().path(),
        "\"%s\": tensors of type %s have no statistics",
        member.entry().key().brief(),
        member.entry().dtype());
  }

  private synchronized void fail(int member, IOException e) throws IOException {
    if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
      throw e;
    }
    failures.putIfAbsent(member, e);
    isAborted = true;
  }

  /** Begins with those members that have not failed; the result is the number of steps. */
  private int again() {
    live.keySet().removeAll(failures.keySet());
    isAborted = false;
    if (live.isEmpty()) {
      return 0;
    }
    FixedElements any = live.firstEntry().getValue();
    perChunk = Buffers.CHUNK / any.dtype().width();
    count = any.count();
    int steps = Math.toIntExact((chunks() + CHUNKS_PER_STEP - 1) / CHUNKS_PER_STEP);
    tallies = new PairTally[members.size()][steps];
    sums = new int[members.size()][Math.toIntExact(chunks())];
    return steps;
  }

  private long chunks() {
    return (count + perChunk - 1) / perChunk;
  }

  @Override
  public void step(int step, Buffers buffers) throws IOException {
    List<ChunkReader> readers = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>(live.keySet());
    for (int i = 0; i < numbers.size(); i++) {
      FixedElements elements = live.get(numbers.get(i));
      ByteBuffer space = i % 2 == 0 ? buffers.bytesA : buffers.bytesB;
      readers.add(new ChunkReader(elements, count, space, buffers.decoder(elements.dtype())));
      tallies[numbers.get(i)][step] = new PairTally();
    }
    long end = Math.min(chunks(), (step + 1L) * CHUNKS_PER_STEP);
    for (long chunk = (long) step * CHUNKS_PER_STEP; chunk < end && !isAborted; chunk++) {
      chunk((int) chunk, step, numbers, readers, buffers);
    }
  }

  private void chunk(
      int chunk, int step, List<Integer> numbers, List<ChunkReader> readers, Buffers buffers)
      throws IOException {
    long first = (long) chunk * perChunk;
    int size = (int) Math.min(perChunk, count - first);
    PairTally before = new PairTally();
    for (int i = 0; i < readers.size(); i++) {
      ChunkReader reader = readers.get(i);
      int number = numbers.get(i);
      try {
        reader.read(first, size);
      } catch (IOException e) {
        fail(number, e);
        return;
      }
      progress.accept(reader.chunk().remaining());
      ChunkReader former = readers.get(Math.max(0, i - 1));
      boolean isSame = i > 0 && reader.chunk().mismatch(former.chunk()) < 0;
      PairTally tally;
      if (isSame) {
        sums[number][chunk] = former.isSummed() ? sums[numbers.get(i - 1)][chunk] : reader.sum();
        tally = PairTally.unchanged(before);
      } else {
        sums[number][chunk] = reader.sum();
        tally = PieceComparison.ofSteps(reader, former, buffers).tally(first, size, i == 0);
      }
      tallies[number][step].join(tally);
      before = tally;
    }
  }

  @Override
  public int join() throws IOException {
    if (!isAborted) {
      for (Integer number : List.copyOf(live.keySet())) {
        FixedElements elements = live.get(number);
        try {
          elements.compareSum(sum(sums[number], elements));
        } catch (IOException e) {
          fail(number, e);
        }
      }
    }
    return isAborted ? again() : 0;
  }

  private int sum(int[] parts, FixedElements elements) {
    return switch (parts.length) {
      case 0 -> 0;
      case 1 -> parts[0];
      default ->
          Crc32cJoin.all(
              parts, (long) perChunk * elements.dtype().width(), elements.bytes().size());
    };
  }

  /** What all steps came to, one for each member, after the last of them. */
  List<SeriesStep> result() {
    List<SeriesStep> result = new ArrayList<>();
    Optional<SeriesStep> before = Optional.empty();
    for (int i = 0; i < members.size(); i++) {
      if (failures.containsKey(i)) {
        result.add(SeriesStep.failed(members.get(i).entry().elementCount(), failures.get(i)));
        continue;
      }
      PairTally all = new PairTally();
      for (PairTally tally : tallies[i]) {
        all.join(tally);
      }
      SeriesStep step = step(all, before);
      result.add(step);
      before = Optional.of(step);
    }
    return result;
  }

  private SeriesStep step(PairTally all, Optional<SeriesStep> before) {
    double norm = all.nanA > 0 ? Double.NaN : all.squaresA.root(1);
    Optional<SeriesStep.Update> update = Optional.empty();
    if (before.isPresent()) {
      SeriesStep former = before.get();
      boolean isNan = all.nanA + former.nan() > 0 || (all.infA > 0 && former.inf() > 0);
      double distance = isNan ? Double.NaN : all.squares.root(1);
      update = Optional.of(new SeriesStep.Update(all.differing, distance, former.norm()));
    }
    return new SeriesStep(count, norm, all.nanA, all.infA, update, Optional.empty());
  }
}
