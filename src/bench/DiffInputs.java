import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.SparseFile;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What diff.sh measures with, written without TensorFlow: the 32 tensors of a VGG-16, 138 million
 * random float32 each time.
 *
 * <pre>
 *   a, same       bundles, byte for byte the same
 *   b             a bundle in which every element is a little off
 *   vgg_16.ckpt   V1, the same values as a
 *   frcnn         a bundle trained from it: under my/, fc6 and fc7 flattened, the first filters
 *                 turned around along axis 2, conv1 and conv2 as they were, all else a little off
 * </pre>
 *
 * <p>Run with the folder to write to.
 */
final class DiffInputs {

  private static final int PIECE = 1 << 18;
  private static final int[] DEPTHS = {64, 128, 256, 512, 512};
  private static final int[] LAYERS = {2, 2, 3, 3, 3};

  private record Layer(String name, long... shape) {}

  /** Random floats; with noise, each is moved by up to a ten-thousandth of the greatest. */
  private record Floats(int seed, boolean noise, long count) implements SparseFile.Content {
    @Override
    public long size() {
      return 4 * count;
    }

    @Override
    public void writeTo(SparseFile file) throws IOException {
      SplittableRandom values = new SplittableRandom(seed);
      SplittableRandom noises = new SplittableRandom(~seed);
      for (long left = count; left > 0; left -= PIECE) {
        int length = (int) Math.min(PIECE, left);
        ByteBuffer piece = ByteBuffer.allocate(4 * length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
          float value = values.nextInt() * 0x1p-35f;
          piece.putFloat(noise ? value + (noises.nextInt() | 1) * 0x1p-48f : value);
        }
        file.write(piece.array());
      }
    }
  }

  private DiffInputs() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    bundle(folder.resolve("a"), false);
    bundle(folder.resolve("same"), false);
    bundle(folder.resolve("b"), true);
    v1(folder.resolve("vgg_16.ckpt"));
    trained(folder.resolve("frcnn"));
  }

  private static List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    long before = 3;
    for (int block = 0; block < DEPTHS.length; block++) {
      for (int i = 1; i <= LAYERS[block]; i++) {
        String name = "vgg_16/conv" + (block + 1) + "/conv" + (block + 1) + "_" + i;
        layers.add(new Layer(name + "/weights", 3, 3, before, DEPTHS[block]));
        layers.add(new Layer(name + "/biases", DEPTHS[block]));
        before = DEPTHS[block];
      }
    }
    layers.add(new Layer("vgg_16/fc6/weights", 7, 7, 512, 4096));
    layers.add(new Layer("vgg_16/fc6/biases", 4096));
    layers.add(new Layer("vgg_16/fc7/weights", 1, 1, 4096, 4096));
    layers.add(new Layer("vgg_16/fc7/biases", 4096));
    layers.add(new Layer("vgg_16/fc8/weights", 1, 1, 4096, 1000));
    layers.add(new Layer("vgg_16/fc8/biases", 1000));
    return layers;
  }

  private static Floats floats(Layer layer, boolean noise) {
    long count = 1;
    for (long extent : layer.shape()) {
      count *= extent;
    }
    return new Floats(layer.name().hashCode(), noise, count);
  }

  private static void bundle(Path prefix, boolean noise) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    for (Layer layer : layers()) {
      bundle.addContent(0, layer.name(), DTypes.FLOAT, layer.shape(), floats(layer, noise));
    }
    bundle.write();
  }

  private static void v1(Path path) throws IOException {
    V1Builder file = new V1Builder();
    for (Layer layer : layers()) {
      long[][] all = V1Builder.everything(layer.shape().length);
      file.addFloats(layer.name(), layer.shape(), all, floats(layer, false));
    }
    file.write(path);
  }

  private static void trained(Path prefix) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    for (Layer layer : layers()) {
      String name = "my/" + layer.name();
      boolean noise = !name.contains("conv1/") && !name.contains("conv2/");
      if (name.contains("conv1_1/weights")) {
        bundle.add(0, name, DTypes.FLOAT, layer.shape(), turned(layer));
      } else if (!name.contains("fc8")) {
        boolean flat = name.contains("fc") && name.endsWith("weights");
        long[] shape = layer.shape();
        long[] stored = flat ? new long[] {shape[0] * shape[1] * shape[2], shape[3]} : shape;
        bundle.addContent(0, name, DTypes.FLOAT, stored, floats(layer, noise));
      }
    }
    bundle.write();
  }

  /** The first filters, [3, 3, 3, 64], from RGB to BGR. */
  private static byte[] turned(Layer layer) {
    int width = 4 * (int) layer.shape()[3];
    SplittableRandom values = new SplittableRandom(layer.name().hashCode());
    ByteBuffer turned = ByteBuffer.allocate(27 * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 27; i++) {
      turned.position((i / 3 * 3 + 2 - i % 3) * width);
      for (int at = 0; at < width; at += 4) {
        turned.putFloat(values.nextInt() * 0x1p-35f);
      }
    }
    return turned.array();
  }
}
