package io.github.tfckpt.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Elements turned into numbers: nanoseconds an element, of a chunk that lies in the cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DecoderBench.ELEMENTS)
public class DecoderBench {

  static final int ELEMENTS = 1 << 16;

  private static final int PIECE = 4096;

  /** The type of the elements. */
  @Param({"float32", "float16", "bfloat16", "int32", "float64"})
  public String dtype;

  private final double[] numbers = new double[PIECE];
  private ByteBuffer chunk;
  private Decoder decoder;

  /** Elements of a normal distribution; integers are their bits. */
  public static ByteBuffer normal(DType dtype, int count, long seed) {
    Random random = new Random(seed);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(count * dtype.width()).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      double value = random.nextGaussian();
      switch (dtype.width()) {
        case 8 -> bytes.putDouble(value);
        case 4 -> bytes.putFloat((float) value);
        default -> bytes.putShort((short) (Float.floatToRawIntBits((float) value) >>> 16));
      }
    }
    return bytes.flip();
  }

  /** Makes the elements. */
  @Setup
  public void fill() {
    DType type =
        switch (dtype) {
          case "float32" -> DType.FLOAT32;
          case "float16" -> DType.FLOAT16;
          case "bfloat16" -> DType.BFLOAT16;
          case "int32" -> DType.INT32;
          default -> DType.FLOAT64;
        };
    chunk = normal(type, ELEMENTS, 1);
    decoder = new Decoder(type, PIECE);
  }

  /** To numbers of double precision. */
  @Benchmark
  public double[] decode() {
    for (int at = 0; at < ELEMENTS; at += PIECE) {
      decoder.decode(chunk, at, PIECE, numbers);
    }
    return numbers;
  }

  /** The least that every whole read costs: its checksum. */
  @Benchmark
  public long checksum() {
    CRC32C crc = new CRC32C();
    crc.update(chunk.duplicate());
    return crc.getValue();
  }
}
