package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Bundles with entries that no TensorFlow of today writes, but that it reads, or one could meet.
 */
final class SyntheticEntries {

  private static final long[] SHAPE = {2, 3};

  private final Path root;

  SyntheticEntries(Path root) {
    this.root = root;
  }

  void write() throws IOException {
    spelling();
    longVarints();
    names();
    slices();
    rankNine();
    opaque();
  }

  /**
   * Messages spelled otherwise: fields twice, dimensions in two shapes, no shape, -1 said aloud.
   */
  private void spelling() throws IOException {
    Fixture fixture = new Fixture(root.resolve("spelling"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1);
    Random random = new Random(8);
    byte[] six = Samples.elements(random, DTypes.FLOAT, 6);
    EntryForm twice = bundle.add(0, "twice", 1, SHAPE, fixture.expect("twice", 1, SHAPE, six));
    twice.hasShape = false;
    Wire named = new Wire().message(2, new Wire().number(1, 3).text(2, "depth")).text(15, "later");
    Wire wrong = new Wire().number(1, DTypes.INT8).number(5, 77);
    twice.message =
        bytes ->
            new Wire()
                .raw(wrong.toBytes())
                .raw(bytes)
                .message(2, EntryForm.shape(2))
                .message(2, named)
                .toBytes();
    byte[] four = fixture.expect("scalar", 1, new long[0], Samples.elements(random, 1, 1));
    bundle.add(0, "scalar", 1, new long[0], four).hasShape = false;
    byte[] unknown = fixture.expect("unknown_rank", 1, new long[0], Samples.elements(random, 1, 1));
    bundle.add(0, "unknown_rank", 1, new long[0], unknown).shape = new Wire().number(3, 1);
    byte[] cut = fixture.expect("cut", 1, SHAPE, six, EACH_ROW);
    for (long[][] box : EACH_ROW) {
      bundle.addSlice(0, "cut", 1, SHAPE, box, Samples.box(cut, 4, SHAPE, box));
    }
    EntryForm parent = bundle.entry("cut");
    parent.slices.clear();
    for (long[][] box : EACH_ROW) {
      Wire row = new Wire().numberEvenZero(1, box[0][0]).numberEvenZero(2, box[0][1]);
      Wire all = new Wire().numberEvenZero(1, 0).numberEvenZero(2, -1);
      parent.slices.add(new Wire().message(1, row).message(1, all));
    }
    bundle.write();
    fixture.finish("V2", "x");
  }

  private static final long[][][] EACH_ROW = {{{1, 1}, {0, -1}}, {{0, 1}, {0, -1}}};

  /** String lengths written with more bytes than they need. */
  private void longVarints() throws IOException {
    Fixture fixture = new Fixture(root.resolve("long-varints"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1);
    List<byte[]> texts = List.of(utf8("one"), utf8(""), utf8("three"));
    fixture.expect("s", new long[] {3}, texts);
    Wire lengths = new Wire().fixed32(3).fixed32(0).fixed32(5);
    Wire word = new Wire().fixed32(Checksum.masked(lengths.toBytes()));
    Wire stored = new Wire().longVarint(3, 2).longVarint(0, 4).longVarint(5, 10);
    stored.raw(word.toBytes()).raw(utf8("onethree"));
    SparseFile.Content content = SparseFile.Content.of(stored.toBytes());
    EntryForm form = bundle.addContent(0, "s", DTypes.STRING, new long[] {3}, content);
    form.maskedCrc = Checksum.masked(lengths.toBytes(), word.toBytes(), utf8("onethree"));
    bundle.write();
    fixture.finish("V2", "x");
  }

  /** Keys that are no text, look like slice keys, or would move a terminal's cursor. */
  private void names() throws IOException {
    Fixture fixture = new Fixture(root.resolve("names"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1);
    byte[][] keys = {
      utf8("\0weird"),
      utf8("nul\0inside"),
      {(byte) 0xff, (byte) 0xfe},
      {'l', 'a', 't', 'i', 'n', (byte) 0xe9},
      utf8("\u001b[31mred\u001b[0m"),
      utf8("back\\slash \\x41"),
      utf8("new\nline\ttab"),
      utf8("\u202eesrever"),
      utf8("größe/重み"),
      SliceKeys.key("orphan", new long[][] {{0, 1}}),
    };
    Random random = new Random(9);
    for (byte[] key : keys) {
      byte[] one = fixture.expectKey(key, DTypes.FLOAT, new long[] {1}, floats(random));
      bundle.add(0, key, DTypes.FLOAT, new long[] {1}, one);
    }
    bundle.write();
    fixture.finish("V2", "x");
  }

  /** Every type in slices, also those that TensorFlow cannot put together again. */
  private void slices() throws IOException {
    Fixture fixture = new Fixture(root.resolve("sliced-types"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 3);
    Random random = new Random(10);
    long[] whole = {3, 5};
    long[][][] boxes = {{{2, 1}, {0, -1}}, {{0, 2}, {4, 1}}, {{0, 2}, {0, 4}}};
    for (int dtype : DTypes.fixed()) {
      String name = "cut_" + DTypes.name(dtype);
      byte[] all = Samples.elements(random, dtype, 15);
      fixture.expect(name, dtype, whole, all, boxes);
      for (int i = 0; i < boxes.length; i++) {
        byte[] part = Samples.box(all, DTypes.width(dtype), whole, boxes[i]);
        bundle.addSlice(i, name, dtype, whole, boxes[i], part);
      }
    }
    List<byte[]> texts = fixture.expect("cut_s", whole, Samples.strings(random, 15), boxes);
    for (int i = 0; i < boxes.length; i++) {
      bundle.addStringSlice(i, "cut_s", whole, boxes[i], Samples.box(texts, whole, boxes[i]));
    }
    bundle.write();
    fixture.finish("V2", "x");
  }

  /** More dimensions than TensorFlow cuts. */
  private void rankNine() throws IOException {
    Fixture fixture = new Fixture(root.resolve("rank-9"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1);
    long[] whole = {2, 1, 3, 1, 2, 1, 2, 1, 2};
    long[][] low = V1Builder.everything(9);
    long[][] high = V1Builder.everything(9);
    low[2] = new long[] {0, 1};
    high[2] = new long[] {1, 2};
    byte[] all = Samples.elements(new Random(11), DTypes.INT16, Samples.count(whole));
    fixture.expect("nine", DTypes.INT16, whole, all, high, low);
    for (long[][] box : List.of(high, low)) {
      bundle.addSlice(0, "nine", DTypes.INT16, whole, box, Samples.box(all, 2, whole, box));
    }
    bundle.write();
    fixture.finish("V2", "x");
  }

  /** Types without values that could be shown: they are listed. */
  private void opaque() throws IOException {
    Fixture fixture = new Fixture(root.resolve("opaque"));
    BundleBuilder bundle = new BundleBuilder(fixture.file("x"), 1);
    int[] numbers = {0, 34, 99, DTypes.RESOURCE, DTypes.VARIANT, 101, 133};
    String[] labels = {
      "dtype 0", "dtype 34", "dtype 99", "resource", "variant", "float32_ref", "float4_e2m1fn_ref"
    };
    for (int i = 0; i < numbers.length; i++) {
      SparseFile.Content four = SparseFile.Content.of(new byte[4]);
      bundle.addContent(0, "t" + numbers[i], numbers[i], new long[] {1}, four);
      fixture.refuse("t" + numbers[i], labels[i], 1);
    }
    bundle.write();
    fixture.finish("V2", "x");
  }

  private static byte[] floats(Random random) {
    return Samples.elements(random, DTypes.FLOAT, 1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
