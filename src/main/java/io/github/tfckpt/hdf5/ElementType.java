package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FloatLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The type of the elements of a dataset or attribute.
 *
 * <pre>
 *   class and version u8   bits 3   size u32   properties by class:
 *   0 integer      bits: 0 big-endian, 3 signed       first bit u16   bits u16
 *   1 float        bits: 0 and 6 big-endian           first bit u16   bits u16   exponent: first bit u8,
 *                  bits u8   mantissa: first bit u8, bits u8   bias u32
 *   3 string       of a fixed length; bits 0 to 3: 0 up to a NUL, 1 padded by NUL, 2 by spaces
 *   5 opaque       a tag
 *   6 compound     bits: members u16                  (name, offset, type)*
 *   8 enum         bits: members u16                  type   name*   value*
 *   9 vlen         bits 0 to 3: 1 a string            type
 * </pre>
 *
 * <p>h5py writes a bool as an enum of FALSE and TRUE, and a complex number as a compound of r and
 * i. Of other enums the integers are read.
 *
 * @param dtype one without values for what TensorFlow has no type for
 * @param bigEndian if each element has to be turned around
 * @param width of one element as stored, in bytes
 * @param storage how elements are stored
 * @see "HDF5 file format specification 3.0, IV.A.2.d The Datatype Message"
 * @see "h5py/h5t.pyx, py_create and TypeEnumID.py_dtype"
 */
record ElementType(DType dtype, boolean bigEndian, int width, Storage storage) {

  /** How elements are stored. */
  enum Storage {
    /** As they are, in either byte order; for a type without values, any bytes. */
    PLAIN,
    /** Strings that end at a NUL or fill the width. */
    NUL_PADDED,
    /** Strings with spaces after them. */
    SPACE_PADDED,
    /** Strings in a global heap: a length u32, an address u64, an index u32. */
    IN_HEAP
  }

  private static final int HEAD = 8;
  private static final int LONGEST_NAME = 64;

  /** Bits of the class that both bytes of a float's order are in: neither, or 0, or 0 and 6. */
  private static final int ORDER = 0x41;

  /**
   * Reads one.
   *
   * @param in stands at the class
   */
  static ElementType read(ByteCursor in) throws Corrupt {
    return read(in, 0);
  }

  private static ElementType read(ByteCursor in, int depth) throws Corrupt {
    int first = in.fixed8("class");
    int bits = in.fixed8("bits") | in.fixed16("bits") << 8;
    int width = in.fixed32("size");
    if (width <= 0) {
      throw in.corrupt("a type of %d bytes", width & 0xffffffffL);
    }
    return switch (first & 15) {
      case 0 -> integer(in, bits, width);
      case 1 -> real(in, bits, width);
      case 3 ->
          new ElementType(
              DType.STRING,
              false,
              width,
              (bits & 15) == 2 ? Storage.SPACE_PADDED : Storage.NUL_PADDED);
      case 5 -> foreign("void" + 8L * width, width);
      case 6 ->
          depth == 0
              ? compound(in, first >>> 4, bits & 0xffff, width)
              : foreign("compound" + 8L * width, width);
      case 8 ->
          depth == 0
              ? enumeration(in, first >>> 4, bits & 0xffff)
              : foreign("enum" + 8L * width, width);
      case 9 ->
          (bits & 15) == 1 && width == HEAD + HEAD
              ? new ElementType(DType.STRING, false, width, Storage.IN_HEAP)
              : foreign("vlen", width);
      default -> foreign(label(first & 15) + 8L * width, width);
    };
  }

  private static String label(int typeClass) {
    return switch (typeClass) {
      case 2 -> "time";
      case 4 -> "bitfield";
      case 7 -> "reference";
      case 10 -> "array";
      case 11 -> "complex";
      default -> "class" + typeClass + "_";
    };
  }

  private static ElementType foreign(String label, int width) {
    return new ElementType(DType.foreign(label), false, width, Storage.PLAIN);
  }

  private static ElementType plain(DType dtype, boolean bigEndian) {
    return new ElementType(dtype, bigEndian, dtype.width(), Storage.PLAIN);
  }

  /** This type, if the name of one that its width fits was stored beside it. */
  ElementType named(String name) {
    for (DType known : DType.ALL) {
      if (dtype.kind() == DType.Kind.OPAQUE
          && known.label().equals(name)
          && known.width() == width) {
        return plain(known, false);
      }
    }
    return this;
  }

