package io.github.tfckpt.store;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;

/**
 * A protobuf message that fits in memory. It takes its fields one by one, as protobuf's own reader
 * finds them: of a scalar the last counts, and fields that nobody knows are skipped. A message that
 * may be larger than memory is walked by a {@link MessageCursor}.
 */
@FunctionalInterface
public interface Message {

  /** Takes the value that follows a tag, or skips it with {@link CodedInputStream#skipField}. */
  void field(int tag, CodedInputStream in) throws IOException;

  /**
   * Reads the message that the rest of a cursor is.
   *
   * @throws Corrupt if it is not a message
   */
  default void read(ByteCursor from) throws IOException {
    new Reader().read(from, this);
  }

  /** Reads messages one after another: those that follow each other in an array cost less. */
  final class Reader {
    private CodedInputStream in = CodedInputStream.newInstance(new byte[0]);

    /** What {@link #in} reads from; null after an error, for it may stand anywhere then. */
    private byte[] array;

    /**
     * Reads the message that the rest of a cursor is.
     *
     * @throws Corrupt if it is not a message
     */
    public void read(ByteCursor from, Message message) throws IOException {
      int start = from.offset();
      if (from.array() != array || start < in.getTotalBytesRead()) {
        in = CodedInputStream.newInstance(from.array());
      }
      array = null;
      in.skipRawBytes(start - in.getTotalBytesRead());
      int outer = in.pushLimit(from.remaining());
      try {
        message.readFields(in);
      } catch (InvalidProtocolBufferException e) {
        from.skip(Math.min(in.getTotalBytesRead() - start, from.remaining()), "message");
        throw from.corrupt(
            "not a message: field %d is cut short or malformed", in.getLastTag() >>> 3);
      }
      in.popLimit(outer);
      array = from.array();
      from.skip(from.remaining(), "message");
    }
  }

  /** Reads a length, and the message of that many bytes. */
  default void readNested(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    readFields(in);
    in.popLimit(outer);
  }

  private void readFields(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      field(tag, in);
    }
  }

  /** The tag of a field that holds a number as a varint. */
  static int varint(int number) {
    return number << 3 | MessageCursor.VARINT;
  }

  /** The tag of a field that holds bytes after their length. */
  static int run(int number) {
    return number << 3 | MessageCursor.RUN;
  }
}
