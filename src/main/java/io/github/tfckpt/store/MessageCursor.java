package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;

/**
 * Walks the fields of a protobuf message that lies in a source and may be too big for memory: what
 * a field with a length holds is passed over, and said where it lies.
 *
 * <pre>
 *   field*   tag varint (number * 8 + wire type), then by wire type:
 *            0 varint   1 u64   2 length varint, bytes   5 u32
 * </pre>
 *
 * <p>Places count bytes from the start of the source, also for a message within a message.
 */
public final class MessageCursor {

  /** Wire type of a number of varying length. */
  public static final int VARINT = 0;

  /** Wire type of eight bytes. */
  public static final int FIXED64 = 1;

  /** Wire type of bytes after their length. */
  public static final int RUN = 2;

  /** Wire type of four bytes. */
  public static final int FIXED32 = 5;

  /** Tag and number, or tag and length. */
  private static final int MOST_HEADER_BYTES = 20;

  private final ByteSource message;
  private final ByteWindow window;
  private final long end;
  private long position;
  private int field;
  private int wireType;
  private long number;
  private long start;
  private long size;
  private boolean cutAllowed;
  private boolean cut;

  /** A cursor before the first field. */
  public MessageCursor(ByteSource message) {
    this(message, 4096);
  }

  /**
   * Stands before the first field.
   *
   * @param windowSize bytes that are read at once
   */
  public MessageCursor(ByteSource message, int windowSize) {
    this(message, new ByteWindow(message, windowSize), 0, message.size());
  }

  private MessageCursor(ByteSource message, ByteWindow window, long position, long end) {
    this.message = message;
    this.window = window;
    this.position = position;
    this.end = end;
  }

  /** Walks the message that the field holds; both look through one window. */
  public MessageCursor inside() {
    return new MessageCursor(message, window, start, start + size);
  }

  /** Takes a last field that runs past the end for what is left of it, instead of refusing it. */
  public MessageCursor allowCut() {
    cutAllowed = true;
    return this;
  }

  /** True if the field runs past the end; {@link #size} is what is left of it. */
  public boolean isCut() {
    return cut;
  }

  /** Moves to the next field, or returns false after the last. */
  public boolean next() throws IOException {
    if (position == end) {
      return false;
    }
    ByteCursor in = window.at(position, (int) Math.min(MOST_HEADER_BYTES, end - position));
    long tag = in.varint32("tag");
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (field == 0) {
      throw in.corrupt("field number is 0");
    }
    size = 0;
    switch (wireType) {
      case VARINT -> number = in.varint64("number");
      case FIXED64 -> number = in.fixed64("number");
      case FIXED32 -> number = in.fixed32("number");
      case RUN -> size = in.varint64("length");
      default -> throw in.corrupt("field %d has wire type %d", field, wireType);
    }
    start = position + in.position();
    if (size < 0 || size > end - start) {
      if (!cutAllowed) {
        throw Corrupt.at(
            message.description(),
            "field %d of %s bytes, %d are left",
            field,
            Long.toUnsignedString(size),
            end - start);
      }
      cut = true;
      size = end - start;
    }
    position = start + size;
    return true;
  }

  /** Moves to the next field {@code wanted} that has a length; false if there is none. */
  public boolean nextRun(int wanted) throws IOException {
    while (next()) {
      if (is(wanted, RUN)) {
        return true;
      }
    }
    return false;
  }

  /** True if the field has this number and wire type. */
  public boolean is(int wantedField, int wantedType) {
    return field == wantedField && wireType == wantedType;
  }

  /** The number of the field. */
  public int field() {
    return field;
  }

  /** The wire type of the field. */
  public int wireType() {
    return wireType;
  }

  /** The value of a field without a length, as the bits stand. */
  public long number() {
    return number;
  }

  /** What a field with a length holds. */
  public ByteSource run() throws Corrupt {
    return message.slice(start, size);
  }

  /** All bytes of a field that is short; its giver bounds the size. */
  public Bytes bytes() throws IOException {
    return window.has(size)
        ? window.at(start, (int) size).bytes(size, "field")
        : Bytes.copyOf(run().readAll());
  }

  /**
   * Reads the message that the field holds, in memory.
   *
   * @param most bytes that it may have
   * @throws Corrupt if it has more, or is not a message
   */
  public void read(Message inside, int most) throws IOException {
    if (size > most) {
      throw Corrupt.at(
          run().description(), "a message of %d bytes, at most %d are read here", size, most);
    }
    inside.read(ByteCursor.over(run(), bytes()));
  }

  /** Bytes from the start of the message to what the field holds. */
  public long start() {
    return start;
  }

  /** How many bytes a field with a length holds. */
  public long size() {
    return size;
  }

  /** Bytes from the start of the message to the next field. */
  long position() {
    return position;
  }

  /** Goes on from a field that begins at {@code position}. */
  void seek(long newPosition) {
    this.position = newPosition;
  }
}
