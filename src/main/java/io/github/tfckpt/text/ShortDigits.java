package io.github.tfckpt.text;

/**
 * The shortest decimal of a float of few bits: of at most 11, or one that is at most 128 times the
 * smallest of its type.
 *
 * <p>Plain double arithmetic is enough: numbers of 12 bits and of 5 digits, if they differ at all,
 * differ by far more than what it rounds away.
 */
record ShortDigits(long digits, int exponent) {

  private static final double ROUNDING = 1e-13;
  private static final double LOG10_OF_2 = 0.30102999566398120;

  /** {@code Double.MIN_VALUE * 10^324}; the number itself has no bits left to halve. */
  private static final double LEAST_DOUBLE = 4.940656458412465;

  private static final int LEAST_DOUBLE_SCALE = 324;

  static ShortDigits of(FloatType type, double value) {
    if (type == FloatType.DOUBLE) {
      long steps = Double.doubleToRawLongBits(value);
      ShortDigits found = between(steps * LEAST_DOUBLE, LEAST_DOUBLE, LEAST_DOUBLE, steps % 2 == 0);
      return new ShortDigits(found.digits, found.exponent - LEAST_DOUBLE_SCALE);
    }
    double step = type.step(value);
    boolean even = value / step % 2 == 0;
    return between(value, type.isUneven(value) ? step / 2 : step, step, even);
  }

  /**
   * The shortest decimal that is nearer to a value than to its neighbours.
   *
   * @param below distance of the smaller neighbour
   * @param above distance of the greater neighbour
   * @param even if the middle between two neighbours belongs to this value
   */
  private static ShortDigits between(double value, double below, double above, boolean even) {
    int most = (int) Math.floor((Math.getExponent(value) + 1) * LOG10_OF_2);
    for (int position = most; ; position--) {
      double unit = ExactDigits.power(Math.abs(position));
      double scaled = position < 0 ? value * unit : value / unit;
      double low = (position < 0 ? below * unit : below / unit) / 2;
      double high = (position < 0 ? above * unit : above / unit) / 2;
      double down = Math.floor(scaled * (1 + ROUNDING));
      double rest = Math.max(0, scaled - down);
      boolean mayDown = isWithin(rest, low, scaled, even);
      boolean mayUp = isWithin(1 - rest, high, scaled, even);
      // The first position may be one too high; there is no digit yet then.
      if (down > 0 && (mayDown || mayUp)) {
        boolean middle = Math.abs(rest - 0.5) < ROUNDING * scaled;
        boolean nearerUp = middle ? down % 2 == 1 : rest > 0.5;
        boolean up = mayUp && (nearerUp || !mayDown);
        return new ShortDigits((long) (up ? down + 1 : down), position);
      }
    }
  }

  private static boolean isWithin(double distance, double limit, double scale, boolean closed) {
    double tolerance = ROUNDING * scale;
    return closed ? distance <= limit + tolerance : distance < limit - tolerance;
  }
}
