package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;

/** One small checkpoint in every state of ruin that people have met. */
final class Broken {

  private static final long[] SHAPE = {4, 5};
  private static final String POINTER =
      """
      version https://git-lfs.github.com/spec/v1
      oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
      size 12345
      """;

  private final Path root;

  Broken(Path root) {
    this.root = root;
  }

  void write() throws IOException {
    Files.delete(data(bundle("missing-shard"), 1));
    Files.delete(index(bundle("missing-index")));
    Path swapped = bundle("swapped-shards");
    Path aside = swapped.resolveSibling("aside");
    Files.move(data(swapped, 0), aside);
    Files.move(data(swapped, 1), data(swapped, 0));
    Files.move(aside, data(swapped, 1), StandardCopyOption.REPLACE_EXISTING);
    edit(data(bundle("truncated-data"), 0), bytes -> Arrays.copyOf(bytes, bytes.length - 1));
    edit(data(bundle("hole-in-data"), 0), bytes -> zeroed(bytes, 80, 160));
    edit(data(bundle("flipped-bit"), 0), bytes -> flipped(bytes, 100));
    edit(data(bundle("data-is-lfs-pointer"), 0), bytes -> utf8(POINTER));
    edit(index(bundle("index-is-lfs-pointer")), bytes -> utf8(POINTER));
    edit(index(bundle("index-is-web-page")), bytes -> utf8("<!DOCTYPE html>\n<html>\n"));
    edit(index(bundle("empty-index")), bytes -> new byte[0]);
    edit(index(bundle("truncated-index")), bytes -> Arrays.copyOf(bytes, bytes.length - 1));
    edit(index(bundle("damaged-first-block")), bytes -> flipped(bytes, 20));
    edit(index(bundle("damaged-middle-block")), bytes -> flipped(bytes, 300));
    edit(index(bundle("damaged-index-block")), bytes -> flipped(bytes, bytes.length - 70));
    future();
    gap();
    v1();
  }

  /** The sound checkpoint: six tensors in two shards, an index of several blocks. */
  private Path bundle(String illness) throws IOException {
    return sound(illness).write(table -> table.blockSize(150));
  }

  private BundleBuilder sound(String illness) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder(illness).resolve("model.ckpt-7"), 2);
    Random random = new Random(30);
    for (int i = 0; i < 6; i++) {
      byte[] elements = Samples.elements(random, DTypes.FLOAT, 20);
      for (String part : new String[] {"/kernel", "/momentum"}) {
        bundle.add(i % 2, "layer_" + i + part, DTypes.FLOAT, SHAPE, elements);
      }
    }
    return bundle;
  }

  /** A version that says today's readers would misunderstand. */
  private void future() throws IOException {
    Wire version = new Wire().number(1, 9).number(2, 2);
    BundleBuilder bundle = sound("future-version");
    bundle.header(wire -> new Wire().number(1, 2).message(3, version)).write();
  }

  /** A partitioned variable without its middle, one with two slices in one place. */
  private void gap() throws IOException {
    BundleBuilder bundle = sound("wrong-slices");
    long[][] top = {{0, 1}, {0, -1}};
    long[][] middle = {{1, 1}, {0, -1}};
    long[][] end = {{2, 2}, {0, -1}};
    bundle.addSlice(0, "gap", DTypes.FLOAT, SHAPE, top, new byte[20]);
    bundle.addSlice(0, "gap", DTypes.FLOAT, SHAPE, end, new byte[40]);
    bundle.addSlice(0, "lost", DTypes.FLOAT, SHAPE, top, new byte[20]);
    bundle.addSlice(0, "lost", DTypes.FLOAT, SHAPE, middle, new byte[20]);
    bundle.addSlice(0, "lost", DTypes.FLOAT, SHAPE, end, new byte[40]);
    bundle.remove(SliceKeys.key("lost", middle));
    long[][] more = {{1, 3}, {0, -1}};
    bundle.addSlice(0, "twice", DTypes.FLOAT, SHAPE, top, new byte[20]);
    bundle.addSlice(0, "twice", DTypes.FLOAT, SHAPE, more, new byte[60]);
    bundle.addSlice(0, "twice", DTypes.FLOAT, SHAPE, end, new byte[40]);
    bundle.write();
  }

  private void v1() throws IOException {
    for (String illness : new String[] {"v1-flipped-bit", "v1-truncated", "v1-missing-shard"}) {
      Path folder = folder(illness);
      Random random = new Random(31);
      for (int shard = 0; shard < 2; shard++) {
        V1Builder file = new V1Builder();
        for (int i = 0; i < 4; i++) {
          byte[] elements = Samples.elements(random, DTypes.FLOAT, 20);
          file.add("layer_" + shard + "/" + i, DTypes.FLOAT, SHAPE, elements);
        }
        Path path = folder.resolve("model.ckpt-0000" + shard + "-of-00002");
        file.write(path, table -> table.blockSize(150));
      }
    }
    Path first = Path.of("model.ckpt-00000-of-00002");
    edit(root.resolve("v1-flipped-bit").resolve(first), bytes -> flipped(bytes, 400));
    edit(root.resolve("v1-truncated").resolve(first), bytes -> Arrays.copyOf(bytes, 400));
    Files.delete(root.resolve("v1-missing-shard").resolve(first));
  }

  private Path folder(String illness) throws IOException {
    return Files.createDirectories(root.resolve(illness));
  }

  private static Path data(Path prefix, int shard) {
    return BundleBuilder.dataFile(prefix, shard, 2);
  }

  private static Path index(Path prefix) {
    return BundleBuilder.indexFile(prefix);
  }

  private static void edit(Path file, java.util.function.UnaryOperator<byte[]> change)
      throws IOException {
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }

  private static byte[] flipped(byte[] bytes, int at) {
    bytes[at] ^= 4;
    return bytes;
  }

  private static byte[] zeroed(byte[] bytes, int from, int to) {
    Arrays.fill(bytes, from, to, (byte) 0);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
