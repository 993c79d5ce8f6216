package io.github.tfckpt.generate;

import io.github.tfckpt.io.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A tensor as it is fed to TensorFlow: each element a byte string, little-endian, row-major. */
public final class Value {

  private final Type type;
  private final long[] extents;
  private final List<Bytes> elements;

  private Value(Type type, long[] extents, List<Bytes> elements) {
    long count = LongStream.of(extents).reduce(1, Math::multiplyExact);
    if (count != elements.size()) {
      throw new IllegalArgumentException(elements.size() + " elements, the shape has " + count);
    }
    this.type = type;
    this.extents = extents.clone();
    this.elements = List.copyOf(elements);
  }

  /** A tensor of these elements; of a fixed type each has the type's width. */
  public static Value of(Type type, long[] extents, List<Bytes> elements) {
    return new Value(type, extents, elements);
  }

  /** A tensor whose elements lie side by side in {@code bytes}. */
  public static Value raw(Type type, long[] extents, byte[] bytes) {
    List<Bytes> elements = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += type.width) {
      elements.add(Bytes.copyOf(bytes, at, type.width));
    }
    return new Value(type, extents, elements);
  }

  /** A row of string elements, as UTF-8. */
  public static Value strings(String... texts) {
    List<Bytes> elements = new ArrayList<>();
    for (String text : texts) {
      elements.add(Bytes.utf8(text));
    }
    return new Value(Type.STRING, new long[] {texts.length}, elements);
  }

  /** One string element, as UTF-8. */
  public static Value string(String text) {
    return new Value(Type.STRING, new long[0], List.of(Bytes.utf8(text)));
  }

  /** A tensor of floats. */
  public static Value floats(long[] extents, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return raw(Type.FLOAT32, extents, bytes.array());
  }

  /** One int64. */
  public static Value int64(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return raw(Type.INT64, new long[0], bytes.array());
  }

  public Type type() {
    return type;
  }

  public long[] extents() {
    return extents.clone();
  }

  public List<Bytes> elements() {
    return elements;
  }

  /** The same elements in another shape. */
  public Value reshaped(long... shape) {
    return new Value(type, shape, elements);
  }

  /** The elements of a box: for each dimension where it starts and how many it takes. */
  public Value box(long[] starts, long[] lengths) {
    List<Bytes> taken = new ArrayList<>();
    take(0, 0, starts, lengths, taken);
    return new Value(type, lengths, taken);
  }

  private void take(int axis, long before, long[] starts, long[] lengths, List<Bytes> taken) {
    if (axis == extents.length) {
      taken.add(elements.get(Math.toIntExact(before)));
      return;
    }
    for (long i = starts[axis]; i < starts[axis] + lengths[axis]; i++) {
      take(axis + 1, before * extents[axis] + i, starts, lengths, taken);
    }
  }

  /** What a digest is made of: the elements, a string behind its length (8 bytes). */
  public byte[] canonical() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Bytes element : elements) {
      if (type == Type.STRING) {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(length.putLong(element.size()).array());
      }
      out.writeBytes(element.toArray());
    }
    return out.toByteArray();
  }
}
