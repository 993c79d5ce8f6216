package io.github.tfckpt.tf.v1;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.store.ProtoSlice;
import io.github.tfckpt.store.ValueField;
import io.github.tfckpt.table.BlockCheck;
import io.github.tfckpt.table.BlockCursor;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements.Check;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
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
      Finding finding = Finding.error(block.description(), record.what() + what, record.tensor());
      findings.add(whole ? finding : finding.asConsequence());
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
                "record " + key.quoted() + " belongs to no slice in the list"));
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
                  record.tensor())
              .asConsequence());
    }
  }

  /**
   * A record that has to be there, because a slice of a tensor is listed.
   *
   * @param shape of the slice
   * @param isFirst false for all slices of a tensor but one, so that each is counted once
   */
  record ExpectedRecord(
      Bytes tensor, TensorSlice slice, DType dtype, Shape shape, boolean isFirst) {

    private static final int DATA = 2;
    private static final int NAME = 1;
    private static final int SLICE = 2;

    /** Longer fields are no name and no slice. */
    private static final long MOST_BYTES = 1 << 16;

    /** Names it in messages. */
    String what() {
      String name = tensor.quoted();
      return slice.isEverything() ? name : name + " slice " + slice;
    }

    /**
     * Checks the record.
     *
     * @throws Corrupt if it is of another slice, or does not hold as many values as its slice takes
     */
    void check(BlockCursor entry) throws IOException {
      ByteSource record = entry.value();
      checkLabel(record);
      ByteSource values = V1File.tensorProto(record, what());
      MessageCursor fields = new MessageCursor(values);
      if (fields.nextRun(ValueField.CONTENT)) {
        throw new Corrupt(
            values.description(),
            what() + ": has tensor_content, which TensorFlow does not read here");
      }
      if (dtype.kind() != DType.Kind.OPAQUE) {
        V1File.elements(values, dtype, shape, Check.NONE, what());
      }
    }

    private void checkLabel(ByteSource record) throws IOException {
      MessageCursor outer = new MessageCursor(record);
      if (!outer.nextRun(DATA)) {
        return;
      }
      MessageCursor data = new MessageCursor(outer.run());
      while (data.next()) {
        if (data.wireType() != MessageCursor.RUN || data.size() > MOST_BYTES) {
          continue;
        }
        if (data.field() == NAME && !Bytes.copyOf(data.run().readAll()).equals(tensor)) {
          throw Corrupt.at(
              record.description(),
              "%s: its record is of %s",
              what(),
              Bytes.copyOf(data.run().readAll()).quoted());
        }
        if (data.field() == SLICE && !slice(data.run()).equals(slice)) {
          throw Corrupt.at(
              record.description(), "%s: its record is of slice %s", what(), slice(data.run()));
        }
      }
    }

    private static TensorSlice slice(ByteSource message) throws IOException {
      byte[] bytes = message.readAll();
      ProtoSlice proto = new ProtoSlice();
      proto.read(ByteCursor.over(message, bytes, bytes.length));
      return proto.slice();
    }
  }
}
