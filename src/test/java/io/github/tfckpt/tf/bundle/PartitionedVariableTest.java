package io.github.tfckpt.tf.bundle;

import static io.github.tfckpt.testing.Scratch.tells;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.SliceKeys;
import io.github.tfckpt.testing.Strings;
import io.github.tfckpt.testing.Tilings;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitioned variables against slices cut one by one, and partitions that are none. */
final class PartitionedVariableTest {

  private static final long[] WHOLE = {4, 3};
  private static final byte[] ALL = Samples.elements(new Random(1), DTypes.FLOAT, 12);

  @RegisterExtension final Scratch scratch = new Scratch();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void anyTilingOfAnything(int rank) throws IOException {
    Random random = new Random(rank);
    int[] dtypes = DTypes.fixed();
    for (int round = 0; round < 40; round++) {
      long[] whole = Tilings.shape(random, rank, 600);
      List<long[][]> boxes = Tilings.tile(random, whole);
      BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 3);
      if (random.nextBoolean()) {
        bundle.bigEndian();
      }
      int dtype = dtypes[random.nextInt(dtypes.length)];
      byte[] all = Samples.elements(random, dtype, Samples.count(whole));
      List<byte[]> texts = Samples.strings(random, Samples.count(whole));
      for (long[][] box : boxes) {
        byte[] part = Samples.box(all, DTypes.width(dtype), whole, box);
        bundle.addSlice(random.nextInt(3), "v", dtype, whole, box, part);
        bundle.addStringSlice(random.nextInt(3), "s", whole, box, Samples.box(texts, whole, box));
      }
      Path path = bundle.write();
      assertEquals(List.of("s", "v"), scratch.names(path));
      assertArrayEquals(all, scratch.bytes(path, "v"), () -> boxes.size() + " slices");
      assertArrayEquals(Strings.canonical(texts), scratch.bytes(path, "s"));
    }
  }

  private BundleBuilder rows(long[][]... boxes) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    for (long[][] box : boxes) {
      bundle.addSlice(0, "v", DTypes.FLOAT, WHOLE, box, Samples.box(ALL, 4, WHOLE, box));
    }
    return bundle;
  }

  private static long[][] rows(long start, long length) {
    return new long[][] {{start, length}, {0, -1}};
  }

  @Test
  void gapIsNamed() throws IOException {
    Path path = rows(rows(0, 1), rows(3, 1)).write();
    tells(scratch.refused(Corrupt.class, path, "v"), "\"v\"", "no slice covers [1:3, 0:3]");
  }

  @Test
  void overlapIsNamed() throws IOException {
    Path path = rows(rows(0, 2), rows(1, 3)).write();
    tells(scratch.refused(Corrupt.class, path, "v"), "0,2:-", "1,3:-", "overlap");
  }

  @Test
  void sliceOutsideItsTensor() throws IOException {
    for (long[][] box :
        List.of(
            rows(-1, 5),
            rows(2, 3),
            rows(2, 0),
            rows(0, Long.MAX_VALUE),
            rows(Long.MAX_VALUE, 2),
            rows(2, -1),
            rows(2, -2),
            rows(Long.MIN_VALUE, Long.MIN_VALUE))) {
      BundleBuilder bundle = rows(rows(0, 2));
      bundle.addEntry(SliceKeys.key("v", box), DTypes.FLOAT, 2, 3);
      bundle.entry("v").slices.add(EntryForm.slice(box));
      tells(scratch.refused(Corrupt.class, bundle.write(), "v"), "\"v\"", "slice");
    }
  }

  @Test
  void sliceOfAnotherRank() throws IOException {
    BundleBuilder bundle = rows(rows(0, 4));
    bundle.entry("v").slices.add(EntryForm.slice(new long[][] {{0, 1}}));
    tells(scratch.refused(Corrupt.class, bundle.write(), "v"), "rank 1", "2");
  }

  @Test
  void recordOfASliceIsMissing() throws IOException {
    BundleBuilder bundle = rows(rows(0, 2), rows(2, 2));
    bundle.remove(SliceKeys.key("v", rows(2, 2)));
    bundle.add(0, "z", DTypes.FLOAT, WHOLE, ALL);
    Path path = bundle.write();
    tells(scratch.refused(Corrupt.class, path, "v"), "slice 2,2:-", "no record");
    assertArrayEquals(ALL, scratch.bytes(path, "z"));
  }

  @Test
  void recordOfAnotherShapeOrType() throws IOException {
    BundleBuilder bundle = rows(rows(0, 2));
    long[][] box = rows(2, 2);
    bundle.addSlice(0, "v", DTypes.FLOAT, WHOLE, box, new byte[24]).shape = EntryForm.shape(3, 2);
    tells(scratch.refused(Corrupt.class, bundle.write(), "v"), "[3, 2]", "[2, 3]");
    bundle = rows(rows(0, 2));
    bundle.addSlice(0, "v", DTypes.FLOAT, WHOLE, box, new byte[24]).dtype = DTypes.INT32;
    tells(scratch.refused(Corrupt.class, bundle.write(), "v"), "int32", "float32");
  }

  @Test
  void recordThatListsSlices() throws IOException {
    BundleBuilder bundle = rows(rows(0, 2));
    bundle
        .addSlice(0, "v", DTypes.FLOAT, WHOLE, rows(2, 2), new byte[24])
        .slices
        .addAll(List.of(EntryForm.slice(rows(0, 1)), EntryForm.slice(rows(1, 1))));
    Path path = bundle.write();
    tells(scratch.refused(Corrupt.class, path, "v"), "\"v\" slice 2,2:-", "lists slices");
    String told = String.join(" ", Verifying.lines(Verifying.verify(path), path.getParent()));
    tells(told, "error: x.index: \"v\" slice 2,2:-: its record lists slices");
  }

  @Test
  void sliceListedTwice() throws IOException {
    BundleBuilder bundle = rows(rows(0, 2), rows(2, 2));
    bundle.entry("v").slices.add(EntryForm.slice(rows(2, 2)));
    tells(scratch.refused(Corrupt.class, bundle.write(), "v"), "overlap");
  }

  @Test
  void oneSliceOfEverythingLiesInTheParent() throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    EntryForm form = bundle.add(0, "v", DTypes.FLOAT, WHOLE, ALL);
    form.slices.add(EntryForm.slice(new long[][] {{0, -1}, {0, -1}}));
    assertArrayEquals(ALL, scratch.bytes(bundle.write(), "v"));
  }

  @Test
  void damagedSliceIsReported() throws IOException {
    Path path = rows(rows(0, 2), rows(2, 2)).write();
    scratch.edit(
        BundleBuilder.dataFile(path, 0, 1),
        bytes -> {
          bytes[30] ^= 1;
          return bytes;
        });
    tells(scratch.refused(Corrupt.class, path, "v"), "\"v\" slice 2,2:-", "crc32c");
  }

  @Test
  void damagedStringsOfASliceAreReported() throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    for (int i = 0; i < 2; i++) {
      List<byte[]> text = List.of(new byte[] {'x'});
      bundle.addStringSlice(0, "s", new long[] {2}, new long[][] {{i, 1}}, text);
    }
    Path path = bundle.write();
    // The last byte is the second string.
    scratch.edit(
        BundleBuilder.dataFile(path, 0, 1),
        bytes -> {
          bytes[bytes.length - 1] ^= 1;
          return bytes;
        });
    tells(scratch.refused(Corrupt.class, path, "s"), "\"s\" slice 1,1", "crc32c");
  }

  /** TensorFlow looks for a key and takes what it finds first. */
  @Test
  void firstOfTwoRecordsOfASliceCounts() throws IOException {
    long[][] lower = {{1, 1}};
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    long[] two = {2};
    bundle.addSlice(0, "v", DTypes.FLOAT, two, new long[][] {{0, 1}}, Samples.floats(1));
    bundle.addSlice(0, "v", DTypes.FLOAT, two, lower, Samples.floats(2));
    byte[] other = SliceKeys.key("w", lower);
    bundle.add(0, other, DTypes.FLOAT, new long[] {1}, Samples.floats(3));
    Path path =
        bundle.write(
            table ->
                table
                    .restartInterval(1)
                    .editContents((n, old) -> n == 0 ? renamed(old, other) : old));
    tells(String.join(" ", scratch.damage(path)), "keys must rise");
    assertArrayEquals(Samples.floats(1, 2), scratch.bytes(path, "v"));
  }

  /** A block in which the slice of "w" is one of "v". */
  private static byte[] renamed(byte[] block, byte[] key) {
    String text = new String(block, ISO_8859_1);
    String old = new String(key, ISO_8859_1);
    return text.replace(old, old.replace('w', 'v')).getBytes(ISO_8859_1);
  }

  @Test
  void orphanedSliceIsATensor() throws IOException {
    BundleBuilder bundle = rows(rows(0, 4));
    bundle.remove("v".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(1, scratch.names(bundle.write()).size());
  }
}
