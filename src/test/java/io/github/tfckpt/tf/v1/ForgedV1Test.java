package io.github.tfckpt.tf.v1;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.SliceKeys;
import io.github.tfckpt.testing.V1Builder;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V1 files whose lists and records contradict each other, or sense. */
final class ForgedV1Test {

  private static final long[] TWO = {2};
  private static final byte[] ELEMENTS = Samples.floats(1, 2);
  private static final long[][] ALL = {{0, -1}};

  @RegisterExtension final Scratch scratch = new Scratch();

  private Path write(V1Builder file) throws IOException {
    return file.write(scratch.file("x.ckpt"));
  }

  /** A file of "z", sound, and "t" with a record that holds these values. */
  private Path values(int dtype, Wire tensorProto) throws IOException {
    Wire slice = new Wire().text(1, "t").message(2, EntryForm.slice(ALL)).message(3, tensorProto);
    byte[] record = new Wire().message(2, slice).toBytes();
    V1Builder file = new V1Builder();
    file.add("z", DTypes.FLOAT, TWO, ELEMENTS);
    file.add("t", dtype, TWO, new byte[0]).record = old -> record;
    return write(file);
  }

  private void assertRefused(Path path, String... parts) throws IOException {
    tells(scratch.refused(Corrupt.class, path, "t"), "x.ckpt", "\"t\"");
    tells(scratch.refused(Corrupt.class, path, "t"), parts);
    assertArrayEquals(ELEMENTS, scratch.bytes(path, "z"));
  }

