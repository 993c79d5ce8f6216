package io.github.tfckpt.fuzz;

import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.TableBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 *                     bit 5  two shards                bit 6  the other has other values
 *                     bit 7  the last shard is missing
 *   line      u8      which command line
 *   size      u16     bytes of data (not in V1)
 *   data      u8[]
 *   table     u8[]    or entry*:  key size u8, value size u16, key u8[], value u8[]
 * </pre>
 */
public final class FuzzedCheckpoint {

  private static final Path PREFIX = Memory.prefix(Memory.TYPED);
  private static final Path OTHER = Memory.prefix(Memory.OTHER);

  private static final int BLOCK_OPTIONS = 1 << 3 | 1 << 4;
  private static final int EACH = 7;

  private final int options;
  private final int line;
  private final byte[] data;
  private final byte[] rest;

  private FuzzedCheckpoint(Input input) {
    this.options = input.u8();
    this.line = input.u8();
    this.data = has(0) ? new byte[0] : input.take(input.u16());
    this.rest = input.rest();
  }

  /** Writes the files that an input stands for, instead of those of the one before. */
  public static FuzzedCheckpoint write(byte[] bytes) {
    FuzzedCheckpoint made = new FuzzedCheckpoint(new Input(bytes));
    try {
      Memory.empty();
      new Form(PREFIX, made.options).write(made.data, made.rest, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  /** Writes the other: the same in other blocks, or with some values changed. */
  public void writeOther() {
    byte[] changed = data.clone();
    for (int i = 0; hasOtherValues() && i < changed.length; i += EACH) {
      changed[i] ^= 1;
    }
    try {
      new Form(OTHER, options ^ BLOCK_OPTIONS).write(changed, rest, hasOtherValues() ? EACH : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean has(int bit) {
    return (options >> bit & 1) != 0;
  }

  /** True if the other is not the same. */
  public boolean hasOtherValues() {
    return has(6);
  }

  Path path() {
    return PREFIX;
  }

  /** A number below {@code count}, to choose a command line by. */
  public int line(int count) {
    return line % count;
  }

  /** Where and how the parts of an input are written. */
  private record Form(Path prefix, int options) {

    private boolean has(int bit) {
      return (options >> bit & 1) != 0;
    }

    /** Changes the last byte of each {@code each}th value too, if it is V1 and not 0. */
    void write(byte[] data, byte[] rest, int each) throws IOException {
      Path table = has(0) ? prefix : BundleBuilder.indexFile(prefix);
      if (has(1)) {
        byte[] bytes = rest.clone();
        if (!has(2)) {
          Seals.renew(bytes);
        }
        Files.write(table, bytes);
      } else {
        List<byte[][]> entries = entries(rest);
        for (int i = 1; has(0) && each > 0 && i < entries.size(); i += each) {
          byte[] value = entries.get(i)[1];
          if (value.length > 0) {
            value[value.length - 1] ^= 1;
          }
        }
        writeEntries(table, entries, data);
      }
      if (!has(0)) {
        writeShards(data);
      }
    }

    private static List<byte[][]> entries(byte[] rest) {
      Input input = new Input(rest);
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
      for (int i = 0; i < count - (has(7) ? 1 : 0); i++) {
        int from = data.length * i / count;
        int to = data.length * (i + 1) / count;
        Files.write(BundleBuilder.dataFile(prefix, i, count), Arrays.copyOfRange(data, from, to));
      }
    }
  }
}
