package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.check.Mismatch;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * The checksums of a run: one of all its bytes, or, for a variant tensor, one after each element.
 */
class RunCheck implements DataCheck {

  /** A longer run is not looked for in other shards. */
  private static final long MOST_SOUGHT = 64 << 20;

  private static final int MOST_OTHERS = 32;

  private final Shards shards;
  private final NavigableSet<Integer> numbers;
  private final PlacedRun run;

  /**
   * The check of a run that lies within its shard.
   *
   * @param numbers all shards that there are
   */
  RunCheck(Shards shards, NavigableSet<Integer> numbers, PlacedRun run) {
    this.shards = shards;
    this.numbers = numbers;
    this.run = run;
  }

  PlacedRun run() {
    return run;
  }

  int stored() {
    return run.entry().crc32c().orElseThrow();
  }

  /** The run's bytes. */
  ByteSource source() throws IOException {
    return sourceIn(run.shard());
  }

  private ByteSource sourceIn(int shard) throws IOException {
    return run.size() == 0
        ? shards.shard(shard).slice(0, 0)
        : shards.shard(shard).slice(run.offset(), run.size());
  }

  @Override
  public long size() {
    return run.size();
  }

  @Override
  public long tensors() {
    return run.isFirst() ? 1 : 0;
  }

  @Override
  public long blocks() {
    return 0;
  }

  @Override
  public Optional<ByteSource> open(FindingSink findings) throws IOException {
    if (!run.isVariant()) {
      return Optional.of(source());
    }
    try {
      variantSums(source()).run();
    } catch (Corrupt e) {
      findings.add(Finding.of(e, run.tensor()));
    }
    return Optional.empty();
  }

  private VariantSums variantSums(ByteSource bytes) {
    return new VariantSums(bytes, run.entry().elementCount(), stored(), run.what());
  }

  @Override
  public void finish(int sum, FindingSink findings) throws IOException {
    if (sum != stored()) {
      mismatch(source(), run.offset(), sum, findings);
    } else if (run.entry().dtype().isFixed()
        && run.entry().dtype().bits() < 8 * run.entry().dtype().width()) {
      checkSpareBits(run.entry().dtype(), findings);
    }
  }

  /**
   * The bits that elements of less than a byte leave over: a writer leaves them zero, also of
   * negative numbers, and readers differ in whether they look at them.
   */
  private void checkSpareBits(DType dtype, FindingSink findings) throws IOException {
    ByteSource bytes = source();
    int mask = 0xff & -1 << dtype.bits();
    // Bytes so far, those with such bits, where the first of these is, and the byte itself.
    long[] seen = new long[4];
    Pieces.forEach(
        bytes,
        piece -> {
          for (; piece.hasRemaining(); seen[0]++) {
            int each = piece.get() & 0xff;
            if ((each & mask) != 0 && seen[1]++ == 0) {
              seen[2] = seen[0];
              seen[3] = each;
            }
          }
        });
    if (seen[1] > 0) {
      findings.add(
          Finding.warning(
              bytes.description(),
              "%s: %s of %s bytes have bits set above the low %s of %s, the first is byte %s: 0x%02x"
                  .formatted(
                      run.what(), seen[1], bytes.size(), dtype.bits(), dtype, seen[2], seen[3]),
              run.tensor()));
    }
  }

  /** Reports that the sum is not what is stored. */
  final void mismatch(ByteSource summed, long fileOffset, int sum, FindingSink findings)
      throws IOException {
    findings.mismatch(
        new Mismatch(
            source().description(),
            run.what(),
            summed,
            fileOffset,
            sum,
            stored(),
            "",
            Optional.of(run.tensor()),
            elsewhere()));
  }

  /** True if the bytes of a run are what was written, wherever they were found. */
  boolean isRight(ByteSource bytes) throws IOException {
    if (!run.isVariant()) {
      return Crc32c.of(bytes) == stored();
    }
    try {
      variantSums(bytes).run();
      return true;
    } catch (Corrupt e) {
      return false;
    }
  }

  private List<Mismatch.Elsewhere> elsewhere() {
    List<Mismatch.Elsewhere> others = new ArrayList<>();
    if (run.size() > 0 && run.size() <= MOST_SOUGHT) {
      for (int number : numbers) {
        if (number != run.shard() && others.size() < MOST_OTHERS) {
          others.add(new OtherShard(number));
        }
      }
    }
    return others;
  }

  private final class OtherShard implements Mismatch.Elsewhere {
    private final int number;

    OtherShard(int number) {
      this.number = number;
    }

    @Override
    public String description() {
      return shards.named(number).getFileName().toString();
    }

    @Override
    public boolean isRight() throws IOException {
      return run.end() <= shards.shard(number).size() && RunCheck.this.isRight(sourceIn(number));
    }
  }

  @Override
  public void fail(IOException e, FindingSink findings) {
    findings.add(Finding.of(e, run.tensor()));
  }
}
