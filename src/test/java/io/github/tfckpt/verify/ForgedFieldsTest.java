package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.table.BlockCursor;
import io.github.tfckpt.table.Table;
import io.github.tfckpt.table.TableBlock;
import io.github.tfckpt.testing.Forgeries;
import io.github.tfckpt.testing.Outcome;
import io.github.tfckpt.testing.SmallTables;
import io.github.tfckpt.testing.TableBuilder;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checkpoints with well-formed entries that contradict each other, under right checksums: tensors
 * or errors, and what is called sound is read without damage. With {@code -Dtfckpt.sweep=true} many
 * more.
 */
final class ForgedFieldsTest {

  private static final int FORGERIES = Boolean.getBoolean("tfckpt.sweep") ? 30_000 : 150;
  private static final int SMALL = 5000;
  private static final int MOST_CHANGES = 5;

  private static final List<Bytes> VALUES = new ArrayList<>();

  private final Random random = new Random(3);
  private final Forgeries forgeries = new Forgeries(random, VALUES);

  private record Entry(Bytes key, Bytes value) {}

  @BeforeAll
  static void readAll() throws IOException {
    for (Path file : tables().toList()) {
      entries(file).forEach(entry -> VALUES.add(entry.value()));
    }
  }

  static Stream<Path> tables() throws IOException {
    return SmallTables.below(SMALL);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void whatIsCalledSoundIsRead(Path file) throws IOException {
    List<Entry> entries = entries(file);
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path table = SmallTables.copy(file, Files.createDirectories(memory.getPath("case")));
      for (int i = 0; i < FORGERIES; i++) {
        List<Entry> forged = new ArrayList<>(entries);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
          change(forged);
        }
        if (random.nextInt(4) > 0) {
          forged.sort(Comparator.comparing(Entry::key));
        }
        write(table, forged);
        assertReadIfSound(table, file + ", forgery " + i);
      }
    }
  }

  private void change(List<Entry> entries) {
    int at = random.nextInt(entries.size());
    Bytes key = entries.get(at).key();
    Bytes value = entries.get(at).value();
    switch (random.nextInt(8)) {
      case 0 -> entries.add(new Entry(key, VALUES.get(random.nextInt(VALUES.size()))));
      case 1 ->
          entries.set(at, new Entry(key, entries.get(random.nextInt(entries.size())).value()));
      default -> entries.set(at, new Entry(key, Bytes.copyOf(forgeries.of(value.toArray()))));
    }
  }

  private static void assertReadIfSound(Path table, String what) throws IOException {
    try {
      Report report = Verifying.verify(table, OptionalLong.empty(), Part.WHOLE, 1);
      Outcome outcome = Outcome.of(table);
      boolean sound = report.isReadable() && report.isSound();
      assertFalse(sound && outcome.isDamaged(), () -> "sound, but: " + outcome.troubles());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }

  private static List<Entry> entries(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (FileSource source = FileSource.open(file)) {
      for (TableBlock block : Table.open(source).blocks()) {
        for (BlockCursor entry = block.cursor(); entry.next(); ) {
          entries.add(new Entry(entry.key(), Bytes.copyOf(entry.value().readAll())));
        }
      }
    }
    return entries;
  }

  private static void write(Path table, List<Entry> entries) throws IOException {
    try (TableBuilder builder = new TableBuilder(table)) {
      for (Entry entry : entries) {
        builder.add(entry.key().toArray(), entry.value().toArray());
      }
    }
  }
}
