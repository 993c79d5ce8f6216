package io.github.tfckpt.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message in the making, field by field in the order of the calls.
 *
 * <pre>
 *   field    tag      varint     number * 8 + wire type
 *            value    wire type 0: varint; 1: 8 bytes; 2: varint length, bytes; 5: 4 bytes
 * </pre>
 */
public final class Wire {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A varint of as many bytes as it needs, 1 to 10. */
  public Wire varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** A varint drawn out to {@code length} bytes, which says the same in a longer way. */
  public Wire longVarint(long value, int length) {
    for (int i = 0; i < length; i++) {
      int more = i + 1 < length ? 0x80 : 0;
      out.write((i < 10 ? (int) (value >>> (7 * i)) & 0x7f : 0) | more);
    }
    return this;
  }

  public Wire raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public Wire fixed32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
    return this;
  }

  public Wire fixed64(long value) {
    return fixed32((int) value).fixed32((int) (value >>> 32));
  }

  /** A number field; zero is left out, as proto3 writers do. */
  public Wire number(int field, long value) {
    return value == 0 ? this : numberEvenZero(field, value);
  }

  public Wire numberEvenZero(int field, long value) {
    return varint(8L * field).varint(value);
  }

  public Wire fixed32Field(int field, int value) {
    return varint(8L * field + 5).fixed32(value);
  }

  public Wire fixed64Field(int field, long value) {
    return varint(8L * field + 1).fixed64(value);
  }

  public Wire bytes(int field, byte[] value) {
    return varint(8L * field + 2).varint(value.length).raw(value);
  }

  public Wire text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public Wire message(int field, Wire value) {
    return bytes(field, value.toBytes());
  }

  public int size() {
    return out.size();
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  /** How many bytes a varint takes. */
  public static int varintSize(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }
}
