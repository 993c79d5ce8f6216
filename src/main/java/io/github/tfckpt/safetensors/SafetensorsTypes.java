package io.github.tfckpt.safetensors;

import io.github.tfckpt.archive.TargetTypes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * The element types of safetensors. It lacks strings, complex128, one float8, and types of less
 * than a byte that take a byte each. Its own that TensorFlow lacks are listed, and have no values.
 *
 * @see "safetensors/src/tensor.rs, Dtype"
 */
public final class SafetensorsTypes implements TargetTypes {

  /** The one instance. */
  public static final SafetensorsTypes INSTANCE = new SafetensorsTypes();

  /** Bits of an element of a type that TensorFlow lacks; F4 and F6 are packed. */
  private static final Map<String, Integer> FOREIGN =
      Map.of("F8_E8M0", 8, "F4", 4, "F6_E2M3", 6, "F6_E3M2", 6);

  private static final Map<String, DType> BY_LABEL = new HashMap<>();

  static {
    for (DType dtype : DType.ALL) {
      if (!label(dtype).isEmpty() && dtype.unquantized().equals(dtype)) {
        BY_LABEL.put(label(dtype), dtype);
      }
    }
  }

  private SafetensorsTypes() {}

  @Override
  public String label() {
    return "safetensors";
  }

  @Override
  public boolean has(DType dtype) {
    return !label(dtype).isEmpty();
  }

  /** What the format calls a type; empty if it has none such. */
  static String label(DType dtype) {
    boolean packed = dtype.bits() < 8 * dtype.width();
    return switch (dtype.kind()) {
      case FLOAT -> "F" + dtype.bits();
      case INT -> packed ? "" : "I" + dtype.bits();
      case UINT -> packed ? "" : "U" + dtype.bits();
      case BOOL -> "BOOL";
      case COMPLEX -> dtype.equals(DType.COMPLEX64) ? "C64" : "";
      case STRING, OPAQUE -> "";
      case SMALL_FLOAT ->
          switch (dtype.label()) {
            case "bfloat16" -> "BF16";
            case "float8_e5m2" -> "F8_E5M2";
            case "float8_e4m3fn" -> "F8_E4M3";
            case "float8_e4m3fnuz" -> "F8_E4M3FNUZ";
            case "float8_e5m2fnuz" -> "F8_E5M2FNUZ";
            case "float8_e4m3b11fnuz", "float4_e2m1fn" -> "";
            default -> throw new IllegalArgumentException("no label is known for " + dtype);
          };
    };
  }

  /** The type of a label, one without values if TensorFlow has none such. */
  static DType dtype(String label) {
    DType dtype = BY_LABEL.get(label);
    return dtype == null ? DType.foreign(label) : dtype;
  }

  /** Bits that an element takes in the file; 0 if the type is unknown here too. */
  static int bits(DType dtype) {
    return dtype.kind() == Kind.OPAQUE
        ? FOREIGN.getOrDefault(dtype.label(), 0)
        : Byte.SIZE * dtype.width();
  }
}
