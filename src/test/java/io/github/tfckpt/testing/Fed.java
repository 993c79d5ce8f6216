package io.github.tfckpt.testing;

import io.github.tfckpt.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A tensor as a writer is fed with it: what a reader has to find again. */
public final class Fed {

  private final String name;
  private final int dtype;
  private final long[] shape;

  /** Row-major and little-endian; none of a string tensor. */
  private final byte[] elements;

  private final List<byte[]> strings;

  private Fed(String name, int dtype, long[] shape, byte[] elements, List<byte[]> strings) {
    this.name = name;
    this.dtype = dtype;
    this.shape = shape;
    this.elements = elements;
    this.strings = strings;
  }

  /** A tensor of random elements. */
  public static Fed random(String name, DType dtype, long... shape) {
    Random random = new Random(dtype.number());
    long count = Samples.count(shape);
    return dtype.number() == DTypes.STRING
        ? new Fed(name, dtype.number(), shape, new byte[0], Samples.strings(random, count))
        : new Fed(
            name,
            dtype.number(),
            shape,
            Samples.elements(random, dtype.number(), count),
            List.of());
  }

  public String name() {
    return name;
  }

  public int dtype() {
    return dtype;
  }

  public long[] shape() {
    return shape.clone();
  }

  public boolean isStrings() {
    return dtype == DTypes.STRING;
  }

  public byte[] elements() {
    return elements.clone();
  }

  public List<byte[]> strings() {
    return strings;
  }

  /** The bytes that digests are taken over. */
  public byte[] canonical() {
    return isStrings() ? Strings.canonical(strings) : elements();
  }

  /** The same of some elements only, by their row-major indices. */
  public byte[] canonical(int... indices) {
    List<byte[]> chosen = new ArrayList<>();
    Wire bytes = new Wire();
    int width = DTypes.width(dtype);
    for (int index : indices) {
      if (isStrings()) {
        chosen.add(strings.get(index));
      } else {
        bytes.raw(java.util.Arrays.copyOfRange(elements, index * width, (index + 1) * width));
      }
    }
    return isStrings() ? Strings.canonical(chosen) : bytes.toBytes();
  }
}
