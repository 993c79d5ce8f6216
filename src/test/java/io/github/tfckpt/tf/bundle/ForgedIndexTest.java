package io.github.tfckpt.tf.bundle;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.testing.BlockBuilder;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Outcome;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.TableBuilder;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Index files whose checksums are right and whose contents are not. */
final class ForgedIndexTest {

  private static final byte[] ONE = Samples.floats(1);

  @RegisterExtension final Scratch scratch = new Scratch();

  /** Tensors t0 to t9 in one block, or in blocks of a few entries. */
  private Path write(Consumer<TableBuilder> options) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    for (int i = 0; i < 10; i++) {
      bundle.add(0, "t" + i, DTypes.FLOAT, new long[] {1}, ONE);
    }
    return bundle.write(options);
  }

  private Path writeBlock(int block, byte[] contents) throws IOException {
    return write(table -> table.editContents((n, old) -> n == block ? contents : old));
  }

  private String damage(Path path) throws IOException {
    List<String> damage = scratch.damage(path);
    assertEquals(1, damage.size(), damage::toString);
    return damage.get(0);
  }

  @Test
  void entryLengthsThatWrapAt32Bits() throws IOException {
    Wire block = new Wire().varint(0).varint(0xffffffffL).varint(2).raw(new byte[20]);
    Path path = writeBlock(0, block.fixed32(0).fixed32(1).toBytes());
    tells(damage(path), "x.index", "4294967295", "left");
  }

  @Test
  void moreBytesSharedThanThePreviousKeyHas() throws IOException {
    Wire block = new Wire().varint(0).varint(0).varint(2).number(1, 1);
    block.varint(0).varint(2).varint(2).raw((byte) 'a', (byte) 'b').number(1, 1);
    block.varint(3).varint(0).varint(2).number(1, 1);
    Path path = writeBlock(0, block.fixed32(0).fixed32(1).toBytes());
    assertEquals(List.of("ab"), scratch.names(path));
    tells(damage(path), "3 key bytes shared, the previous key has 2");
  }

  @ParameterizedTest
  @CsvSource({"0, 35184372088832", "1000000, 5", "-1, 5", "0, -1", "9223372036854775807, 2"})
  void blockHandlesOutsideTheFile(long offset, long size) throws IOException {
    byte[] handle = new Wire().varint(offset).varint(size).toBytes();
    Path path = write(table -> table.editHandles((n, old) -> n == 0 ? handle : old));
    tells(scratch.refused(Corrupt.class, path), "x.index", "does not fit");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 255})
  void unknownBlockTypes(int type) throws IOException {
    Path path = write(table -> table.editTypes((n, old) -> new byte[] {(byte) type}));
    tells(scratch.refused(Corrupt.class, path), "type is");
    path = write(table -> table.editTypes((n, old) -> n == 0 ? new byte[] {(byte) type} : old));
    tells(damage(path), "type is");
  }

  @Test
  void snappyBlockThatClaims4GiB() throws IOException {
    byte[] bomb = new Wire().varint(0xffffffffL).raw((byte) 0).toBytes();
    Path path =
        write(table -> table.snappy(n -> n == 0).editStored((n, old) -> n == 0 ? bomb : old));
    tells(damage(path), "Snappy");
    assertEquals(1, Outcome.of(path).troubles().size());
  }

  @Test
  void restartsAreNotTrusted() throws IOException {
    Path path =
        write(
            table ->
                table.editContents(
                    (n, old) -> {
                      Arrays.fill(old, old.length - 8, old.length - 4, (byte) 0x7f);
                      return old;
                    }));
    assertEquals(10, scratch.names(path).size());
  }

  @Test
  void moreRestartsThanTheBlockHolds() throws IOException {
    Path path = write(table -> table.editContents((n, old) -> n == 0 ? huge(old) : old));
    tells(damage(path), "restart count is 2147483647");
  }

  private static byte[] huge(byte[] block) {
    block[block.length - 1] = 0x7f;
    Arrays.fill(block, block.length - 4, block.length - 1, (byte) 0xff);
    return block;
  }

  @Test
  void blockWithoutRestartsIsEmpty() throws IOException {
    Path path = writeBlock(0, new Wire().fixed32(7).fixed32(0).toBytes());
    assertEquals(List.of(), scratch.names(path));
    tells(damage(path), "no header");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void blockTooSmallForItsRestartCount(int size) throws IOException {
    tells(damage(writeBlock(0, new byte[size])), "no room for its restart count");
    tells(scratch.refused(Corrupt.class, writeBlock(TableBuilder.INDEX, new byte[size])), "room");
  }

  @Test
  void indexBlockThatListsNothing() throws IOException {
    Path path = writeBlock(TableBuilder.INDEX, new BlockBuilder(1).finish());
    tells(damage(path), "no header");
  }

  @Test
  void varintsThatGoOnAndOn() throws IOException {
    Wire block = new Wire().longVarint(0, 6).varint(0).varint(0).fixed32(0).fixed32(1);
    tells(damage(writeBlock(0, block.toBytes())), "varint of more than 5 bytes");
    Wire handle = new Wire().longVarint(0, 11).varint(0);
    Path path = write(table -> table.editHandles((n, old) -> n == 0 ? handle.toBytes() : old));
    tells(scratch.refused(Corrupt.class, path), "varint of more than 10 bytes");
  }

  @Test
  void bytesAfterAHandleAreIgnored() throws IOException {
    Path path =
        write(
            table ->
                table.editHandles((n, old) -> n < 0 ? old : Arrays.copyOf(old, old.length + 3)));
    assertEquals(10, scratch.names(path).size());
  }

  @Test
  void damagedBlockInTheMiddleIsReported() throws IOException {
    Path path = write(table -> table.blockSize(60).editTypes((n, t) -> n == 2 ? bad() : t));
    List<String> names = scratch.names(path);
    tells(damage(path), "its entries are lost");
    assertEquals(List.of("t0", "t9"), List.of(names.get(0), names.get(names.size() - 1)));
    assertArrayEquals(ONE, scratch.bytes(path, "t9"));
  }

  private static byte[] bad() {
    return new byte[] {9};
  }

  @Test
  void headerLostWithTheFirstBlock() throws IOException {
    Path path = write(table -> table.blockSize(60).editTypes((n, t) -> n == 0 ? bad() : t));
    tells(damage(path), "its entries are lost");
    assertArrayEquals(ONE, scratch.bytes(path, "t9"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void keysTwiceOrOutOfOrderAreAllListed(int interval) throws IOException {
    byte[] entry = new Wire().number(1, 1).toBytes();
    byte[] header = new Wire().number(1, 1).toBytes();
    BlockBuilder block = new BlockBuilder(interval).add(new byte[0], header);
    for (String key : new String[] {"b", "b", "a"}) {
      block.add(new byte[] {(byte) key.charAt(0)}, entry);
    }
    Path path = writeBlock(0, block.finish());
    assertEquals(List.of("b", "b", "a"), scratch.names(path));
    assertEquals(2, scratch.damage(path).size());
    tells(scratch.damage(path).get(1), "\"a\"", "\"b\"", "keys must rise");
  }

  @Test
  void blocksOutOfOrderAreReported() throws IOException {
    byte[] first = new BlockBuilder(16).add(new byte[] {'a'}, new byte[] {8, 1}).finish();
    Path path = write(table -> table.blockSize(60).editContents((n, old) -> n == 1 ? first : old));
    assertEquals(List.of("t0", "t1", "t2", "a"), scratch.names(path).subList(0, 4));
    tells(damage(path), "key \"a\" follows \"t2\", keys must rise");
  }

  @Test
  void emptyKeyTwice() throws IOException {
    byte[] header = new Wire().number(1, 1).toBytes();
    BlockBuilder block = new BlockBuilder(16).add(new byte[0], header).add(new byte[0], header);
    tells(damage(writeBlock(0, block.finish())), "keys must rise");
  }

  /** Five bytes an entry spell a key of 60 kB each: a small file, a mountain of keys. */
  @Test
  void prefixCompressionBomb() throws IOException {
    Wire block = new Wire().varint(0).varint(0).varint(2).number(1, 1);
    block.varint(0).varint(60000).varint(0).raw(new byte[60000]);
    for (int i = 0; i < 50000; i++) {
      block.varint(60000).varint(1).varint(0).raw((byte) i);
    }
    Path path = writeBlock(0, block.fixed32(0).fixed32(1).toBytes());
    Outcome outcome = Outcome.of(path);
    assertEquals(0, outcome.tensors().size());
    assertEquals(1, outcome.troubles().size());
  }

  @Test
  void keyLongerThanAnyName() throws IOException {
    Wire block = new Wire().varint(0).varint(70000).varint(0).raw(new byte[70000]);
    Path path = writeBlock(0, block.fixed32(0).fixed32(1).toBytes());
    tells(scratch.refused(Unsupported.class, path), "70000", "65536");
  }

  @Test
  void fileThatIsNotATable() throws IOException {
    Path path = write(table -> {});
    Path index = BundleBuilder.indexFile(path);
    scratch.edit(index, bytes -> Arrays.copyOf(bytes, bytes.length + 1));
    assertEquals(10, scratch.names(path).size());
    tells(damage(path), "magic", "all are there");
    scratch.edit(index, bytes -> Arrays.copyOf(bytes, bytes.length / 2));
    assertEquals("t0", scratch.names(path).get(0));
    scratch.edit(index, bytes -> new byte[47]);
    tells(scratch.refused(Unsupported.class, path), "47 bytes");
    scratch.edit(index, bytes -> new byte[0]);
    tells(scratch.refused(Unsupported.class, path), "0 bytes");
  }
}
