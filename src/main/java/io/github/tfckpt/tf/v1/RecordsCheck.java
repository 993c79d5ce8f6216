package io.github.tfckpt.tf.v1;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.table.BlockCheck;
import io.github.tfckpt.table.BlockCursor;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One data block of a V1 file: its checksum, and the records that have to be in it. */
final class RecordsCheck implements DataCheck {

  private final BlockCheck block;
  private final boolean isListed;
  private final Map<Bytes, ExpectedRecord> expected = new TreeMap<>();

  /**
   * A block.
   *
   * @param isListed false if the list of the file's tensors is lost: no record is superfluous then
   */
  RecordsCheck(BlockCheck block, boolean isListed) {
    this.block = block;
    this.isListed = isListed;
  }

  /** Expects a record; false if one with its key is expected already. */
  boolean expect(Bytes key, ExpectedRecord record) {
    return expected.putIfAbsent(key, record) == null;
  }

  @Override
  public long size() {
    return block.size();
  }

  @Override
  public long tensors() {
    return expected.values().stream().filter(ExpectedRecord::isFirst).count();
  }

  @Override
  public long blocks() {
    return 1;
  }

  @Override
  public Optional<ByteSource> open(FindingSink findings) throws IOException {
    return Optional.of(block.summed());
  }

  @Override
  public void finish(int sum, FindingSink findings) throws IOException {
    Map<Bytes, ExpectedRecord> rest = new TreeMap<>(expected);
    boolean whole = block.finish(sum, entry -> visit(entry, rest, findings), findings);
    String what = whole ? ": its record is missing" : ": its record is lost with this block";
    for (ExpectedRecord record : rest.values()) {
      findings.add(Finding.error(block.description(), record.what() + what, record.tensor()));
    }
  }

  private void visit(BlockCursor entry, Map<Bytes, ExpectedRecord> rest, FindingSink findings)
      throws IOException {
    Bytes key = entry.key();
    ExpectedRecord record = rest.remove(key);
    if (record == null) {
      if (key.size() > 0 && isListed && !expected.containsKey(key)) {
        findings.add(
            Finding.warning(
                block.description(),
                "record \"" + key.brief() + "\" is of no slice that is listed"));
      }
      return;
    }
    try {
      record.check(entry);
    } catch (CheckpointException e) {
      findings.add(Finding.of(e, record.tensor()));
    }
  }

  @Override
  public void fail(IOException e, FindingSink findings) {
    findings.add(Finding.of(e));
    for (ExpectedRecord record : expected.values()) {
      findings.add(
          Finding.error(
              block.description(),
              record.what() + ": its record is lost with this block",
              record.tensor()));
    }
  }
}
