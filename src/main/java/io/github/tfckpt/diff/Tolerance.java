package io.github.tfckpt.diff;

/**
 * When two values count as the same: {@code |a - b| <= atol + rtol * |b|}, as numpy's {@code
 * isclose} has it. Equal infinities are the same; a NaN is like another NaN, or like nothing.
 *
 * @param atol absolute tolerance, not negative
 * @param rtol relative tolerance, not negative
 * @param nanEqual if two NaNs are the same
 */
public record Tolerance(double atol, double rtol, boolean nanEqual) {

  /** Only equal values are the same, and NaN equals NaN. */
  public static final Tolerance NONE = new Tolerance(0, 0, true);

  /** Two bounds, neither of them negative. */
  public Tolerance {
    if (!(atol >= 0 && rtol >= 0)) {
      throw new IllegalArgumentException("tolerances are not negative: " + atol + ", " + rtol);
    }
  }

  /** True if a difference of {@code distance} from a value of {@code magnitude} is tolerated. */
  boolean covers(double distance, double magnitude) {
    return distance <= atol + rtol * magnitude;
  }
}
