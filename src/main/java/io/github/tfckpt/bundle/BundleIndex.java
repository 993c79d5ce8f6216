package io.github.tfckpt.bundle;

import io.github.tfckpt.entry.SliceKey;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteCursor;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.table.BlockCursor;
import io.github.tfckpt.table.Table;
import io.github.tfckpt.table.TableBlock;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All entries of an index. What cannot be read does not hide the rest: it is told in {@link
 * #damage}.
 */
final class BundleIndex {

  /** Keys may add up to this many times the size of the file: names share beginnings. */
  private static final long MOST_KEY_BYTES_PER_BYTE = 64;

  private static final long KEY_BYTES_ALWAYS_FINE = 1 << 20;

  private final ByteSource file;
  private final EntryReader reader = new EntryReader();
  private final List<TensorEntry> tensors = new ArrayList<>();
  private final Map<Bytes, TensorEntry> slices = new HashMap<>();
  private final List<String> damage = new ArrayList<>();
  private Optional<BundleHeader> header = Optional.empty();
  private Bytes lastKey = Bytes.EMPTY;
  private long keyBytes;

  private BundleIndex(ByteSource file) {
    this.file = file;
  }

  /**
   * Reads a whole index.
   *
   * @throws CheckpointException if not even the index block, or the header's version, can be read
   */
  static BundleIndex read(ByteSource file) throws IOException {
    BundleIndex index = new BundleIndex(file);
    boolean first = true;
    for (TableBlock block : Table.open(file).blocks()) {
      index.readBlock(block, first);
      first = false;
    }
    if (index.header.isEmpty() && index.damage.isEmpty()) {
      index.damage.add(file.description() + ": has no header, the entry at the empty key");
    }
    index.separateSlices();
    return index;
  }

  /** True if the first entry is a header: begins with the number of shards, order or version. */
  static boolean hasHeader(ByteSource file) throws IOException {
    List<TableBlock> blocks = Table.open(file).blocks();
    if (blocks.isEmpty()) {
      return false;
    }
    BlockCursor entry = blocks.get(0).checkedCursor();
    if (!entry.next() || entry.key().size() > 0) {
      return false;
    }
    ByteCursor value = entry.valueCursor();
    return value.remaining() > 0 && "\b\020\032".indexOf(value.array()[value.arrayPosition()]) >= 0;
  }

  private void readBlock(TableBlock block, boolean first) throws IOException {
    try {
      BlockCursor entry = block.checkedCursor();
      boolean atHeader = first;
      while (entry.next()) {
        readEntry(entry, atHeader);
        atHeader = false;
      }
    } catch (CheckpointException.Corrupt e) {
      damage.add(e.getMessage() + "; its entries are lost");
    }
  }

  private void readEntry(BlockCursor entry, boolean atHeader) throws IOException {
    Bytes key = entry.key();
    if (key.size() == 0 && atHeader) {
      readHeader(entry);
      return;
    }
    keyBytes += key.size();
    if (keyBytes > KEY_BYTES_ALWAYS_FINE && keyBytes / MOST_KEY_BYTES_PER_BYTE > file.size()) {
      throw Unsupported.at(
          file.description(),
          "keys of more than %d times the file's %d bytes",
          MOST_KEY_BYTES_PER_BYTE,
          file.size());
    }
    if (lastKey.compareTo(key) >= 0) {
      damage.add(
          file.description()
              + ": key \""
              + key.brief()
              + "\" stands behind \""
              + lastKey.brief()
              + "\", keys have to rise");
    }
    lastKey = key;
    try {
      tensors.add(reader.read(key, entry.valueCursor()));
    } catch (CheckpointException.Corrupt e) {
      damage.add(e.getMessage());
    }
  }

  private void readHeader(BlockCursor entry) throws IOException {
    try {
      header = Optional.of(BundleHeader.read(entry.valueCursor()));
    } catch (CheckpointException.Corrupt e) {
      damage.add(e.getMessage());
    }
  }

  /** Takes the records of slices out of the tensors: those whose keys the parents' slices make. */
  private void separateSlices() {
    Set<Bytes> keys = new HashSet<>();
    for (TensorEntry tensor : tensors) {
      for (TensorSlice slice : tensor.slices()) {
        keys.add(SliceKey.of(tensor.key(), slice));
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    tensors.removeIf(
        tensor -> {
          boolean isSlice = keys.contains(tensor.key());
          if (isSlice) {
            slices.putIfAbsent(tensor.key(), tensor);
          }
          return isSlice;
        });
  }

  /** The index file, for messages. */
  String description() {
    return file.description();
  }

  /** Empty if it was lost with the first block. */
  Optional<BundleHeader> header() {
    return header;
  }

  /** The tensors in the order of their keys, without the records of slices. */
  List<TensorEntry> tensors() {
    return tensors;
  }

  /** Every entry: tensors, and records of slices. */
  Iterable<TensorEntry> stored() {
    List<TensorEntry> all = new ArrayList<>(tensors);
    all.addAll(slices.values());
    return slices.isEmpty() ? tensors : all;
  }

  /** The record of a slice, if there is one. */
  Optional<TensorEntry> slice(Bytes tensor, TensorSlice slice) {
    return Optional.ofNullable(slices.get(SliceKey.of(tensor, slice)));
  }

  /** What cannot be read, a message each. */
  List<String> damage() {
    return damage;
  }
}
