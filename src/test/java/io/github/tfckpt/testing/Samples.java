package io.github.tfckpt.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Elements to fill tensors with, and what is expected of them. */
public final class Samples {

  private Samples() {}

  /** Random elements, little-endian; only canonical bytes where the type has such. */
  public static byte[] elements(RandomGenerator random, int dtype, long count) {
    byte[] bytes = new byte[Math.toIntExact(count * DTypes.width(dtype))];
    random.nextBytes(bytes);
    int mask =
        switch (dtype) {
          case DTypes.BOOL -> 1;
          case 31, 32 -> 3;
          case 29, 30, 33 -> 15;
          default -> 255;
        };
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] &= (byte) mask;
    }
    return bytes;
  }

  /** Random strings, many of them empty, some with bytes that are no text. */
  public static List<byte[]> strings(RandomGenerator random, long count) {
    List<byte[]> strings = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      byte[] string = new byte[Math.max(0, random.nextInt(-5, 20))];
      random.nextBytes(string);
      strings.add(string);
    }
    return strings;
  }

  public static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  public static long count(long... shape) {
    long count = 1;
    for (long extent : shape) {
      count = Math.multiplyExact(count, extent);
    }
    return count;
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** The elements of a box within a row-major array, gathered one by one. */
  public static byte[] box(byte[] whole, int width, long[] shape, long[][] box) {
    long[] extents = BundleBuilder.extents(shape, box);
    byte[] part = new byte[Math.toIntExact(count(extents) * width)];
    for (int i = 0; i < part.length / width; i++) {
      System.arraycopy(whole, (int) place(i, shape, box, extents) * width, part, i * width, width);
    }
    return part;
  }

  public static List<byte[]> box(List<byte[]> whole, long[] shape, long[][] box) {
    long[] extents = BundleBuilder.extents(shape, box);
    List<byte[]> part = new ArrayList<>();
    for (int i = 0; i < count(extents); i++) {
      part.add(whole.get((int) place(i, shape, box, extents)));
    }
    return part;
  }

  /** Where in the whole the box's element {@code index} is. */
  private static long place(long index, long[] shape, long[][] box, long[] extents) {
    long rest = index;
    long at = 0;
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at += (box[axis][0] + rest % extents[axis]) * stride;
      rest /= extents[axis];
      stride *= shape[axis];
    }
    return at;
  }
}
