package io.github.tfckpt.tf.bundle;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Outcome;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries whose fields contradict each other, the files, or sense. */
final class ForgedEntryTest {

  private static final byte[] TWO = Samples.floats(1, 2);

  @RegisterExtension final Scratch scratch = new Scratch();

  /** A bundle of "t", forged, and "z", sound. */
  private Path forge(Consumer<EntryForm> change) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    change.accept(bundle.add(0, "t", DTypes.FLOAT, new long[] {2}, TWO));
    bundle.add(0, "z", DTypes.FLOAT, new long[] {2}, TWO);
    return bundle.write();
  }

  private void assertDamage(Path path, String... parts) throws IOException {
    assertEquals(List.of("z"), scratch.names(path));
    assertEquals(1, scratch.damage(path).size());
    tells(scratch.damage(path).get(0), "x.index");
    tells(scratch.damage(path).get(0), parts);
    assertArrayEquals(TWO, scratch.bytes(path, "z"));
  }

  private void assertRefused(Path path, String... parts) throws IOException {
    assertEquals(List.of("t", "z"), scratch.names(path));
    tells(scratch.refused(Corrupt.class, path, "t"), "\"t\"");
    tells(scratch.refused(Corrupt.class, path, "t"), parts);
    assertArrayEquals(TWO, scratch.bytes(path, "z"));
  }

  /** A shape of rank 254 alone would fill ten lines. */
  @Test
  void noMessageIsLong() throws IOException {
    long[] shape = new long[254];
    Arrays.fill(shape, 1);
    shape[100] = 1_000_000_007;
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    bundle.add(0, "t", DTypes.FLOAT, shape, new byte[64]);
    String message = scratch.refused(Corrupt.class, bundle.write(), "t");
    tells(message, "64 bytes stored, float32 [1, 1,", " ... ", "1, 1, 1] takes 4000000028");
    assertTrue(message.substring(message.indexOf(".index: ")).length() < 320, message);
  }

  @Test
  void entryThatIsNotAMessage() throws IOException {
    assertDamage(
        forge(form -> form.message = old -> new byte[] {0x12, 99}),
        "not a message: field 2 is cut short or malformed, in the entry of \"t\"");
  }

  /** Groups within groups: a reader that recurses runs out of stack. */
  @Test
  void nestedGroups() throws IOException {
    byte[] groups = new byte[200_000];
    Arrays.fill(groups, (byte) (9 << 3 | 3));
    assertDamage(forge(form -> form.message = old -> groups), "\"t\"");
    Wire shape = new Wire().raw(groups);
    assertDamage(forge(form -> form.shape = shape), "\"t\"");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void negativeExtent(long extent) throws IOException {
    assertDamage(forge(form -> form.shape = EntryForm.shape(2, extent)), "negative extent");
  }

  @Test
  void moreElementsThanAnyNumberHolds() throws IOException {
    assertDamage(forge(form -> form.shape = EntryForm.shape(1L << 32, 1L << 31)), "2^63");
  }

  @Test
  void zeroExtentBesideHugeOnesIsEmpty() throws IOException {
    for (long[] shape : new long[][] {{0, 1L << 40, 1L << 40}, {1L << 40, 1L << 40, 0}}) {
      Path path =
          forge(
              form -> {
                form.shape = EntryForm.shape(shape);
                form.size = 0;
                form.maskedCrc = 0xa282ead8;
              });
      assertArrayEquals(new byte[0], scratch.bytes(path, "t"));
    }
  }

  @Test
  void rankOf255() throws IOException {
    long[] ones = new long[255];
    Arrays.fill(ones, 1);
    assertDamage(forge(form -> form.shape = EntryForm.shape(ones)), "rank is 255", "254");
  }

  @Test
  void rankOf254() throws IOException {
    long[] extents = new long[254];
    Arrays.fill(extents, 1);
    extents[100] = 2;
    assertArrayEquals(
        TWO, scratch.bytes(forge(form -> form.shape = EntryForm.shape(extents)), "t"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 21, 34, 99, 101, 133, 134, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void typesWithoutValuesAreListed(int dtype) throws IOException {
    Path path = forge(form -> form.dtype = dtype);
    assertEquals(List.of("t", "z"), scratch.names(path));
    tells(scratch.refused(Unsupported.class, path, "t"), "\"t\"", "no values to show");
  }

  @Test
  void moreBytesThanALongCounts() throws IOException {
    Path path = forge(form -> form.shape = EntryForm.shape(1L << 31, 1L << 31));
    assertRefused(path, "takes 18446744073709551616");
  }

  @Test
  void hugeShapeOfFewBytes() throws IOException {
    Path path = forge(form -> form.shape = EntryForm.shape(1L << 40));
    assertRefused(path, "8 bytes stored", "takes 4398046511104");
    Path most =
        forge(
            form -> {
              form.dtype = DTypes.INT8;
              form.shape = EntryForm.shape(1L << 31, 1L << 31);
              form.size = 0;
            });
    assertRefused(most, "0 bytes stored", "takes 4611686018427387904");
    assertRefused(forge(form -> form.shape = EntryForm.shape(Long.MAX_VALUE)), "8 bytes stored");
    assertEquals(1, Outcome.of(most).troubles().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 7, 9, -1, -8, Long.MIN_VALUE, Long.MAX_VALUE})
  void sizeThatIsNotTheShapes(long size) throws IOException {
    assertRefused(forge(form -> form.size = size), "x.index", size + " bytes stored", "takes 8");
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 16, -4, Long.MAX_VALUE, Long.MIN_VALUE})
  void offsetOutsideTheShard(long offset) throws IOException {
    assertRefused(
        forge(form -> form.offset = offset), ".data-00000-of-00001", offset + "+8", "at 16");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 77777, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void shardThatIsNotThere(long shard) throws IOException {
    Path path = forge(form -> form.shard = shard);
    tells(scratch.refused(Missing.class, path, "t"), ".data-", "no such file");
    assertArrayEquals(TWO, scratch.bytes(path, "z"));
  }

  @Test
  void missingChecksumDoesNotMatch() throws IOException {
    assertRefused(forge(form -> form.hasCrc = false), "crc32c");
    assertRefused(forge(form -> form.maskedCrc++), "crc32c", "stored");
  }

  @Test
  void overlappingEntriesAreFine() throws IOException {
    Path path = forge(form -> form.offset = 8);
    assertArrayEquals(TWO, scratch.bytes(path, "t"));
  }

  @Test
  void shardCutShort() throws IOException {
    Path path = forge(form -> {});
    scratch.edit(BundleBuilder.dataFile(path, 0, 1), bytes -> Arrays.copyOf(bytes, 7));
    assertEquals(List.of("t", "z"), scratch.names(path));
    tells(scratch.refused(Corrupt.class, path, "t"), "0+8", "at 7", "truncated?");
    tells(scratch.refused(Corrupt.class, path, "z"), "8+8", "at 7");
  }

  @Test
  void emptyTensorNeedsNoShard() throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    bundle.add(0, "t", DTypes.FLOAT, new long[] {3, 0}, new byte[0]).offset = 1L << 50;
    Path path = bundle.write();
    Files.delete(BundleBuilder.dataFile(path, 0, 1));
    assertArrayEquals(new byte[0], scratch.bytes(path, "t"));
  }

  @Test
  void unusedShardMayBeMissing() throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 3);
    bundle.add(2, "t", DTypes.FLOAT, new long[] {2}, TWO);
    Path path = bundle.write();
    Files.delete(BundleBuilder.dataFile(path, 0, 3));
    assertArrayEquals(TWO, scratch.bytes(path, "t"));
  }
}
