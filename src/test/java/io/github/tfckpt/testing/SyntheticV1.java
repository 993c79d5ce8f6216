package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** V1 files that no TensorFlow of today writes, but that somebody has, or could have. */
final class SyntheticV1 {

  private static final long[] SHAPE = {2, 3};

  private final Path root;

  SyntheticV1(Path root) {
    this.root = root;
  }

  void write() throws IOException {
    everyField("v1-packed", new V1Builder());
    everyField("v1-unpacked", new V1Builder().unpacked());
    snappy();
    noVersions();
    slices();
    rankNine();
    wrapped();
    shards();
  }

  /** Every value field, also for types that TensorFlow refuses to save so. */
  private void everyField(String folder, V1Builder file) throws IOException {
    Fixture fixture = new Fixture(root.resolve(folder));
    fill(fixture, file, new Random(20), DTypes.fixed());
    file.write(fixture.file("x.ckpt"));
    fixture.finish("V1", "x.ckpt");
  }

  /** Blocks of every kind: compressed, not compressed, one with a single large record. */
  private void snappy() throws IOException {
    Fixture fixture = new Fixture(root.resolve("v1-snappy"));
    V1Builder file = new V1Builder();
    fill(fixture, file, new Random(21), 1, 2, 3, 9, 10, 19);
    float[] ramp = new float[3000];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (float) Math.floor(i / 7.0);
    }
    byte[] ramps = Samples.floats(ramp);
    long[] many = {3000};
    file.add("ramp", 1, many, fixture.expect("ramp", 1, many, ramps));
    file.add("a_ramp", 1, many, fixture.expect("a_ramp", 1, many, ramps));
    file.write(
        fixture.file("x.ckpt"), table -> table.blockSize(200).snappy(block -> block % 3 != 1));
    fixture.finish("V1", "x.ckpt");
  }

  private void noVersions() throws IOException {
    Fixture fixture = new Fixture(root.resolve("v1-no-versions"));
    V1Builder file = new V1Builder().noVersions();
    fill(fixture, file, new Random(22), 1, 9);
    file.write(fixture.file("x.ckpt"));
    fixture.finish("V1", "x.ckpt");
  }

  /** Slices of every type, one box from each corner. */
  private void slices() throws IOException {
    Fixture fixture = new Fixture(root.resolve("v1-sliced-types"));
    V1Builder file = new V1Builder();
    Random random = new Random(23);
    long[] whole = {3, 5};
    long[][][] boxes = {{{2, 1}, {0, -1}}, {{0, 2}, {4, 1}}, {{0, 2}, {0, 4}}};
    for (int dtype : DTypes.fixed()) {
      String name = "cut_" + DTypes.name(dtype);
      byte[] all = Samples.elements(random, dtype, 15);
      fixture.expect(name, dtype, whole, all, boxes);
      for (long[][] box : boxes) {
        byte[] part = Samples.box(all, DTypes.width(dtype), whole, box);
        file.addSlice(name, dtype, whole, box, part);
      }
    }
    List<byte[]> texts = fixture.expect("cut_s", whole, Samples.strings(random, 15), boxes);
    for (long[][] box : boxes) {
      file.addStringSlice("cut_s", whole, box, Samples.box(texts, whole, box));
    }
    file.write(fixture.file("x.ckpt"));
    fixture.finish("V1", "x.ckpt");
  }

  private void rankNine() throws IOException {
    Fixture fixture = new Fixture(root.resolve("v1-rank-9"));
    V1Builder file = new V1Builder();
    long[] whole = {1, 2, 1, 2, 1, 2, 1, 2, 3};
    long[][] low = V1Builder.everything(9);
    long[][] high = V1Builder.everything(9);
    low[8] = new long[] {0, 2};
    high[8] = new long[] {2, 1};
    byte[] all = Samples.elements(new Random(24), DTypes.DOUBLE, Samples.count(whole));
    fixture.expect("nine", DTypes.DOUBLE, whole, all, low, high);
    for (long[][] box : List.of(low, high)) {
      file.addSlice("nine", DTypes.DOUBLE, whole, box, Samples.box(all, 8, whole, box));
    }
    file.write(fixture.file("x.ckpt"));
    fixture.finish("V1", "x.ckpt");
  }

  /** Integers too large for their type, which wrap: 300 in eight bits is 44. */
  private void wrapped() throws IOException {
    Fixture fixture = new Fixture(root.resolve("v1-wrapped"));
    V1Builder file = new V1Builder();
    long[] two = {2};
    byte[] none = new byte[0];
    Wire values = new Wire().bytes(7, new Wire().varint(300).varint(-129).toBytes());
    byte[] wrapped = {44, 127};
    for (int dtype : new int[] {DTypes.INT8, DTypes.UINT8}) {
      String name = "of_" + DTypes.name(dtype);
      fixture.expect(name, dtype, two, wrapped);
      Wire slice = new Wire().text(1, name).message(2, EntryForm.slice(V1Builder.everything(1)));
      byte[] record = new Wire().message(2, slice.message(3, values)).toBytes();
      file.add(name, dtype, two, none).record = bytes -> record;
    }
    file.write(fixture.file("x.ckpt"));
    fixture.finish("V1", "x.ckpt");
  }

  /** A tensor cut over three files, each of which announces what it holds itself. */
  private void shards() throws IOException {
    Fixture fixture = new Fixture(root.resolve("v1-shards"));
    Random random = new Random(25);
    long[] whole = {4, 6};
    byte[] all = Samples.elements(random, DTypes.HALF, 24);
    List<byte[]> texts = Samples.strings(random, 24);
    long[][][] boxes = {{{0, 4}, {0, 2}}, {{0, 4}, {2, 3}}, {{0, 4}, {5, 1}}};
    String[] files = new String[5];
    files[3] = "x.ckpt";
    files[4] = "x.ckpt-?????-of-00003";
    for (int i = 0; i < 3; i++) {
      V1Builder file = new V1Builder();
      file.addSlice("half", DTypes.HALF, whole, boxes[i], Samples.box(all, 2, whole, boxes[i]));
      file.addStringSlice("text", whole, boxes[i], Samples.box(texts, whole, boxes[i]));
      byte[] own = fixture.expect("own_" + i, DTypes.FLOAT, SHAPE, Samples.elements(random, 1, 6));
      file.add("own_" + i, DTypes.FLOAT, SHAPE, own);
      files[i] = "x.ckpt-0000" + i + "-of-00003";
      file.write(fixture.file(files[i]));
    }
    fixture.expect("half", DTypes.HALF, whole, all, boxes);
    fixture.expect("text", whole, texts, boxes);
    fixture.finish("V1", files);
  }

  private static void fill(Fixture fixture, V1Builder file, Random random, int... dtypes) {
    for (int dtype : dtypes) {
      String name = "of_" + DTypes.name(dtype);
      byte[] elements = fixture.expect(name, dtype, SHAPE, Samples.elements(random, dtype, 6));
      file.add(name, dtype, SHAPE, elements);
      byte[] one = fixture.expect(name + "_scalar", dtype, new long[0], first(dtype, elements));
      file.add(name + "_scalar", dtype, new long[0], one);
    }
    List<byte[]> texts = fixture.expect("of_string", SHAPE, Samples.strings(random, 6));
    file.addStrings("of_string", SHAPE, texts);
  }

  private static byte[] first(int dtype, byte[] elements) {
    return Arrays.copyOf(elements, DTypes.width(dtype));
  }
}
