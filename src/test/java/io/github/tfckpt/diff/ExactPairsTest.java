package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.Scratch;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Pairs whose squares, products or quotients leave what a double can hold, against arithmetic that
 * does not round: {@link BigDecimal} of 60 digits.
 */
final class ExactPairsTest {

  private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final BigDecimal GREATEST = new BigDecimal(Double.MAX_VALUE);
  private static final int FLOAT = 1;
  private static final int DOUBLE = 2;
  private static final int COMPLEX64 = 8;
  private static final int BFLOAT16 = 14;
  private static final int COMPLEX128 = 18;
  private static final int HALF = 19;

  @RegisterExtension private final Scratch scratch = new Scratch();

  private final Random random = new Random(5);

  @Test
  void subnormalNumbersAreAsExactAsOthers() throws IOException {
    for (int i = 0; i < 60; i++) {
      int bits = 1 + random.nextInt(52);
      check(DOUBLE, 1 + random.nextInt(40), n -> random.nextLong() >>> (63 - bits));
      check(COMPLEX128, 2 * (1 + random.nextInt(20)), n -> random.nextLong() >>> (63 - bits));
    }
    for (int i = 0; i < 20; i++) {
      check(FLOAT, 30, n -> random.nextInt(1 << 23) | (random.nextInt(2) << 31));
      check(COMPLEX64, 30, n -> random.nextInt(1 << 23) | (random.nextInt(2) << 31));
      check(BFLOAT16, 30, n -> random.nextInt(1 << 7) | (random.nextInt(2) << 15));
      check(HALF, 30, n -> random.nextInt(1 << 10) | (random.nextInt(2) << 15));
    }
  }

  @Test
  void squaresMayLeaveTheRangeOfDoubles() throws IOException {
    for (double size : List.of(1e-320, 1e-300, 1e-170, 1e-150, 1e150, 1e170, 1e200, 1e300, 8e307)) {
      for (int type : List.of(DOUBLE, COMPLEX128)) {
        check(type, 30, n -> bits(size * random.nextGaussian()));
        check(type, 5000, n -> bits(size * (1 + 1e-3 * random.nextGaussian())));
        check(type, 10, n -> bits(size * (1 + random.nextInt(2))));
      }
    }
  }

  @Test
  void numbersOfAllSizesAreTogether() throws IOException {
    double[] sizes = {0, 1e-320, 1e-170, 1, 1e170, 1e300};
    for (int i = 0; i < 40; i++) {
      // Now a size for each piece of a tensor, now for each number.
      int together = random.nextBoolean() ? 1 : 4096;
      long seed = random.nextLong();
      IntToLongFunction mixed =
          n -> {
            double size = sizes[new Random(seed + n / together).nextInt(sizes.length)];
            return bits(size * random.nextGaussian());
          };
      check(DOUBLE, 2 + random.nextInt(9000), mixed);
      check(COMPLEX128, 2 * (1 + random.nextInt(4500)), mixed);
    }
  }

