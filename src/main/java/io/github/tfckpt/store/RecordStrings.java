package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.BlockSource;
import io.github.tfckpt.tensor.FixedElements.Check;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/** The strings of a TensorProto, each a field of its own. Where every 64th stands is kept. */
public final class RecordStrings extends StringElements {

  private static final int STEP = 64;

  private final ByteSource proto;
  private final long count;
  private final long stored;
  private final Check check;
  private long[] positions = new long[16];

  /**
   * Walks all strings of a TensorProto once.
   *
   * @param most how many there are to be at most; what is stored after them is left out
   */
  public RecordStrings(ByteSource proto, long most, Check check) throws IOException {
    this.proto = proto;
    this.check = check;
    MessageCursor fields = new MessageCursor(proto);
    long strings = 0;
    while (true) {
      if (strings % STEP == 0) {
        keep(Math.toIntExact(strings / STEP), fields.position());
      }
      if (!fields.nextRun(ValueField.STRING)) {
        break;
      }
      strings++;
    }
    this.stored = strings;
    this.count = Math.min(most, strings);
  }

  /** How many are stored. */
  public long stored() {
    return stored;
  }

  private void keep(int at, long position) {
    if (at == positions.length) {
      positions = Arrays.copyOf(positions, 2 * at);
    }
    positions[at] = position;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public ByteSource at(long index) throws IOException {
    Objects.checkIndex(index, count);
    MessageCursor fields = new MessageCursor(proto);
    fields.seek(positions[(int) (index / STEP)]);
    for (long i = index % STEP; i >= 0; i--) {
      fields.nextRun(ValueField.STRING);
    }
    return fields.run();
  }

  @Override
  public StringElements forward() {
    ByteSource blocks = new BlockSource(proto);
    MessageCursor fields = new MessageCursor(blocks);
    return new ForwardStrings(this) {
      @Override
      protected void seek(long index) throws IOException {
        fields.seek(positions[(int) (index / STEP)]);
        for (long i = index % STEP; i > 0; i--) {
          fields.nextRun(ValueField.STRING);
        }
      }

      @Override
      protected ByteSource take() throws IOException {
        fields.nextRun(ValueField.STRING);
        return fields.run();
      }
    };
  }

  @Override
  public void check() throws IOException {
    check.run();
  }
}
