package io.github.tfckpt.safetensors;

import io.github.tfckpt.archive.TargetTypes;
import io.github.tfckpt.tensor.DType;

/**
 * The element types of safetensors. It lacks strings, complex128, one float8, and types of less
 * than a byte.
 */
public final class SafetensorsTypes implements TargetTypes {

  /** The one instance. */
  public static final SafetensorsTypes INSTANCE = new SafetensorsTypes();

  private SafetensorsTypes() {}

  @Override
  public String label() {
    return "safetensors";
  }

  @Override
  public boolean has(DType dtype) {
    return !SafetensorsHeader.label(dtype).isEmpty();
  }
}
