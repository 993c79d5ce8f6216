package io.github.tfckpt.export;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import java.util.Optional;

/** Whose files an export writes, and which types of elements those have. */
public enum Target {
  /**
   * numpy: {@code .npy} files, alone or in an {@code .npz}. It lacks floats of 16 bits or fewer
   * other than float16, and integers of less than a byte.
   */
  NUMPY("numpy"),

  /** safetensors. It lacks strings, complex128, one float8, and types of less than a byte. */
  SAFETENSORS("safetensors");

  /** numpy makes no array of more axes, nor does any reader of safetensors in Python. */
  private static final int MOST_AXES = 64;

  private final String label;

  Target(String label) {
    this.label = label;
  }

  /** Its name, for messages. */
  public String label() {
    return label;
  }

  /** Most axes that a tensor may have. */
  public int mostAxes() {
    return MOST_AXES;
  }

  /**
   * The type as which elements of some type are stored.
   *
   * @param widen if a wider type may stand in for one that the target lacks
   * @return empty if there is none
   */
  public Optional<DType> stored(DType dtype, boolean widen) {
    DType own = unquantized(dtype);
    if (has(own)) {
      return Optional.of(own);
    }
    return widen ? wider(dtype) : Optional.empty();
  }

  /** The type that takes every value of one that the target lacks; empty if it has none such. */
  public Optional<DType> wider(DType dtype) {
    return switch (dtype.kind()) {
      case SMALL_FLOAT -> Optional.of(DType.FLOAT32);
      case INT -> Optional.of(DType.INT8);
      case UINT -> Optional.of(DType.UINT8);
      default -> Optional.empty();
    };
  }

  /** A quantized integer is that integer: the scale is not part of the type. */
  private static DType unquantized(DType dtype) {
    return switch (dtype.number()) {
      case 11 -> DType.INT8;
      case 12 -> DType.UINT8;
      case 13 -> DType.INT32;
      case 15 -> DType.INT16;
      case 16 -> DType.UINT16;
      default -> dtype;
    };
  }

  private boolean has(DType dtype) {
    if (this == SAFETENSORS) {
      return !SafetensorsHeader.label(dtype).isEmpty();
    }
    boolean lacks = dtype.kind() == Kind.SMALL_FLOAT || dtype.kind() == Kind.OPAQUE;
    return !lacks && dtype.bits() == 8 * dtype.width();
  }
}
