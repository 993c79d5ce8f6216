package io.github.tfckpt.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code .npy} files by hand, well-formed or not. */
public final class NpyBytes {

  /** What numpy calls types, by TensorFlow's numbers. */
  public static final Map<Integer, String> DESCRS =
      Map.ofEntries(
          Map.entry(1, "f4"),
          Map.entry(2, "f8"),
          Map.entry(3, "i4"),
          Map.entry(4, "u1"),
          Map.entry(5, "i2"),
          Map.entry(6, "i1"),
          Map.entry(8, "c8"),
          Map.entry(9, "i8"),
          Map.entry(10, "b1"),
          Map.entry(17, "u2"),
          Map.entry(18, "c16"),
          Map.entry(19, "f2"),
          Map.entry(22, "u4"),
          Map.entry(23, "u8"));

  private NpyBytes() {}

  /** A tensor of a type that numpy has. */
  public static byte[] of(Fed fed, boolean bigEndian) {
    String shape =
        Arrays.stream(fed.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String comma = fed.shape().length == 1 ? "," : "";
    String descr = (bigEndian ? ">" : "<") + DESCRS.get(fed.dtype());
    byte[] elements = fed.elements();
    if (bigEndian) {
      turn(elements, DTypes.swapUnit(fed.dtype()));
    }
    return of(dict(descr, "False", "(" + shape + comma + ")"), elements);
  }

  private static void turn(byte[] elements, int unit) {
    for (int start = 0; start < elements.length; start += unit) {
      for (int i = 0; i < unit / 2; i++) {
        byte b = elements[start + i];
        elements[start + i] = elements[start + unit - 1 - i];
        elements[start + unit - 1 - i] = b;
      }
    }
  }

  public static String dict(String descr, String fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(descr, fortran, shape);
  }

  /** Version 1.0 with a header of any text. */
  public static byte[] of(String dict, byte[] data) {
    byte[] header = dict.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1));
    file.write(header.length);
    file.write(header.length >> 8);
    file.writeBytes(header);
    file.writeBytes(data);
    return file.toByteArray();
  }
}
