package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Both checksums of a string tensor. The lengths are summed when it is opened; what is left is one
 * run: the word that sums them, and the strings.
 */
final class StringCheck extends RunCheck {

  private final boolean bigEndian;
  private long restStart;
  private int lengthsSum;

  StringCheck(Shards shards, NavigableSet<Integer> numbers, PlacedRun run, boolean bigEndian) {
    super(shards, numbers, run);
    this.bigEndian = bigEndian;
  }

  private StringPayload payload(ByteSource bytes) throws IOException {
    return new StringPayload(
        bytes, run().entry().elementCount(), bigEndian, stored(), run().what());
  }

  @Override
  public Optional<ByteSource> open(FindingSink findings) throws IOException {
    ByteSource bytes = source();
    try {
      StringPayload payload = payload(bytes);
      restStart = payload.lengthsEnd();
      lengthsSum = payload.lengthsSum();
      return Optional.of(rest());
    } catch (Corrupt e) {
      long count = run().entry().elementCount();
      String bit = new LengthsRepair(bytes, run().offset(), count, bigEndian).describe();
      findings.add(Finding.error(e.where(), e.what() + bit, run().tensor()));
      return Optional.empty();
    }
  }

  private ByteSource rest() throws IOException {
    return source().slice(restStart, run().size() - restStart);
  }

  @Override
  public void finish(int sum, FindingSink findings) throws IOException {
    // Of no strings nothing at all may be stored, whatever the entry says of it.
    if (run().size() == 0) {
      return;
    }
    int found = new Crc32cJoin(run().size() - restStart).join(lengthsSum, sum);
    if (found != stored()) {
      mismatch(rest(), run().offset() + restStart, found, findings);
    }
  }

  @Override
  boolean isRight(ByteSource bytes) throws IOException {
    try {
      payload(bytes).check();
      return true;
    } catch (Corrupt e) {
      return false;
    }
  }
}
