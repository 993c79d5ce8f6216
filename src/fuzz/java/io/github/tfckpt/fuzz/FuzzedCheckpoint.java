package io.github.tfckpt.fuzz;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.TableBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A checkpoint in memory, made of an input.
 *
 * <pre>
 *   options   u8      bit 0  V1: one file; else an index and its data shards
 *                     bit 1  a table byte by byte; else entries for a writer
 *                     bit 2  checksums as they come; else made right
 *                     bit 3  blocks of 64 bytes        bit 4  blocks compressed
 *                     bit 5  two shards                bits 6, 7  which command line
 *   size      u16     bytes of data (not in V1)
 *   data      u8[]
 *   table     u8[]    or entry*:  key size u8, value size u16, key u8[], value u8[]
 * </pre>
 */
public final class FuzzedCheckpoint {

  /** What a command line calls it. */
  public static final String TYPED = "jimfs://fuzz/f/x";

  private static final FileSystem MEMORY = Jimfs.newFileSystem("fuzz", Configuration.unix());
  private static final Path PREFIX = MEMORY.getPath("/f/x");

  private final int options;

  private FuzzedCheckpoint(int options) {
    this.options = options;
  }

  /** Writes the files that an input stands for, instead of those of the one before. */
  public static FuzzedCheckpoint write(byte[] bytes) {
    Input input = new Input(bytes);
    FuzzedCheckpoint made = new FuzzedCheckpoint(input.u8());
    try {
      made.write(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  private boolean has(int bit) {
    return (options >> bit & 1) != 0;
  }

  Path path() {
    return PREFIX;
  }

  /** A number from 0 to 3, to choose a command line by. */
  public int choice() {
    return options >> 6 & 3;
  }

  private void write(Input input) throws IOException {
    Files.createDirectories(PREFIX.getParent());
    try (var old = Files.newDirectoryStream(PREFIX.getParent())) {
      for (Path path : old) {
        Files.delete(path);
      }
    }
    byte[] data = has(0) ? new byte[0] : input.take(input.u16());
    Path table = has(0) ? PREFIX : BundleBuilder.indexFile(PREFIX);
    if (has(1)) {
      byte[] bytes = input.rest();
      if (!has(2)) {
        Seals.renew(bytes);
      }
      Files.write(table, bytes);
    } else {
      writeEntries(table, entries(input), data);
    }
    if (!has(0)) {
      writeShards(data);
    }
  }

  private static List<byte[][]> entries(Input input) {
    List<byte[][]> entries = new ArrayList<>();
    while (input.hasMore()) {
      int key = input.u8();
      int value = input.u16();
      entries.add(new byte[][] {input.take(key), input.take(value)});
    }
    return entries;
  }

  private void writeEntries(Path table, List<byte[][]> entries, byte[] data) throws IOException {
    try (TableBuilder builder = new TableBuilder(table)) {
      builder.blockSize(has(3) ? 64 : 262144).snappy(block -> has(4));
      for (byte[][] entry : entries) {
        boolean sum = !has(0) && !has(2) && entry[0].length > 0;
        builder.add(entry[0], sum ? Sums.renew(entry[1], data) : entry[1]);
      }
    }
  }

  private void writeShards(byte[] data) throws IOException {
    int count = has(5) ? 2 : 1;
    for (int i = 0; i < count; i++) {
      int from = data.length * i / count;
      int to = data.length * (i + 1) / count;
      Files.write(BundleBuilder.dataFile(PREFIX, i, count), Arrays.copyOfRange(data, from, to));
    }
  }
}
