package io.github.tfckpt.archive;

import io.github.tfckpt.tensor.DType;
import java.util.Optional;

/** The element types that a file format has, and which of them replace those it lacks. */
public interface TargetTypes {

  /** {@return its name, for messages} */
  String label();

  /** {@return true if the format has a type for such elements} */
  boolean has(DType dtype);

  /**
   * {@return the largest rank that the format takes} numpy and Python make no array of more axes.
   */
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

  /** The type that takes every value of one that the target lacks; empty if there is none. */
  default Optional<DType> wider(DType dtype) {
    return switch (dtype.kind()) {
      case SMALL_FLOAT -> Optional.of(DType.FLOAT32);
      case INT -> Optional.of(DType.INT8);
      case UINT -> Optional.of(DType.UINT8);
      default -> Optional.empty();
    };
  }
}
