package io.github.tfckpt.numpy;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of a {@code .npy} file says of the array that follows.
 *
 * @param dtype a type without values if TensorFlow lacks it
 * @param itemBytes of one element; 0 if the header does not say
 * @param unicode true for strings of four bytes a character, false for strings of bytes
 * @param bigEndian true if elements of several bytes are stored big-endian
 * @param fortran true if the first index runs fastest
 * @param start where the elements begin, in bytes
 */
record NpyArray(
    DType dtype,
    long itemBytes,
    boolean unicode,
    boolean bigEndian,
    boolean fortran,
    Shape shape,
    long start) {

  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);

  /** The magic, the version, and a length of 2 or 4 bytes. */
  private static final int SHORT = 10;

  private static final int LONG = 12;

  /** Fields have names; nothing else makes a header long. */
  private static final int LONGEST = 1 << 20;

  private static final Pattern DESCR = Pattern.compile("([<>|=]?)([a-zA-Z])(\\d{0,9})(\\[.*\\])?");

  private static final Map<String, DType> TYPES = new HashMap<>();

  static {
    for (DType dtype : DType.ALL) {
      if (NumpyTypes.INSTANCE.has(dtype) && dtype.unquantized().equals(dtype) && dtype.isFixed()) {
        TYPES.put(NpyHeader.descr(dtype).substring(1), dtype);
      }
    }
  }

  /**
   * Reads a header.
   *
   * @throws Corrupt if it is not one
   * @throws Unsupported if a later version of numpy wrote it
   */
  static NpyArray read(ByteSource file) throws IOException {
    String where = file.description();
    ByteBuffer begin = beginning(file);
    int version = begin.get(MAGIC.length);
    if (version < 1 || version > 3) {
      throw Unsupported.at(
          where,
          "npy version %d.%d, versions 1.0 to 3.0 can be read",
          version,
          begin.get(MAGIC.length + 1));
    }
    int before = version == 1 ? SHORT : LONG;
    long length =
        version == 1
            ? Short.toUnsignedLong(begin.getShort(8))
            : file.size() < LONG ? LONGEST : Integer.toUnsignedLong(begin.getInt(8));
    if (length > LONGEST || length > file.size() - before) {
      throw Corrupt.at(
          where, "npy header: %d bytes, there are %d (truncated?)", length, file.size() - before);
    }
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String text = new String(file.slice(before, length).readAll(), charset);
    return of(NpyDict.parse(text, where), before + length, where);
  }

  private static ByteBuffer beginning(ByteSource file) throws IOException {
    if (file.size() < SHORT) {
      throw Corrupt.at(
          file.description(), "%d bytes, an npy header has more (truncated?)", file.size());
    }
    ByteBuffer begin = ByteBuffer.allocate((int) Math.min(LONG, file.size()));
    file.read(0, begin.order(ByteOrder.LITTLE_ENDIAN));
    for (int i = 0; i < MAGIC.length; i++) {
      if (begin.get(i) != MAGIC[i]) {
        throw new Corrupt(file.description(), "does not begin like an npy file");
      }
    }
    return begin;
  }

  private static NpyArray of(NpyDict dict, long start, String where) throws Corrupt {
    Matcher descr = DESCR.matcher(dict.descr());
    if (dict.descr().isEmpty()) {
      return new NpyArray(
          DType.foreign("structured"), 0, false, false, dict.isFortran(), dict.shape(), start);
    }
    if (!descr.matches()) {
      throw new Corrupt(where, "npy header: descr '" + dict.descr() + "' is not a type");
    }
    char kind = descr.group(2).charAt(0);
    int size = descr.group(3).isEmpty() ? 0 : Integer.parseInt(descr.group(3));
    boolean unicode = kind == 'U';
    return new NpyArray(
        type(kind, size),
        kind == 'O' ? 0 : unicode ? 4L * size : size,
        unicode,
        descr.group(1).equals(">"),
        dict.isFortran(),
        dict.shape(),
        start);
  }

  private static DType type(char kind, int size) {
    DType known = TYPES.get("" + kind + size);
    if (known != null) {
      return known;
    }
    return switch (kind) {
      case 'S', 'a', 'U' -> DType.STRING;
      case 'O' -> DType.foreign("object");
      case 'V' -> DType.foreign("void" + 8L * size);
      case 'M' -> DType.foreign("datetime64");
      case 'm' -> DType.foreign("timedelta64");
      case 'f' -> DType.foreign("float" + 8L * size);
      case 'c' -> DType.foreign("complex" + 8L * size);
      default -> DType.foreign("" + kind + size);
    };
  }

  /**
   * {@return how many bytes the elements take; -1 if the header does not say}
   *
   * @throws ArithmeticException if there are more than 2^63
   */
  long bytes() {
    return itemBytes == 0 && dtype.isForeign()
        ? -1
        : Math.multiplyExact(shape.elementCount(), itemBytes);
  }
}
