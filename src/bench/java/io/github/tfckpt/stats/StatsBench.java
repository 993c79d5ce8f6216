package io.github.tfckpt.stats;

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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Statistics: nanoseconds an element of float32, of a chunk that lies in the cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(StatsBench.ELEMENTS)
public class StatsBench {

  static final int ELEMENTS = 1 << 16;

  private static final int BINS = 20;

  private final ByteBuffer chunk = DecoderBench.normal(DType.FLOAT32, ELEMENTS, 1);
  private final FloatKernel kernel = new FloatKernel(chunk);
  private final Decoder decoder = new Decoder(DType.FLOAT32, Tally.PIECE);
  private final double[] numbers = new double[Tally.PIECE];
  private final Histogram histogram = Histogram.of(DType.FLOAT32, tally(), BINS).orElseThrow();

  private Tally tally() {
    Tally tally = new Tally();
    kernel.begin();
    for (int at = 0; at < ELEMENTS; at += Tally.PIECE) {
      kernel.add(at, Tally.PIECE, at, tally);
    }
    kernel.end(tally);
    return tally;
  }

  /** Everything but the histogram. */
  @Benchmark
  public Tally statistics() {
    return tally();
  }

  /** The bins that a second pass counts. */
  @Benchmark
  public long[] histogram() {
    long[] counts = new long[BINS];
    for (int at = 0; at < ELEMENTS; at += Tally.PIECE) {
      decoder.decode(chunk, at, Tally.PIECE, numbers);
      histogram.count(numbers, Tally.PIECE, counts);
    }
    return counts;
  }
}
