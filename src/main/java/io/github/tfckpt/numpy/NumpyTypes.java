package io.github.tfckpt.numpy;

import io.github.tfckpt.archive.TargetTypes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;

/**
 * The element types of numpy. It lacks floats of 16 bits or fewer other than float16, and integers
 * of less than a byte.
 */
public final class NumpyTypes implements TargetTypes {

  /** The one instance. */
  public static final NumpyTypes INSTANCE = new NumpyTypes();

  private NumpyTypes() {}

  @Override
  public String label() {
    return "numpy";
  }

  @Override
  public boolean has(DType dtype) {
    boolean lacks = dtype.kind() == Kind.SMALL_FLOAT || dtype.kind() == Kind.OPAQUE;
    return !lacks && dtype.bits() == 8 * dtype.width();
  }
}