  private static ElementType integer(ByteCursor in, int bits, int width) throws Corrupt {
    boolean isSigned = (bits & 8) != 0;
    int start = in.fixed16("first bit");
    int used = in.fixed16("bits");
    DType.Kind kind = isSigned ? DType.Kind.INT : DType.Kind.UINT;
    for (DType dtype : DType.ALL) {
      if (dtype.kind() == kind
          && dtype.bits() == 8L * width
          && dtype.unquantized().equals(dtype)
          && start == 0
          && used == dtype.bits()) {
        return plain(dtype, (bits & 1) != 0);
      }
    }
    return foreign((isSigned ? "int" : "uint") + used, width);
  }

  private static ElementType real(ByteCursor in, int bits, int width) throws Corrupt {
    int start = in.fixed16("first bit");
    int used = in.fixed16("bits");
    in.skip(1, "place of the exponent");
    int exponent = in.fixed8("bits of the exponent");
    int mantissaStart = in.fixed8("place of the mantissa");
    int mantissa = in.fixed8("bits of the mantissa");
    int bias = in.fixed32("bias");
    FloatLayout layout = new FloatLayout(exponent, mantissa, bias, FloatLayout.Special.IEEE);
    for (DType dtype : DType.ALL) {
      if ((dtype.kind() == DType.Kind.FLOAT || dtype.kind() == DType.Kind.SMALL_FLOAT)
          && dtype.layout().filter(layout::equals).isPresent()
          && dtype.width() == width
          && start == 0
          && mantissaStart == 0
          && (bits & ORDER) < ORDER) {
        return plain(dtype, (bits & 1) != 0);
      }
    }
    return foreign("float" + used, width);
  }

  /** A member of a compound. */
  private record CompoundMember(Bytes name, int offset, ElementType type) {}

  private static ElementType compound(ByteCursor in, int version, int count, int width)
      throws Corrupt {
    ElementType other = foreign("compound" + 8L * width, width);
    if (count != 2 || version > 3) {
      return other;
    }
    List<CompoundMember> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Bytes name = name(in, version);
      int bytes = version < 3 ? 4 : offsetBytes(width);
      int offset = 0;
      for (int at = 0; at < bytes; at++) {
        offset |= in.fixed8("offset of a member") << (8 * at);
      }
      if (version == 1) {
        in.skip(28, "dimensions of a member");
      }
      ElementType type = read(in, 1);
      if (type.dtype().layout().isEmpty()) {
        return other;
      }
      members.add(new CompoundMember(name, offset, type));
    }
    ElementType real = members.get(0).type();
    boolean isComplex =
        members.get(0).equals(new CompoundMember(Bytes.utf8("r"), 0, real))
            && members.get(1).equals(new CompoundMember(Bytes.utf8("i"), real.width(), real))
            && width == 2L * real.width();
    for (DType dtype : DType.ALL) {
      if (isComplex
          && dtype.kind() == DType.Kind.COMPLEX
          && dtype.width() == width
          && real.dtype().layout().equals(dtype.layout())) {
        return plain(dtype, real.bigEndian());
      }
    }
    return other;
  }

  /** As few bytes as offsets in a compound of that size take. */
  private static int offsetBytes(int width) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(width) + 7) / 8;
  }

  private static ElementType enumeration(ByteCursor in, int version, int count) throws Corrupt {
    ElementType base = read(in, 1);
    if (count != 2 || base.width() != 1) {
      return base;
    }
    Bytes first = name(in, version);
    Bytes second = name(in, version);
    int values = in.fixed16("values");
    boolean isBool =
        first.equals(Bytes.utf8("FALSE")) && second.equals(Bytes.utf8("TRUE")) && values == 0x100;
    return isBool ? plain(DType.BOOL, false) : base;
  }

  /** A name up to a NUL; up to version 2 it is padded to a multiple of eight bytes. */
  private static Bytes name(ByteCursor in, int version) throws Corrupt {
    byte[] name = new byte[LONGEST_NAME];
    int size = 0;
    for (int next = in.fixed8("name"); next != 0; next = in.fixed8("name")) {
      if (size == name.length) {
        throw in.corrupt("a name of more than %d bytes", size);
      }
      name[size++] = (byte) next;
    }
    if (version < 3) {
      in.skip((HEAD - (size + 1) % HEAD) % HEAD, "name");
    }
    return Bytes.copyOf(name, 0, size);
  }
}
