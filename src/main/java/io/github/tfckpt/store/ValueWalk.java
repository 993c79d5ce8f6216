package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;

/**
 * The values of one field of a TensorProto in order, whether they stand one by one or packed in
 * runs, as raw 64-bit numbers. Where it stands can be kept and gone back to.
 */
final class ValueWalk {

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

  /** Moves to the next value, or returns false behind the last. */
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

  long value() {
    return value;
  }

  /** Where the next value stands; with {@link #runEnd} enough to come back. */
  long position() {
    return position;
  }

  /** Where the packed run that the next value stands in ends. */
  long runEnd() {
    return end;
  }

  /** Goes back to where {@link #position} and {@link #runEnd} were. */
  void seek(long newPosition, long newEnd) {
    position = newPosition;
    end = newEnd;
    fields.seek(newEnd);
  }
}