  @Test
  void listedTwice() throws IOException {
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, TWO, ELEMENTS);
    file.announce("again", DTypes.FLOAT, new long[] {3}, ALL).name = "t";
    String damage = String.join(" ", scratch.damage(write(file)));
    tells(damage, "\"t\"", "[3]", "[2]", "further up in the same list");
  }

  @Test
  void fewerOrMoreValuesThanElements() throws IOException {
    for (int count : new int[] {0, 1, 3, 1000}) {
      byte[] packed = new byte[4 * count];
      Path path = values(DTypes.FLOAT, new Wire().bytes(5, packed));
      assertRefused(path, count + " values stored, expected 2");
    }
    assertRefused(values(DTypes.INT32, new Wire().bytes(7, new byte[3])), "3 values");
    assertRefused(values(DTypes.STRING, new Wire().text(8, "one")), "1 strings stored, expected 2");
  }

  @Test
  void valuesInAnotherField() throws IOException {
    assertRefused(values(DTypes.INT64, new Wire().bytes(7, new byte[2])), "0 values");
    assertRefused(values(DTypes.FLOAT, new Wire().bytes(6, new byte[16])), "0 values");
  }

  @Test
  void halfAComplexNumber() throws IOException {
    assertRefused(values(DTypes.COMPLEX64, new Wire().bytes(9, new byte[12])), "values stored");
  }

  @Test
  void boolsAreTrueUnlessTheyAreZero() throws IOException {
    Wire wire = new Wire().bytes(11, new Wire().varint(256).varint(0).toBytes());
    assertArrayEquals(new byte[] {1, 0}, scratch.bytes(values(DTypes.BOOL, wire), "t"));
  }

  @Test
  void valuesInSeveralRuns() throws IOException {
    Wire wire = new Wire().bytes(5, Samples.floats(1)).varint(5 * 8 + 5).raw(Samples.floats(2));
    assertArrayEquals(ELEMENTS, scratch.bytes(values(DTypes.FLOAT, wire), "t"));
    Wire ints = new Wire().number(7, 5).bytes(7, new Wire().varint(-3).toBytes());
    assertArrayEquals(new byte[] {5, -3}, scratch.bytes(values(DTypes.INT8, ints), "t"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void packedRunThatEndsWithinAValue(int size) throws IOException {
    Path path = values(DTypes.FLOAT, new Wire().bytes(5, new byte[size]));
    tells(scratch.refused(Corrupt.class, path, "t"), "x.ckpt");
    byte[] open = new byte[size];
    Arrays.fill(open, (byte) 0x80);
    tells(scratch.refused(Corrupt.class, values(3, new Wire().bytes(7, open)), "t"), "x.ckpt");
  }

  @Test
  void recordThatIsNotAMessage() throws IOException {
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, TWO, ELEMENTS).record = old -> new byte[] {0x12, 99, 1};
    file.add("z", DTypes.FLOAT, TWO, ELEMENTS);
    Path path = write(file);
    tells(scratch.refused(Corrupt.class, path, "t"), "field 2 of 99 bytes, 1 are left");
    assertArrayEquals(ELEMENTS, scratch.bytes(path, "z"));
  }

  @Test
  void recordIsMissing() throws IOException {
    V1Builder file = new V1Builder();
    file.add("z", DTypes.FLOAT, TWO, ELEMENTS);
    file.announce("t", DTypes.FLOAT, TWO, ALL);
    assertRefused(write(file), "record is missing");
  }

  @Test
  void damagedBlockIsNotAbsence() throws IOException {
    V1Builder file = new V1Builder();
    file.add("a", DTypes.FLOAT, TWO, ELEMENTS);
    file.add("t", DTypes.FLOAT, TWO, ELEMENTS);
    Path path =
        file.write(
            scratch.file("x.ckpt"),
            table -> table.blockSize(30).editTypes((n, t) -> n == 2 ? new byte[] {7} : t));
    assertEquals(List.of("a", "t"), scratch.names(path));
    tells(scratch.refused(Corrupt.class, path, "t"), "type is 7");
    assertArrayEquals(ELEMENTS, scratch.bytes(path, "a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21, 34, 101, 119, -1})
  void typesWithoutValuesAreListed(int dtype) throws IOException {
    V1Builder file = new V1Builder();
    file.announce("t", dtype, TWO, ALL);
    Path path = write(file);
    assertEquals(List.of("t"), scratch.names(path));
    tells(scratch.refused(Unsupported.class, path, "t"), "\"t\"", "no values to show");
  }

  @Test
  void typeIsMissing() throws IOException {
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, TWO, ELEMENTS).hasType = false;
    tells(scratch.refused(Unsupported.class, write(file), "t"), "dtype 0");
  }

  @Test
  void impossibleShapes() throws IOException {
    for (long[] shape :
        new long[][] {{-1}, {1L << 40, 1L << 40}, {Long.MAX_VALUE}, {2, Long.MIN_VALUE}}) {
      V1Builder file = new V1Builder();
      file.add("z", DTypes.FLOAT, TWO, ELEMENTS);
      file.announce("t", DTypes.FLOAT, shape, V1Builder.everything(shape.length));
      Path path = write(file);
      assertEquals(List.of("z"), scratch.names(path));
      tells(String.join(" ", scratch.damage(path)), "\"t\"");
    }
  }

  @Test
  void noListOfTensors() throws IOException {
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, TWO, ELEMENTS);
    file.meta(old -> new Wire());
    tells(scratch.refused(Corrupt.class, write(file)), "no list of tensors");
    V1Builder broken = new V1Builder();
    broken.meta(old -> new Wire().raw((byte) 10, (byte) 99));
    tells(scratch.refused(Corrupt.class, write(broken)), "x.ckpt");
  }

  /** Groups within groups: a reader that recurses runs out of stack. */
  @Test
  void nestedGroups() throws IOException {
    byte[] groups = new byte[200_000];
    Arrays.fill(groups, (byte) (9 << 3 | 3));
    V1Builder file = new V1Builder();
    file.meta(old -> new Wire().raw(groups));
    tells(scratch.refused(Corrupt.class, write(file)), "x.ckpt");
    V1Builder record = new V1Builder();
    record.add("t", DTypes.FLOAT, TWO, ELEMENTS).record = old -> groups;
    tells(scratch.refused(Corrupt.class, write(record), "t"), "x.ckpt");
  }

  @Test
  void versionsForOtherReaders() throws IOException {
    for (Wire versions :
        List.of(new Wire().number(1, -1), new Wire().number(2, 2), new Wire().number(3, 1))) {
      V1Builder file = new V1Builder().versions(versions);
      file.add("t", DTypes.FLOAT, TWO, ELEMENTS);
      tells(scratch.refused(Unsupported.class, write(file)), "version");
    }
  }

  @Test
  void unlistedRecordsAreIgnored() throws IOException {
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, TWO, ELEMENTS);
    file.addRecord(SliceKeys.key("ghost", ALL), new byte[] {1, 2, 3});
    assertEquals(List.of("t"), scratch.names(write(file)));
  }
}
