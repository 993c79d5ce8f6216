package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Elements that are stored as numbers of another width, as the bytes that they have in memory.
 * Where every 1024th element stands is kept, so that any can be found soon.
 */
public final class DecodedSource implements ByteSource {

  private static final int STEP = 1024;

  private final ByteSource proto;
  private final DType dtype;
  private final int field;
  private final long size;
  private final long values;

  /** Numbers that make one element: 2 for complex types. */
  private final int perElement;

  private long[] positions = new long[16];
  private long[] ends = new long[16];

  /**
   * Walks all values of a TensorProto once.
   *
   * @param most how many elements there are to be at most; what is stored after them is left out
   */
  public DecodedSource(ByteSource proto, DType dtype, long most) throws IOException {
    this.proto = proto;
    this.dtype = dtype;
    this.field = ValueField.of(dtype);
    this.perElement = dtype.kind() == DType.Kind.COMPLEX ? 2 : 1;
    this.values = walk();
    this.size = Math.min(most, values / perElement) * dtype.width();
  }

  /** How many numbers are stored: two for each element of a complex type. */
  public long values() {
    return values;
  }

  /** How many numbers so many elements take. */
  public long values(long elements) {
    return Math.multiplyExact(elements, (long) perElement);
  }

  private long walk() throws IOException {
    ValueWalk walk = new ValueWalk(proto, field, 1 << 16);
    long walked = 0;
    do {
      if (walked % ((long) STEP * perElement) == 0) {
        int at = Math.toIntExact(walked / ((long) STEP * perElement));
        if (at == positions.length) {
          positions = Arrays.copyOf(positions, 2 * at);
          ends = Arrays.copyOf(ends, 2 * at);
        }
        positions[at] = walk.position;
        ends[at] = walk.end;
      }
      walked++;
    } while (walk.next());
    return walked - 1;
  }

  @Override
  public String description() {
    return proto.description();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int width = dtype.width();
    long element = offset / width;
    int inside = (int) (offset % width);
    int kept = (int) (element / STEP);
    int window = (int) Math.min(1 << 16, 12L * (element % STEP + target.remaining() / width + 2));
    ValueWalk walk = new ValueWalk(proto, field, window);
    walk.seek(positions[kept], ends[kept]);
    for (long i = element % STEP * perElement; i > 0; i--) {
      walk.next();
    }
    ByteBuffer one = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
    while (target.hasRemaining()) {
      one.clear();
      for (int i = 0; i < perElement; i++) {
        walk.next();
        put(walk.value, one);
      }
      one.flip().position(inside).limit(Math.min(width, inside + target.remaining()));
      target.put(one);
      inside = 0;
    }
  }

  private void put(long value, ByteBuffer one) {
    switch (dtype.width() / perElement) {
      case 1 -> one.put(narrow(value));
      case 2 -> one.putShort((short) value);
      case 4 -> one.putInt((int) value);
      default -> one.putLong(value);
    }
  }

  /** One byte: a bool is 0 or 1, of sub-byte types only the low bits count. */
  private byte narrow(long value) {
    if (dtype.kind() == DType.Kind.BOOL) {
      return (byte) (value == 0 ? 0 : 1);
    }
    return (byte) (dtype.bits() < 8 ? value & ((1L << dtype.bits()) - 1) : value);
  }

  /**
   * The values of one field of a TensorProto in order, whether they stand one by one or packed in
   * runs, as raw 64-bit numbers. Where it stands can be kept and gone back to.
   */
  private static final class ValueWalk {

    private static final int MOST_VARINT = 10;

    private final MessageCursor fields;
    private final ByteWindow window;
    private final int field;
    private final int wireType;

    /** Where the next packed value stands. */
    private long position;

    /** Where the packed run that we are in ends; the position if we are in none. */
    private long end;

    private long value;

    ValueWalk(ByteSource proto, int field, int windowSize) {
      this.fields = new MessageCursor(proto);
      this.window = new ByteWindow(proto, windowSize);
      this.field = field;
      this.wireType = ValueField.wireType(field);
    }

    /** Moves to the next value, or returns false after the last. */
    boolean next() throws IOException {
      while (position == end) {
        if (!fields.next()) {
          return false;
        }
        if (fields.is(field, wireType)) {
          value = fields.number();
          position = fields.position();
          end = position;
          return true;
        }
        if (fields.is(field, MessageCursor.RUN)) {
          position = fields.start();
          end = fields.position();
        }
      }
      ByteCursor in = window.at(position, (int) Math.min(MOST_VARINT, end - position));
      value =
          switch (wireType) {
            case MessageCursor.FIXED32 -> in.fixed32("packed value");
            case MessageCursor.FIXED64 -> in.fixed64("packed value");
            default -> in.varint64("packed value");
          };
      position += in.position();
      return true;
    }

    /** Goes back to where {@link #position} and {@link #end} were. */
    void seek(long newPosition, long newEnd) {
      position = newPosition;
      end = newEnd;
      fields.seek(newEnd);
    }
  }
}
