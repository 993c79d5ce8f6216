package io.github.tfckpt.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.TableBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables whose end is lost: what is left of them is found, and nothing else. */
final class RemainingBlocksTest {

  private static final int ENTRIES = 60;
  private static final int BLOCK = 300;

  @RegisterExtension final Scratch scratch = new Scratch();

  @Test
  void everyCut() throws IOException {
    byte[] whole = table();
    List<TableBlock> blocks = Table.open(source(whole)).blocks();
    assertTrue(blocks.size() > 4);
    int most = 0;
    for (int size = 4; size < whole.length; size++) {
      Table left;
      try {
        left = Table.openDamaged(source(Arrays.copyOf(whole, size)));
      } catch (CheckpointException e) {
        assertTrue(size < entryEnd(), "cut at " + size + ": " + e.getMessage());
        continue;
      }
      int found = assertPrefix(left);
      assertTrue(found >= most, "cut at " + size);
      assertTrue(found >= wholeEntries(blocks, size), "cut at " + size);
      assertFalse(left.damage().isEmpty());
      most = found;
    }
    assertEquals(ENTRIES, most);
  }

  @Test
  void blockThatIsDamagedBeforeTheCut() throws IOException {
    byte[] whole = table();
    List<TableBlock> blocks = Table.open(source(whole)).blocks();
    for (int number = 0; number < blocks.size() - 1; number++) {
      TableBlock block = blocks.get(number);
      byte[] cut = Arrays.copyOf(whole, (int) blocks.get(blocks.size() - 1).end());
      cut[(int) block.offset() + 20] ^= 4;
      Table left = Table.openDamaged(source(cut));
      assertEquals(blocks.size() - 1, left.blocks().size());
      String lost = "bytes " + block.offset() + "+" + (block.end() - block.offset());
      assertTrue(left.damage().get(1).contains(lost), left.damage().toString());
    }
  }

  @Test
  void compressedBlocksAndOneOfManyEntries() throws IOException {
    Path path = scratch.file("snappy");
    try (TableBuilder table = new TableBuilder(path).blockSize(BLOCK).snappy(block -> true)) {
      addAll(table);
    }
    byte[] whole = Files.readAllBytes(path);
    List<TableBlock> blocks = Table.open(source(whole)).blocks();
    int cut = (int) blocks.get(3).end();
    Table left = Table.openDamaged(source(Arrays.copyOf(whole, cut)));
    assertEquals(4, left.blocks().size());
    assertPrefix(left);
  }

  @Test
  void nothingOfATableIsLeft() {
    byte[] zeros = new byte[1000];
    assertThrows(CheckpointException.class, () -> Table.openDamaged(source(zeros)));
    byte[] text = "not a table at all".repeat(40).getBytes(StandardCharsets.US_ASCII);
    assertThrows(CheckpointException.class, () -> Table.openDamaged(source(text)));
  }

  /** Every number seems to count those before it: each would be looked at again and again. */
  @Test
  void numbersThatRiseWithoutEnd() throws IOException {
    byte[] bytes = new byte[4 << 20];
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(0x08020000);
    for (int i = 0; words.remaining() > 4; i++) {
      words.putInt(i);
    }
    assertFalse(Bounded.run(() -> Table.openDamaged(source(bytes))).damage().isEmpty());
  }

  /** An entry that is wrong under a right checksum costs those up to the next restart. */
  @Test
  void entriesAfterOneThatIsWrong() throws IOException {
    Path path = scratch.file("wrong");
    try (TableBuilder table =
        new TableBuilder(path)
            .restartInterval(4)
            .editContents((block, bytes) -> block == 0 ? overrun(bytes) : bytes)) {
      addAll(table);
    }
    BlockCursor entry = Table.open(source(Files.readAllBytes(path))).blocks().get(0).cursor();
    List<String> lost = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    while (entry.next((error, what) -> lost.add(what))) {
      keys.add(entry.key().toString());
    }
    assertEquals(1, lost.size());
    assertTrue(lost.get(0).endsWith("of the block are lost"), lost.toString());
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      if (i == 0 || i >= 4) {
        expected.add(key(i));
      }
    }
    assertEquals(expected, keys);
  }

  /** Makes the value of the second entry longer than the block. */
  private static byte[] overrun(byte[] block) {
    byte[] changed = block.clone();
    int second = 3 + key(0).length() + value(0).length;
    changed[second + 2] = 0x7f;
    changed = insertAfter(changed, second + 2);
    return changed;
  }

  /**
   * The length gets another byte; a byte of the value goes, so that all others keep their place.
   */
  private static byte[] insertAfter(byte[] block, int at) {
    block[at] = (byte) 0xff;
    block[at + 1] = 0x7f;
    return block;
  }

  private static int wholeEntries(List<TableBlock> blocks, int size) throws IOException {
    int entries = 0;
    for (TableBlock block : blocks) {
      if (block.end() <= size) {
        for (BlockCursor entry = block.cursor(); entry.next(); ) {
          entries++;
        }
      }
    }
    return entries;
  }

  private static int assertPrefix(Table table) throws IOException {
    int found = 0;
    for (TableBlock block : table.blocks()) {
      BlockCursor entry = block.checkedCursor();
      while (entry.next()) {
        assertEquals(key(found), entry.key().toString());
        assertArrayEquals(value(found), entry.value().readAll());
        found++;
      }
    }
    return found;
  }

  private static int entryEnd() {
    return 3 + key(0).length() + value(0).length + 40;
  }

  private byte[] table() throws IOException {
    Path path = scratch.file("table");
    try (TableBuilder table = new TableBuilder(path).blockSize(BLOCK).restartInterval(3)) {
      addAll(table);
    }
    return Files.readAllBytes(path);
  }

  private static void addAll(TableBuilder table) throws IOException {
    for (int i = 0; i < ENTRIES; i++) {
      table.add(key(i).getBytes(StandardCharsets.US_ASCII), value(i));
    }
  }

  /** The first key is empty, as that of a header. */
  private static String key(int i) {
    return i == 0 ? "" : "layer/kernel_" + (100 + i);
  }

  private static byte[] value(int i) {
    byte[] value = new byte[8 + i % 7];
    Arrays.fill(value, (byte) (i % 3));
    value[0] = 8;
    return value;
  }

  private static ArraySource source(byte[] bytes) {
    return new ArraySource("table", bytes, bytes.length);
  }
}
