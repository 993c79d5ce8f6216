package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.archive.TargetTypes;
import io.github.tfckpt.tensor.DType;
import java.util.Optional;

/** The element types of a bundle: all but references, resources and numbers that nobody knows. */
public final class BundleTypes implements TargetTypes {

  /** The one instance. */
  public static final BundleTypes INSTANCE = new BundleTypes();

  private BundleTypes() {}

  @Override
  public String label() {
    return "a V2 checkpoint";
  }

  @Override
  public boolean has(DType dtype) {
    return dtype.isFixed() || dtype.equals(DType.STRING) || dtype.equals(DType.VARIANT);
  }

  @Override
  public int mostAxes() {
    return 254;
  }

  /** Each type is stored as itself; quantized ones too. */
  @Override
  public Optional<DType> stored(DType dtype, boolean widen) {
    return has(dtype) ? Optional.of(dtype) : Optional.empty();
  }
}
