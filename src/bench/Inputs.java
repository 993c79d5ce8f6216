import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.SparseFloats;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/**
 * What run.sh measures with, written without TensorFlow: a small checkpoint, one of a million
 * tensors, and a sparse tensor of 4 GiB as a bundle, as a partitioned variable and as V1.
 *
 * <p>Run with the folder to write to; says the SHA-256 of the tensor of 4 GiB.
 */
final class Inputs {

  private static final int SMALL = 24;
  private static final int MANY = 1_000_000;

  /** Float32 [4, 2^28]: four rows of 1 GiB. */
  private static final long ROWS = 4;

  private static final long COLUMNS = 1L << 28;
  private static final long[] SHAPE = {ROWS, COLUMNS};

  private Inputs() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    bundle(folder.resolve("small"), SMALL);
    bundle(folder.resolve("many"), MANY);
    plain(folder.resolve("plain"));
    partitioned(folder.resolve("partitioned"));
    v1(folder.resolve("v1.ckpt"));
    MessageDigest digest = Samples.sha256();
    new SparseFloats(0, ROWS * COLUMNS).digest(digest);
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .println(HexFormat.of().formatHex(digest.digest()));
  }

  /** Tensors named as those of a deep network are; in the large one they share their elements. */
  private static void bundle(Path prefix, int tensors) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    byte[] elements = Samples.elements(new Random(1), DTypes.FLOAT, 6);
    for (int i = 0; i < tensors; i++) {
      String name = "model/encoder/layer_" + i / 8 + "/part_" + i % 8 + "/kernel";
      bundle.add(0, name, DTypes.FLOAT, new long[] {2, 3}, elements);
    }
    bundle.write();
  }

  private static void plain(Path prefix) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    bundle.addContent(0, "w", DTypes.FLOAT, SHAPE, new SparseFloats(0, ROWS * COLUMNS));
    bundle.write();
  }

  private static void partitioned(Path prefix) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix, 2);
    for (int row = 0; row < ROWS; row++) {
      bundle.addContentSlice(row % 2, "w", DTypes.FLOAT, SHAPE, box(row), content(row));
    }
    bundle.write();
  }

  private static void v1(Path path) throws IOException {
    V1Builder file = new V1Builder();
    for (int row = 0; row < ROWS; row++) {
      file.addFloats("w", SHAPE, box(row), content(row));
    }
    file.write(path);
  }

  private static SparseFloats content(int row) {
    return new SparseFloats(row * COLUMNS, COLUMNS);
  }

  private static long[][] box(int row) {
    return new long[][] {{row, 1}, {0, -1}};
  }
}
