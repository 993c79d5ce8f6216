package io.github.tfckpt.cli.history;

import io.github.tfckpt.render.RoundedNumber;
import java.util.Arrays;

/**
 * Numbers over steps as a line of blocks between the least and the greatest: {@code ▁▃▅█}. What is
 * not finite is {@code x}; where there is no number, the line has a gap.
 */
final class Curve {

  /** More steps share a block, which shows the greatest. */
  private static final int WIDTH = 40;

  private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private enum Point {
    NONE,
    FINITE,
    ODD
  }

  private final Point[] points;
  private final double[] values;

  Curve(int steps) {
    points = new Point[steps];
    values = new double[steps];
    Arrays.fill(points, Point.NONE);
  }

  void set(int step, double value) {
    points[step] = Double.isFinite(value) ? Point.FINITE : Point.ODD;
    values[step] = value;
  }

  private double least() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      least = points[i] == Point.FINITE ? Math.min(least, values[i]) : least;
    }
    return least;
  }

  private double greatest() {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      greatest = points[i] == Point.FINITE ? Math.max(greatest, values[i]) : greatest;
    }
    return greatest;
  }

  /** The line. */
  String blocks() {
    double least = least();
    double height = greatest() - least;
    int width = Math.min(WIDTH, values.length);
    StringBuilder line = new StringBuilder(width);
    for (int i = 0; i < width; i++) {
      int from = (int) ((long) i * values.length / width);
      int to = (int) ((i + 1L) * values.length / width);
      line.append(block(from, to, least, height));
    }
    return line.toString().stripTrailing();
  }

  private char block(int from, int to, double least, double height) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      if (points[i] == Point.ODD) {
        return 'x';
      }
      greatest = points[i] == Point.FINITE ? Math.max(greatest, values[i]) : greatest;
    }
    if (greatest == Double.NEGATIVE_INFINITY) {
      return ' ';
    }
    double share = height > 0 ? (greatest - least) / height : 0;
    return BLOCKS.charAt((int) Math.round(share * (BLOCKS.length() - 1)));
  }

  /** The least and the greatest number: {@code 0.98 to 1.02}; one alone where they look alike. */
  String range() {
    if (least() > greatest()) {
      return "";
    }
    int digits = 3;
    String least = RoundedNumber.of(least(), digits);
    String greatest = RoundedNumber.of(greatest(), digits);
    while (least.equals(greatest) && least() < greatest() && digits < 9) {
      digits++;
      least = RoundedNumber.of(least(), digits);
      greatest = RoundedNumber.of(greatest(), digits);
    }
    return least.equals(greatest) ? least : least + " to " + greatest;
  }
}
