package io.github.tfckpt.bundle;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.table.BlockCursor;
import io.github.tfckpt.table.TableBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The entries of one block of an index, and what of it cannot be read. */
final class BlockEntries {

  /** Keys may add up to this many times the size of the file: names share beginnings. */
  private static final long MOST_KEY_BYTES_PER_BYTE = 64;

  private static final long KEY_BYTES_ALWAYS_FINE = 1 << 20;

  private final EntryReader reader = new EntryReader();
  final List<TensorEntry> tensors = new ArrayList<>();
  final List<String> damage = new ArrayList<>();

  /** The shards that hold bytes of the tensors. */
  final NavigableSet<Integer> shards = new TreeSet<>();

  Optional<BundleHeader> header = Optional.empty();
  Optional<Bytes> firstKey = Optional.empty();
  Bytes lastKey = Bytes.EMPTY;
  private int lastShard = Integer.MIN_VALUE;

  private BlockEntries() {}

  /**
   * Reads a block.
   *
   * @param mayHaveHeader if an empty key that comes first is the header's
   * @param keyBytes the bytes of all keys of the index so far, on any thread
   * @throws Unsupported if the header's version is not for us, or the keys are too much for memory
   */
  static BlockEntries read(
      ByteSource file, TableBlock block, boolean mayHaveHeader, AtomicLong keyBytes)
      throws IOException {
    BlockEntries entries = new BlockEntries();
    try {
      BlockCursor entry = block.checkedCursor();
      boolean more = entry.next();
      if (more && mayHaveHeader && entry.keySize() == 0) {
        entries.readHeader(entry);
        more = entry.next();
      }
      for (; more; more = entry.next()) {
        entries.add(entry, file);
        checkSize(keyBytes.addAndGet(entry.keySize()), file);
      }
    } catch (Corrupt e) {
      entries.damage.add(e.getMessage() + "; its entries are lost");
    }
    return entries;
  }

  private void readHeader(BlockCursor entry) throws IOException {
    firstKey = Optional.of(Bytes.EMPTY);
    try {
      header = Optional.of(BundleHeader.read(entry.valueCursor()));
    } catch (Corrupt e) {
      damage.add(e.getMessage() + ", in the header");
    }
  }

  private static void checkSize(long keyBytes, ByteSource file) throws Unsupported {
    if (keyBytes > KEY_BYTES_ALWAYS_FINE && keyBytes / MOST_KEY_BYTES_PER_BYTE > file.size()) {
      throw Unsupported.at(
          file.description(),
          "keys of more than %d times the file's %d bytes",
          MOST_KEY_BYTES_PER_BYTE,
          file.size());
    }
  }

  private void add(BlockCursor entry, ByteSource file) throws IOException {
    Bytes key = entry.key();
    if (firstKey.isEmpty()) {
      firstKey = Optional.of(key);
    } else {
      checkOrder(lastKey, key, file, damage);
    }
    lastKey = key;
    try {
      TensorEntry tensor = reader.read(key, entry.valueCursor());
      tensors.add(tensor);
      int shard = tensor.shard().orElse(lastShard);
      if (shard != lastShard && tensor.bytes().orElse(0) > 0) {
        shards.add(shard);
        lastShard = shard;
      }
    } catch (Corrupt e) {
      damage.add(e.getMessage() + ", in the entry of \"" + key.brief() + "\"");
    }
  }

  /** Tells if a key does not stand behind the one before it. */
  static void checkOrder(Bytes before, Bytes key, ByteSource file, List<String> damage) {
    if (before.compareTo(key) >= 0) {
      damage.add(
          file.description()
              + ": key \""
              + key.brief()
              + "\" stands behind \""
              + before.brief()
              + "\", keys have to rise");
    }
  }
}
