package io.github.tfckpt.archive;

import io.github.tfckpt.tensor.DType;
import java.util.Optional;

/** Which types of elements a format of files has, and which stand in for those that it lacks. */
public interface TargetTypes {

  /** {@return its name, for messages} */
  String label();

  /** {@return true if the format has a type for such elements} */
  boolean has(DType dtype);

  /** {@return most axes that a tensor may have} numpy makes no array of more, nor does Python. */
  default int mostAxes() {
    return 64;
  }

  /**
   * The type as which elements of some type are stored.
   *
   * @param widen if a wider type may stand in for one that the target lacks
   * @return empty if there is none
   */
  default Optional<DType> stored(DType dtype, boolean widen) {
    DType own = dtype.unquantized();
    if (has(own)) {
      return Optional.of(own);
    }
    return widen ? wider(dtype) : Optional.empty();
  }

  /** The type that takes every value of one that the target lacks; empty if it has none such. */
  default Optional<DType> wider(DType dtype) {
    return switch (dtype.kind()) {
      case SMALL_FLOAT -> Optional.of(DType.FLOAT32);
      case INT -> Optional.of(DType.INT8);
      case UINT -> Optional.of(DType.UINT8);
      default -> Optional.empty();
    };
  }
}
