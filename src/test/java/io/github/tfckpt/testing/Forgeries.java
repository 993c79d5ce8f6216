package io.github.tfckpt.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.tfckpt.io.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Messages with a field too few, too many, of another message or of another value, at any depth:
 * well formed, but such as nobody writes.
 */
public final class Forgeries {

  private static final int DEEPEST = 5;
  private static final long[] NUMBERS = {
    0, 1, 2, 3, 7, 14, 20, 21, 100, 255, -1, -2, 1L << 31, 1L << 32, 1L << 62, Long.MAX_VALUE
  };

  private final Random random;
  private final List<Bytes> others;

  /** A field as it stands on the wire; of a run the bytes, of all else the number. */
  private record Field(int tag, long number, ByteString bytes) {

    int type() {
      return WireFormat.getTagWireType(tag);
    }

    void write(Wire out) {
      out.varint(Integer.toUnsignedLong(tag));
      switch (type()) {
        case WireFormat.WIRETYPE_VARINT -> out.varint(number);
        case WireFormat.WIRETYPE_FIXED32 -> out.fixed32((int) number);
        case WireFormat.WIRETYPE_FIXED64 -> out.fixed64(number);
        default -> out.varint(bytes.size()).raw(bytes.toByteArray());
      }
    }
  }

  /** Forgeries with some fields of {@code others}. */
  public Forgeries(Random random, List<Bytes> others) {
    this.random = random;
    this.others = others;
  }

  /** A message with one change. */
  public byte[] of(byte[] message) {
    return of(message, 0);
  }

  private byte[] of(byte[] message, int depth) {
    List<Field> fields = fields(message);
    if (fields.isEmpty() || depth > DEEPEST) {
      return bent(message);
    }
    int at = random.nextInt(fields.size());
    int to = random.nextInt(fields.size() + 1);
    switch (random.nextInt(8)) {
      case 0 -> fields.remove(at);
      case 1 -> fields.add(to, fields.get(at));
      case 2 -> fields.add(Math.min(to, fields.size() - 1), fields.remove(at));
      case 3 -> fields.addAll(to, anyOfAnother());
      default -> fields.set(at, changed(fields.get(at), depth));
    }
    Wire forged = new Wire();
    fields.forEach(field -> field.write(forged));
    return forged.toBytes();
  }

  private Field changed(Field field, int depth) {
    if (field.type() != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      return new Field(field.tag(), NUMBERS[random.nextInt(NUMBERS.length)], field.bytes());
    }
    ByteString bytes =
        random.nextInt(8) == 0
            ? ByteString.EMPTY
            : ByteString.copyFrom(of(field.bytes().toByteArray(), depth + 1));
    return new Field(field.tag(), 0, bytes);
  }

  private List<Field> anyOfAnother() {
    List<Field> fields = fields(others.get(random.nextInt(others.size())).toArray());
    return fields.isEmpty() ? fields : List.of(fields.get(random.nextInt(fields.size())));
  }

  private byte[] bent(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    byte[] bent = bytes.clone();
    bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
    return random.nextInt(4) > 0 ? bent : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  /** The fields of a message in their order; none if it is no message. */
  private static List<Field> fields(byte[] message) {
    CodedInputStream in = CodedInputStream.newInstance(message);
    List<Field> fields = new ArrayList<>();
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagWireType(tag)) {
          case WireFormat.WIRETYPE_VARINT ->
              fields.add(new Field(tag, in.readInt64(), ByteString.EMPTY));
          case WireFormat.WIRETYPE_FIXED32 ->
              fields.add(new Field(tag, in.readFixed32(), ByteString.EMPTY));
          case WireFormat.WIRETYPE_FIXED64 ->
              fields.add(new Field(tag, in.readFixed64(), ByteString.EMPTY));
          case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
              fields.add(new Field(tag, 0, in.readBytes()));
          default -> {
            return List.of();
          }
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return fields;
  }
}
