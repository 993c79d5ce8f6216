package io.github.tfckpt.tf.graph;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.store.DecodedSource;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.store.RecordStrings;
import io.github.tfckpt.store.ValueField;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.FixedElements.Check;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The elements of a TensorProto, by TensorFlow's own rules: tensor_content if it is not empty, else
 * the values in the field of the type. Of too few the last is repeated, of too many the first
 * count; none at all are zeros or empty strings.
 *
 * @see "tensorflow/core/framework/tensor.cc, Tensor::FromProto"
 */
final class ConstantElements {

  /** A few bytes that claim to stand for more than this are no tensor that anybody made. */
  private static final long MOST_REPEATED = 1L << 32;

  private static final ByteSource NOTHING = new ArraySource("no elements", new byte[0], 0);

  private final ByteSource proto;
  private final DType dtype;
  private final long count;
  private final String what;

  /** The last tensor_content and float8_val: of fields that are not repeated the last counts. */
  private ByteSource content = NOTHING;

  private ByteSource bytes = NOTHING;

  /** What the first field with values holds if they are packed; else nothing. */
  private ByteSource packed = NOTHING;

  private boolean hasValues;

  private ConstantElements(ByteSource proto, DType dtype, long count, String what) {
    this.proto = proto;
    this.dtype = dtype;
    this.count = count;
    this.what = what;
  }

  /**
   * The elements of a constant, still in the file.
   *
   * @param dtype one with values
   * @param what names the tensor in messages
   * @throws Corrupt if what is stored is of another size
   */
  static Elements of(ByteSource proto, DType dtype, long count, String what) throws IOException {
    ConstantElements elements = new ConstantElements(proto, dtype, count, what);
    elements.find(dtype.isFixed() ? ValueField.of(dtype) : ValueField.STRING);
    return dtype.isFixed() ? elements.fixed() : elements.strings();
  }

  private void find(int field) throws IOException {
    for (MessageCursor fields = new MessageCursor(proto); fields.next(); ) {
      boolean run = fields.wireType() == MessageCursor.RUN;
      if (fields.is(ValueField.CONTENT, MessageCursor.RUN)) {
        content = fields.run();
      } else if (fields.is(ValueField.BYTES, MessageCursor.RUN)) {
        bytes = fields.run();
      } else if (fields.field() == field && !hasValues) {
        hasValues = true;
        packed = run ? fields.run() : NOTHING;
      }
    }
  }

  private Elements fixed() throws IOException {
    long size = Math.multiplyExact(count, (long) dtype.width());
    if (size == 0) {
      return new FixedElements(dtype, NOTHING, Check.NONE);
    }
    if (content.size() > 0) {
      if (content.size() != size) {
        throw Corrupt.at(
            content.description(),
            "%s: tensor_content of %d bytes, %d elements of %s take %d",
            what,
            content.size(),
            count,
            dtype,
            size);
      }
      return new FixedElements(dtype, content, Check.NONE);
    }
    ByteSource stored = stored(size);
    if (stored.size() == size) {
      return new FixedElements(dtype, stored, Check.NONE);
    }
    checkRepeated(size);
    return new FixedElements(dtype, new RepeatedSource(stored, dtype.width(), size), Check.NONE);
  }

  /** What is stored of {@code size} bytes. */
  private ByteSource stored(long size) throws IOException {
    int field = ValueField.of(dtype);
    if (field == ValueField.BYTES) {
      return bytes.slice(0, Math.min(size, bytes.size()));
    }
    if (!hasValues) {
      return NOTHING;
    }
    return ValueField.isPlain(field) && packed.size() >= size
        ? packed.slice(0, size)
        : new DecodedSource(proto, dtype, count);
  }

  private Elements strings() throws IOException {
    if (count > 0 && content.size() > 0) {
      return new ContentStrings(content, count, what);
    }
    RecordStrings stored = new RecordStrings(proto, count, Check.NONE);
    if (stored.count() == count) {
      return stored;
    }
    // In digests each string has 8 bytes of its own.
    checkRepeated(count > MOST_REPEATED / 8 ? Long.MAX_VALUE : count * 8);
    return new RepeatedStrings(stored, count);
  }

  private void checkRepeated(long size) throws Unsupported {
    if (size > MOST_REPEATED) {
      throw Unsupported.at(
          proto.description(),
          "%s: one value repeated to %d elements, over 4 GiB; list still works",
          what,
          count);
    }
  }

  /**
   * Elements of which only the first are stored, and the last of these again and again; zeros if
   * none is stored. However many there are, it takes no more memory than a page.
   */
  private static final class RepeatedSource implements ByteSource {

    private static final int PAGE = 4096;

    private final ByteSource stored;
    private final long size;

    /** The last element as often as it fits; a page holds a whole number of them. */
    private final byte[] page;

    /**
     * A source that goes on after {@code stored}.
     *
     * @param width bytes of an element: 1, 2, 4, 8 or 16
     * @param size bytes of all elements
     */
    RepeatedSource(ByteSource stored, int width, long size) throws IOException {
      this.stored = stored;
      this.size = size;
      this.page = new byte[PAGE];
      if (stored.size() > 0) {
        byte[] last = new byte[width];
        stored.read(stored.size() - width, ByteBuffer.wrap(last));
        for (int i = 0; i < PAGE; i += width) {
          System.arraycopy(last, 0, page, i, width);
        }
      }
    }

    @Override
    public String description() {
      return stored.description();
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      if (offset < 0 || offset > size - target.remaining()) {
        throw Corrupt.at(
            description(), "expected %d bytes at %d, found %d", target.remaining(), offset, size);
      }
      long at = offset;
      if (at < stored.size()) {
        int count = (int) Math.min(target.remaining(), stored.size() - at);
        int end = target.limit();
        stored.read(at, target.limit(target.position() + count));
        target.limit(end);
        at += count;
      }
      while (target.hasRemaining()) {
        // Pages are counted from the first byte, so that elements stand alike in each.
        int from = (int) (at % PAGE);
        int count = Math.min(target.remaining(), PAGE - from);
        target.put(page, from, count);
        at += count;
      }
    }
  }

  /** Strings of which only the first are stored, and the last of these again and again. */
  private static final class RepeatedStrings extends StringElements {

    private static final int MOST_KEPT = 1 << 16;

    private final StringElements stored;
    private final long count;
    private final ByteSource last;

    RepeatedStrings(StringElements stored, long count) throws IOException {
      this.stored = stored;
      this.count = count;
      ByteSource end = stored.count() == 0 ? NOTHING : stored.at(stored.count() - 1);
      this.last = end.size() <= MOST_KEPT ? kept(end) : end;
    }

    private RepeatedStrings(StringElements stored, long count, ByteSource last) {
      this.stored = stored;
      this.count = count;
      this.last = last;
    }

    /** In memory: it is asked for again and again. */
    private static ByteSource kept(ByteSource string) throws IOException {
      return new ArraySource(string.description(), string.readAll(), (int) string.size());
    }

    @Override
    public long count() {
      return count;
    }

    @Override
    public ByteSource at(long index) throws IOException {
      Objects.checkIndex(index, count);
      return index < stored.count() ? stored.at(index) : last;
    }

    @Override
    public StringElements forward() {
      return new RepeatedStrings(stored.forward(), count, last);
    }

    @Override
    public void check() {
      // These files keep no sums.
    }
  }
}
