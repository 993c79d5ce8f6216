package io.github.tfckpt.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables against sorted maps: any keys, any restart interval, any size of blocks. */
final class TableModelTest {

  private static final int MOST_INTERVAL = 44;

  @RegisterExtension final Scratch scratch = new Scratch();

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1000, 5000, 262144})
  void everyEntryIsFoundInOrder(int blockSize) throws IOException {
    for (int interval = 1; interval <= MOST_INTERVAL; interval++) {
      Random random = new Random(interval);
      Map<byte[], byte[]> model = model(random, 60 + 5 * interval);
      Path path = write(model, blockSize, interval, random.nextInt(3));
      try (FileSource file = FileSource.open(path)) {
        Table table = Table.open(file);
        assertSame(model, table);
        for (byte[] key : model.keySet()) {
          assertTrue(isIn(table, table.blockFor(Bytes.copyOf(key)), key));
        }
        byte[] beyond = {-1, -1, -1, -1, -1, -1, -1};
        assertEquals(table.blocks().size(), table.blockFor(Bytes.copyOf(beyond)));
      }
    }
  }

  /** Keys of few different bytes, so that they share beginnings, among them 0x00 and 0xff. */
  private static Map<byte[], byte[]> model(Random random, int size) {
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    byte[] alphabet = {0, 1, 'a', 'b', (byte) 0x7f, (byte) 0x80, (byte) 0xff};
    while (model.size() < size) {
      byte[] key = new byte[random.nextInt(6)];
      for (int i = 0; i < key.length; i++) {
        key[i] = alphabet[random.nextInt(alphabet.length)];
      }
      byte[] value = new byte[random.nextInt(10) == 0 ? random.nextInt(4000) : random.nextInt(9)];
      random.nextBytes(value);
      model.put(key, value);
    }
    return model;
  }

  /** Writes with all blocks plain, all compressed, or both kinds mixed. */
  private Path write(Map<byte[], byte[]> entries, int blockSize, int interval, int kind)
      throws IOException {
    Path path = scratch.file("table");
    try (TableBuilder table = new TableBuilder(path)) {
      table.blockSize(blockSize).restartInterval(interval);
      table.snappy(block -> kind == 2 || (kind == 1 && block % 2 == 0));
      for (Map.Entry<byte[], byte[]> entry : entries.entrySet()) {
        table.add(entry.getKey(), entry.getValue());
      }
    }
    return path;
  }

  private static void assertSame(Map<byte[], byte[]> model, Table table) throws IOException {
    var expected = model.entrySet().iterator();
    for (TableBlock block : table.blocks()) {
      block.check();
      for (BlockCursor entry = block.checkedCursor(); entry.next(); ) {
        Map.Entry<byte[], byte[]> wanted = expected.next();
        assertArrayEquals(wanted.getKey(), entry.key().toArray());
        assertEquals(wanted.getValue().length, entry.value().size());
        assertArrayEquals(wanted.getValue(), entry.value().readAll());
        var cursor = entry.valueCursor();
        assertEquals(wanted.getValue().length, cursor.remaining());
        assertArrayEquals(wanted.getValue(), cursor.bytes(cursor.remaining(), "value").toArray());
      }
    }
    assertFalse(expected.hasNext());
  }

  private static boolean isIn(Table table, int block, byte[] key) throws IOException {
    for (BlockCursor entry = table.blocks().get(block).cursor(); entry.next(); ) {
      if (Arrays.equals(entry.key().toArray(), key)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void tableWithoutEntries() throws IOException {
    Path path = write(Map.of(), 1000, 16, 0);
    try (FileSource file = FileSource.open(path)) {
      assertEquals(0, Table.open(file).blocks().size());
    }
  }

  /** Larger than what is held in memory: entries on both sides of the edge of every window. */
  @Test
  void oneBlockOfManyMegabytes() throws IOException {
    Random random = new Random(3);
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    while (model.size() < 300) {
      byte[] key = new byte[1 + random.nextInt(3000)];
      random.nextBytes(key);
      byte[] value = new byte[random.nextInt(40000)];
      random.nextBytes(value);
      model.put(key, value);
    }
    model.put(new byte[] {77, 77}, new byte[3_000_000]);
    Path path = write(model, 1 << 27, 16, 0);
    try (FileSource file = FileSource.open(path)) {
      Table table = Table.open(file);
      assertEquals(1, table.blocks().size());
      assertSame(model, table);
    }
  }
}
