package io.github.tfckpt.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.TableBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables that we write, against those that TensorFlow wrote and against sorted maps. */
final class TableWriterTest {

  /** Folders of tables that TensorFlow wrote. */
  private static final List<String> WRITTEN = List.of("bundles", "python", "vgg", "graphs");

  @RegisterExtension final Scratch scratch = new Scratch();

  /** Every index and V1 file of TensorFlow, its entries written anew. */
  @TestFactory
  Stream<DynamicTest> sameBytesAsTensorFlow() throws IOException {
    List<Path> tables = WRITTEN.stream().flatMap(TableWriterTest::tables).toList();
    assertTrue(tables.size() > 40, "only " + tables.size());
    return tables.stream()
        .map(path -> DynamicTest.dynamicTest(path.toString(), () -> compare(path)));
  }

  private static Stream<Path> tables(String folder) {
    try (Stream<Path> files = Files.walk(Path.of("testdata", folder))) {
      return files.filter(Files::isRegularFile).filter(TableWriterTest::isTable).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTable(Path path) {
    try (FileSource file = FileSource.open(path)) {
      Footer.read(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void compare(Path path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FileSource file = FileSource.open(path)) {
      TableWriter writer = new TableWriter(out);
      for (TableBlock block : Table.open(file).blocks()) {
        for (BlockCursor entry = block.cursor(); entry.next(); ) {
          writer.add(entry.key(), Bytes.copyOf(entry.value().readAll()));
        }
      }
      writer.finish();
    }
    assertArrayEquals(Files.readAllBytes(path), out.toByteArray());
  }

  /** A second writer, at any size of blocks and any interval of restarts. */
  @Test
  void sameBytesAsAnotherWriter() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Map<Bytes, Bytes> entries = entries(random, random.nextInt(200), 1 + random.nextInt(8));
      // So great that no entry fills two blocks: that writer has no rule for those.
      int blockSize = 200 + random.nextInt(4000);
      int interval = 1 + random.nextInt(40);
      Path path = scratch.file("table");
      try (TableBuilder table = new TableBuilder(path)) {
        table.blockSize(blockSize).restartInterval(interval);
        for (Map.Entry<Bytes, Bytes> entry : entries.entrySet()) {
          table.add(entry.getKey().toArray(), entry.getValue().toArray());
        }
      }
      byte[] ours = written(entries, blockSize, interval);
      assertArrayEquals(Files.readAllBytes(path), ours, "seed " + seed);
      assertSame(entries, ours);
    }
  }

  private static Map<Bytes, Bytes> entries(Random random, int count, int longest) {
    Map<Bytes, Bytes> entries = new TreeMap<>();
    byte[] alphabet = {0, 1, 'a', 'b', (byte) 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};
    for (int i = 0; i < count; i++) {
      byte[] key = new byte[random.nextInt(longest)];
      for (int at = 0; at < key.length; at++) {
        key[at] = alphabet[random.nextInt(alphabet.length)];
      }
      byte[] value = new byte[random.nextInt(300)];
      random.nextBytes(value);
      entries.put(Bytes.copyOf(key), Bytes.copyOf(value));
    }
    return entries;
  }

  private static byte[] written(Map<Bytes, Bytes> entries, int blockSize, int interval)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableWriter writer = new TableWriter(out, blockSize, interval);
    for (Map.Entry<Bytes, Bytes> entry : entries.entrySet()) {
      writer.add(entry.getKey(), entry.getValue());
    }
    writer.finish();
    return out.toByteArray();
  }

  private static void assertSame(Map<Bytes, Bytes> entries, byte[] table) throws IOException {
    Map<Bytes, Bytes> read = new TreeMap<>();
    Table open = Table.open(new ArraySource("table", table, table.length));
    int at = 0;
    for (TableBlock block : open.blocks()) {
      block.check();
      for (BlockCursor entry = block.checkedCursor(); entry.next(); ) {
        read.put(entry.key(), Bytes.copyOf(entry.value().readAll()));
        assertEquals(at, open.blockFor(entry.key()));
      }
      at++;
    }
    assertEquals(List.copyOf(entries.entrySet()), List.copyOf(read.entrySet()));
  }

  @Test
  void keysOfManyBlocks() throws IOException {
    Map<Bytes, Bytes> entries = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      byte[] key = new byte[3000];
      Arrays.fill(key, (byte) 0xff);
      key[2998] = (byte) (i >> 8);
      key[2999] = (byte) i;
      entries.put(Bytes.copyOf(key), Bytes.copyOf(new byte[2000]));
    }
    byte[] table = written(entries, 262_144, 16);
    assertTrue(Table.open(new ArraySource("table", table, table.length)).blocks().size() >= 3);
    assertSame(entries, table);
  }

  /** As TensorFlow's own writer does: what would fill two blocks stands alone. */
  @Test
  void greatEntryHasItsOwnBlock() throws IOException {
    Map<Bytes, Bytes> entries = new TreeMap<>();
    entries.put(Bytes.utf8("a"), Bytes.utf8("small"));
    entries.put(Bytes.utf8("b"), Bytes.copyOf(new byte[199]));
    entries.put(Bytes.utf8("c"), Bytes.utf8("small"));
    byte[] table = written(entries, 100, 16);
    assertEquals(3, Table.open(new ArraySource("table", table, table.length)).blocks().size());
    assertSame(entries, table);
  }

  @Test
  void keysThatDoNotRiseAreRefused() throws IOException {
    TableWriter writer = new TableWriter(new ByteArrayOutputStream());
    writer.add(Bytes.EMPTY, Bytes.EMPTY);
    writer.add(Bytes.utf8("b"), Bytes.EMPTY);
    for (String key : List.of("", "a", "b")) {
      Bytes bytes = Bytes.utf8(key);
      assertThrows(IllegalArgumentException.class, () -> writer.add(bytes, Bytes.EMPTY));
    }
  }

  @Test
  void separatorsAreShort() {
    assertEquals("the r", separator("the quick", "the who"));
    assertEquals("the q", separator("the q", "the q1"));
    assertEquals("abc", separator("abc", "abd"));
    assertEquals("a\\xff", separator("a\\xff", "b"));
    assertEquals("c", TableWriter.successor(Bytes.utf8("bias")).toString());
    assertEquals("\\xff\\x01", TableWriter.successor(Bytes.unescape("\\xff\\x00a")).toString());
    assertEquals("\\xff\\xff", TableWriter.successor(Bytes.unescape("\\xff\\xff")).toString());
  }

  private static String separator(String low, String high) {
    return TableWriter.separator(Bytes.unescape(low), Bytes.unescape(high)).toString();
  }
}
