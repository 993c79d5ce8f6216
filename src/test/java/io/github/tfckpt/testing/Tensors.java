package io.github.tfckpt.testing;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tensors named {@code t} whose elements lie in memory. */
public final class Tensors {

  private Tensors() {}

  /** A tensor of these bytes, row-major and little-endian. */
  public static Tensor of(DType dtype, Shape shape, byte[] bytes) {
    return new Tensor(
        "t",
        dtype,
        shape,
        new FixedElements(
            dtype, new ArraySource("bytes", bytes, bytes.length), FixedElements.Check.NONE));
  }

  /** The elements {@code from}, {@code from + 1} and so on, little-endian. */
  public static byte[] counting(DType dtype, long from, long count) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(count * dtype.width())).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = from; i < from + count; i++) {
      switch (dtype.label()) {
        case "uint8" -> bytes.put((byte) i);
        case "int16" -> bytes.putShort((short) i);
        case "int32" -> bytes.putInt((int) i);
        case "int64" -> bytes.putLong(i);
        case "float16" ->
            bytes.putShort((short) DType.FLOAT16.layout().orElseThrow().narrow((double) i));
        case "float32" -> bytes.putFloat((float) i);
        case "float64" -> bytes.putDouble((double) i);
        case "complex64" -> bytes.putFloat((float) i).putFloat(0);
        default -> bytes.putDouble((double) i).putDouble(0);
      }
    }
    return bytes.array();
  }

  /** A float32 tensor of rank 1. */
  public static Tensor floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return of(DType.FLOAT32, Shape.of(values.length), bytes.array());
  }

  /** A tensor whose checksum is wrong. */
  public static Tensor damaged() {
    ArraySource bytes = new ArraySource("bytes", new byte[12], 12);
    return new Tensor(
        "t",
        DType.FLOAT32,
        Shape.of(3),
        FixedElements.summed(DType.FLOAT32, bytes, false, 1, "\"t\""));
  }

  /** A string tensor whose checksum is wrong. */
  public static Tensor damagedStrings() {
    return new Tensor("t", DType.STRING, Shape.of(1), new Strings(List.of(new byte[1]), true));
  }

  public static Tensor strings(Shape shape, List<byte[]> strings) {
    return new Tensor("t", DType.STRING, shape, new Strings(strings, false));
  }

  /** A string tensor of rank 1. */
  public static Tensor texts(String... texts) {
    List<byte[]> strings = new ArrayList<>();
    for (String text : texts) {
      strings.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return strings(Shape.of(texts.length), strings);
  }

  private static final class Strings extends StringElements {
    private final List<byte[]> strings;
    private final boolean damaged;

    Strings(List<byte[]> strings, boolean damaged) {
      this.strings = strings;
      this.damaged = damaged;
    }

    @Override
    public long count() {
      return strings.size();
    }

    @Override
    public ByteSource at(long index) {
      byte[] string = strings.get(Math.toIntExact(index));
      return new ArraySource("strings", string, string.length);
    }

    @Override
    public void check() throws Corrupt {
      if (damaged) {
        throw new Corrupt("strings", "crc32c is 00000000, stored 00000001");
      }
    }
  }
}
