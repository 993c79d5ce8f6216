package io.github.tfckpt.text;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Floats as text: nanoseconds a number. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TextBench.ELEMENTS)
public class TextBench {

  static final int ELEMENTS = 1 << 12;

  private final float[] floats = new float[ELEMENTS];
  private final double[] doubles = new double[ELEMENTS];
  private final Decimal decimal = new Decimal();
  private final AsciiBuffer out = new AsciiBuffer();

  /** Numbers of a normal distribution. */
  public TextBench() {
    Random random = new Random(1);
    for (int i = 0; i < ELEMENTS; i++) {
      doubles[i] = random.nextGaussian();
      floats[i] = (float) doubles[i];
    }
  }

  /** The shortest digits of a float32, one number a line. */
  @Benchmark
  public int float32() {
    out.clear();
    for (float value : floats) {
      NumberText.real(decimal, FloatType.SINGLE, value, true, out);
      out.append('\n');
    }
    return out.size();
  }

  /** Nine true digits of a float32 and an exponent, as columns of numpy have them. */
  @Benchmark
  public int float32Scientific() {
    out.clear();
    for (float value : floats) {
      decimal.shortest(FloatType.SINGLE, Math.abs(value));
      decimal.fixScientific(8);
      decimal.appendScientific(out, true);
      NumberText.appendExponent(decimal.magnitude(), 2, out);
    }
    return out.size();
  }

  /** The shortest digits of a double, one number a line. */
  @Benchmark
  public int float64() {
    out.clear();
    for (double value : doubles) {
      NumberText.real(decimal, FloatType.DOUBLE, value, true, out);
      out.append('\n');
    }
    return out.size();
  }

  /** What the JDK makes of the same. */
  @Benchmark
  public int float64OfTheJdk() {
    out.clear();
    for (double value : doubles) {
      out.append(Double.toString(value));
      out.append('\n');
    }
    return out.size();
  }
}