  @Test
  void equalNumbersHaveAnAngleToo() throws IOException {
    double[] values = IntStream.range(0, 5000).mapToDouble(n -> n % 7 * 1e-170).toArray();
    double[] other = values.clone();
    other[4999] = 1e-169;
    check(DOUBLE, bytes(DOUBLE, bitsOf(values)), bytes(DOUBLE, bitsOf(other)));
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(
        Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)));
  }

  private static long[] bitsOf(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  /** Compares two tensors of so many numbers, each with the bits that a function has for it. */
  private void check(int type, int count, IntToLongFunction bits) throws IOException {
    long[] a = IntStream.range(0, count).mapToLong(bits).toArray();
    long[] b = IntStream.range(0, count).mapToLong(bits).toArray();
    check(type, bytes(type, a), bytes(type, b));
  }

  private static byte[] bytes(int type, long[] bits) {
    int width = width(type);
    ByteBuffer bytes = ByteBuffer.allocate(width * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long each : bits) {
      for (int i = 0; i < width; i++) {
        bytes.put((byte) (each >>> (8 * i)));
      }
    }
    return bytes.array();
  }

  /** Bytes of a number, or of a part of one. */
  private static int width(int type) {
    return switch (type) {
      case FLOAT, COMPLEX64 -> 4;
      case DOUBLE, COMPLEX128 -> 8;
      default -> 2;
    };
  }

  private static double number(int type, byte[] bytes, int index) {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case FLOAT, COMPLEX64 -> from.getFloat(4 * index);
      case DOUBLE, COMPLEX128 -> from.getDouble(8 * index);
      case BFLOAT16 -> Float.intBitsToFloat(from.getShort(2 * index) << 16);
      // Subnormal: the bits are the number of units.
      default ->
          Math.scalb(from.getShort(2 * index) & 0x3ff, -24)
              * (from.getShort(2 * index) < 0 ? -1 : 1);
    };
  }

  private void check(int type, byte[] a, byte[] b) throws IOException {
    int parts = type == COMPLEX64 || type == COMPLEX128 ? 2 : 1;
    int count = a.length / width(type) / parts;
    Sums sums = new Sums();
    for (int i = 0; i < count; i++) {
      BigDecimal[] left = new BigDecimal[parts];
      BigDecimal[] right = new BigDecimal[parts];
      for (int part = 0; part < parts; part++) {
        left[part] = new BigDecimal(number(type, a, parts * i + part));
        right[part] = new BigDecimal(number(type, b, parts * i + part));
      }
      sums.add(left, right);
    }
    Metrics found = compare(type, count, a, b).metrics().orElseThrow();
    near("max_abs", sums.maxDistance, found.maxAbs(), 1e-15);
    if (sums.infinite) {
      assertEquals(Double.POSITIVE_INFINITY, found.maxRel());
    } else {
      near("max_rel", sums.maxRelative, found.maxRel(), 1e-15);
    }
    BigDecimal numbers = BigDecimal.valueOf(count);
    near("rms", sums.squares.divide(numbers, DIGITS).sqrt(DIGITS), found.rms(), 1e-12);
    near("mean_abs", sums.distances.divide(numbers, DIGITS), found.meanAbs(), 1e-12);
    if (sums.squaresA.signum() == 0 || sums.squaresB.signum() == 0) {
      assertTrue(Double.isNaN(found.cosine()));
      return;
    }
    BigDecimal norms = sums.squaresA.sqrt(DIGITS).multiply(sums.squaresB.sqrt(DIGITS));
    double cosine = sums.products.divide(norms, DIGITS).doubleValue();
    assertEquals(cosine, found.cosine(), 1e-12);
  }

  private TensorDiff compare(int type, int count, byte[] a, byte[] b) throws IOException {
    Path pathA = write("a", type, count, a);
    Path pathB = write("b", type, count, b);
    try (Checkpoint openA = Checkpoint.open(pathA);
        Checkpoint openB = Checkpoint.open(pathB)) {
      SideNames keys = SideNames.keys(FullNames.none());
      Pairing pairing = Pairing.of(openA.tensors(), keys, openB.tensors(), keys, Changes.none());
      DiffOptions options = new DiffOptions(Tolerance.NONE, false, false, 2);
      return CheckpointDiff.compare(openA, openB, pairing.all(), options, bytes -> {}).get(0);
    }
  }

  private Path write(String name, int type, long count, byte[] elements) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file(name), 1);
    bundle.add(0, "t", type, new long[] {count}, elements);
    return bundle.write();
  }

  private static void near(String what, BigDecimal expected, double found, double tolerance) {
    if (expected.compareTo(GREATEST) > 0) {
      assertEquals(Double.POSITIVE_INFINITY, found, what);
      return;
    }
    double rounded = expected.doubleValue();
    assertTrue(
        Math.abs(rounded - found) <= tolerance * rounded + Double.MIN_VALUE,
        () -> what + " is " + found + ", expected " + rounded);
  }

  /** The sums that the metrics are made of. */
  private static final class Sums {
    BigDecimal distances = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    BigDecimal products = BigDecimal.ZERO;
    BigDecimal squaresA = BigDecimal.ZERO;
    BigDecimal squaresB = BigDecimal.ZERO;
    BigDecimal maxDistance = BigDecimal.ZERO;
    BigDecimal maxRelative = BigDecimal.ZERO;
    boolean infinite;

    void add(BigDecimal[] a, BigDecimal[] b) {
      BigDecimal square = BigDecimal.ZERO;
      BigDecimal squareB = BigDecimal.ZERO;
      for (int part = 0; part < a.length; part++) {
        BigDecimal apart = a[part].subtract(b[part]);
        square = square.add(apart.multiply(apart), DIGITS);
        squareB = squareB.add(b[part].multiply(b[part]), DIGITS);
        products = products.add(a[part].multiply(b[part]), DIGITS);
        squaresA = squaresA.add(a[part].multiply(a[part]), DIGITS);
      }
      squaresB = squaresB.add(squareB, DIGITS);
      squares = squares.add(square, DIGITS);
      BigDecimal distance = square.sqrt(DIGITS);
      distances = distances.add(distance, DIGITS);
      maxDistance = maxDistance.max(distance);
      if (distance.signum() != 0 && squareB.signum() == 0) {
        infinite = true;
      } else if (distance.signum() != 0) {
        maxRelative = maxRelative.max(distance.divide(squareB.sqrt(DIGITS), DIGITS));
      }
    }
  }
}
