package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bundles that no TensorFlow of today writes, but that it reads, or that one could meet. */
final class SyntheticBundles {

  private static final long[] SHAPE = {2, 3};

  private final Path root;

  SyntheticBundles(Path root) {
    this.root = root;
  }

  void write() throws IOException {
    bigEndian();
    snappyIndex();
    alignment();
    overlap();
    shardCount();
    bareHeader();
    emptyHeader();
  }

  /** Every type, numbers turned around, and strings whose length word is turned around. */
  private void bigEndian() throws IOException {
    Fixture fixture = new Fixture(root.resolve("big-endian"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1).bigEndian();
    fill(fixture, bundle, new Random(1));
    byte[] whole = Samples.elements(new Random(2), DTypes.INT32, 6);
    long[][] low = {{0, -1}, {0, 1}};
    long[][] high = {{0, -1}, {1, 2}};
    fixture.expect("cut", DTypes.INT32, SHAPE, whole, low, high);
    for (long[][] box : List.of(low, high)) {
      byte[] part = Samples.box(whole, 4, SHAPE, box);
      bundle.addSlice(0, "cut", DTypes.INT32, SHAPE, box, part);
    }
    bundle.write();
    fixture.finish("V2", "x");
  }

  /** Small blocks, every other one compressed, as versions before 1.2 and inner builds wrote. */
  private void snappyIndex() throws IOException {
    Fixture fixture = new Fixture(root.resolve("snappy-index"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 2);
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      String name = "scope/layer_" + i + "/kernel";
      byte[] elements = Samples.elements(random, DTypes.FLOAT, 6);
      bundle.add(
          i % 2, name, DTypes.FLOAT, SHAPE, fixture.expect(name, DTypes.FLOAT, SHAPE, elements));
    }
    bundle.write(table -> table.blockSize(300).snappy(block -> block % 2 == 0));
    fixture.finish("V2", "x", "x.index", "x.data-00001-of-00002");
  }

  private void alignment() throws IOException {
    Fixture fixture = new Fixture(root.resolve("alignment"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1).alignment(42);
    fill(fixture, bundle, new Random(4));
    bundle.write();
    fixture.finish("V2", "x");
  }

  /** Two names for the same run, and one for its middle. */
  private void overlap() throws IOException {
    Fixture fixture = new Fixture(root.resolve("overlap"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1);
    byte[] whole = Samples.elements(new Random(5), DTypes.FLOAT, 6);
    bundle.add(0, "whole", DTypes.FLOAT, SHAPE, fixture.expect("whole", 1, SHAPE, whole));
    EntryForm same = bundle.addEntry(utf8("same"), DTypes.FLOAT, SHAPE);
    same.size = 24;
    same.maskedCrc = Checksum.masked(fixture.expect("same", 1, SHAPE, whole));
    byte[] middle = Arrays.copyOfRange(whole, 8, 16);
    EntryForm inner = bundle.addEntry(utf8("inner"), DTypes.INT32, 2);
    inner.offset = 8;
    inner.size = 8;
    inner.maskedCrc =
        Checksum.masked(fixture.expect("inner", DTypes.INT32, new long[] {2}, middle));
    bundle.write();
    fixture.finish("V2", "x");
  }

  /** What a merge with an empty bundle leaves: the header counts one shard more. */
  private void shardCount() throws IOException {
    Fixture fixture = new Fixture(root.resolve("shard-count"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 2, 1);
    fill(fixture, bundle, new Random(6));
    bundle.write();
    fixture.finish("V2", "x", "x.data-00000-of-00001");
  }

  /** No version, and fields that nobody knows. */
  private void bareHeader() throws IOException {
    Fixture fixture = new Fixture(root.resolve("bare-header"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1);
    fill(fixture, bundle, new Random(7));
    bundle.header(wire -> new Wire().number(1, 1).text(99, "later").fixed64Field(98, 1));
    bundle.write();
    fixture.finish("V2", "x");
  }

  /** A header of no bytes: little-endian, no shards, and files named so. */
  private void emptyHeader() throws IOException {
    Fixture fixture = new Fixture(root.resolve("empty-header"));
    Path prefix = fixture.file("x");
    BundleBuilder bundle = new BundleBuilder(prefix, 0, 1);
    byte[] one = fixture.expect("one", DTypes.INT64, new long[0], new byte[8]);
    bundle.add(0, "one", DTypes.INT64, new long[0], one);
    bundle.header(wire -> new Wire()).write();
    java.nio.file.Files.move(
        BundleBuilder.dataFile(prefix, 0, 1),
        BundleBuilder.dataFile(prefix, 0, 0),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    fixture.finish("V2", "x");
  }

  private static void fill(Fixture fixture, BundleBuilder bundle, Random random)
      throws IOException {
    for (int dtype : DTypes.fixed()) {
      String name = "of_" + DTypes.name(dtype);
      byte[] elements = fixture.expect(name, dtype, SHAPE, Samples.elements(random, dtype, 6));
      bundle.add(0, name, dtype, SHAPE, elements);
    }
    List<byte[]> texts = fixture.expect("of_string", SHAPE, Samples.strings(random, 6));
    bundle.addStrings(0, "of_string", SHAPE, texts);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
