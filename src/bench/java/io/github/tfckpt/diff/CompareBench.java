package io.github.tfckpt.diff;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Decoder;
import io.github.tfckpt.tensor.DecoderBench;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Pairs of elements, compared: nanoseconds a pair, of a chunk that lies in the cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CompareBench.ELEMENTS)
public class CompareBench {

  static final int ELEMENTS = 1 << 16;

  /** Bytes of both sides: the same, or different in every element. */
  @Param({"same", "different"})
  public String sides;

  private final Decoder decoder = new Decoder(DType.FLOAT32, PairTally.PIECE);
  private final double[] numbersA = new double[PairTally.PIECE];
  private final double[] numbersB = new double[PairTally.PIECE];
  private ByteBuffer a;
  private ByteBuffer b;

  /** Makes both sides. */
  @Setup
  public void fill() {
    a = DecoderBench.normal(DType.FLOAT32, ELEMENTS, 1);
    b = DecoderBench.normal(DType.FLOAT32, ELEMENTS, sides.equals("same") ? 1 : 2);
  }

  /** All metrics of two sides of float32, decoded on the way. */
  @Benchmark
  public double metrics() {
    PairTally tally = new PairTally();
    for (int at = 0; at < ELEMENTS; at += PairTally.PIECE) {
      decoder.decode(a, at, PairTally.PIECE, numbersA);
      decoder.decode(b, at, PairTally.PIECE, numbersB);
      RealPairs.compare(numbersA, numbersB, PairTally.PIECE, at, Tolerance.NONE, tally);
    }
    return tally.maxRelative;
  }

  /** What comes first: where the bytes begin to differ. */
  @Benchmark
  public int mismatch() {
    return a.mismatch(b);
  }
}
