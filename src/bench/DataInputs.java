import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.SparseFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What data.sh measures with, written without TensorFlow.
 *
 * <pre>
 *   big   2 GiB: 100 tensors of 5368709 normally distributed float32
 *   one   2 GiB: one such tensor, [524288, 1024]
 *   ten   10 million of them in one tensor
 * </pre>
 *
 * <p>Run with the folder to write to.
 */
final class DataInputs {

  private static final int PIECE = 1 << 20;

  /** Normally distributed, drawn from a wheel of a million at random places and scales. */
  private record Floats(int seed, long count) implements SparseFile.Content {
    @Override
    public long size() {
      return 4 * count;
    }

    @Override
    public void writeTo(SparseFile file) throws IOException {
      Random normal = new Random(1);
      float[] wheel = new float[PIECE];
      for (int i = 0; i < PIECE; i++) {
        wheel[i] = (float) normal.nextGaussian();
      }
      SplittableRandom draw = new SplittableRandom(seed);
      for (long left = count; left > 0; left -= PIECE) {
        int length = (int) Math.min(PIECE, left);
        int start = draw.nextInt(PIECE);
        float scale = (float) (0.5 + draw.nextDouble());
        ByteBuffer piece = ByteBuffer.allocate(4 * length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
          piece.putFloat(wheel[(start + i) % PIECE] * scale);
        }
        file.write(piece.array());
      }
    }
  }

  private DataInputs() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    BundleBuilder big = new BundleBuilder(folder.resolve("big"), 1);
    for (int i = 0; i < 100; i++) {
      big.addContent(
          0,
          "layer_%02d/kernel".formatted(i),
          DTypes.FLOAT,
          new long[] {5_368_709},
          new Floats(i, 5_368_709));
    }
    big.write();
    BundleBuilder one = new BundleBuilder(folder.resolve("one"), 1);
    one.addContent(
        0, "w", DTypes.FLOAT, new long[] {524_288, 1024}, new Floats(7, 524_288L * 1024));
    one.write();
    BundleBuilder ten = new BundleBuilder(folder.resolve("ten"), 1);
    ten.addContent(0, "w", DTypes.FLOAT, new long[] {10_000_000}, new Floats(9, 10_000_000));
    ten.write();
  }
}
