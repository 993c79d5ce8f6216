package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.store.Damage;
import io.github.tfckpt.store.EntryColumns;
import io.github.tfckpt.table.BlockCursor;
import io.github.tfckpt.table.TableBlock;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The entries of one block of an index, and what of it cannot be read. */
final class BlockEntries {

  /** Keys may add up to this many times the size of the file: names share beginnings. */
  private static final long MOST_KEY_BYTES_PER_BYTE = 32;

  private static final long KEY_BYTES_ALWAYS_FINE = 1 << 20;

  /** Threads count keys by themselves up to here: a shared count is slow. */
  private static final long CHECKED_AT_ONCE = 1 << 17;

  private final EntryReader reader = new EntryReader();
  private final EntryColumns.Builder columns;
  final Damage damage = new Damage();

  /** The tensors, once all are read. */
  private Optional<EntryColumns> tensors = Optional.empty();

  /** The shards that hold bytes of the tensors. */
  final NavigableSet<Integer> shards = new TreeSet<>();

  Optional<BundleHeader> header = Optional.empty();
  Optional<Bytes> firstKey = Optional.empty();
  private Bytes lostKey = Bytes.EMPTY;
  private boolean isLastLost;
  private int lastShard = Integer.MIN_VALUE;

  private final FindingSink findings;

  private BlockEntries(EntryColumns.Builder columns) {
    this.columns = columns;
    this.findings = finding -> damage.add(finding.message());
  }

  /** The entries of all blocks of an index, for {@link #take}. */
  BlockEntries(FindingSink findings) {
    this.columns = new EntryColumns.Builder();
    this.findings = findings;
  }

  /** Takes the next entry of an index whose blocks and order are checked by others. */
  void take(BlockCursor entry, ByteSource file, AtomicLong keyBytes) throws IOException {
    if (firstKey.isEmpty() && entry.keySize() == 0) {
      readHeader(entry);
      return;
    }
    if (firstKey.isEmpty()) {
      firstKey = Optional.of(entry.key());
    }
    addTensor(entry.passingKey(), entry);
    checkSize(keyBytes.addAndGet(entry.keySize()), file);
  }

  /** Reads blocks one after another, with the same memory. */
  static final class Reader {
    private final TableBlock.Buffer buffer = new TableBlock.Buffer();
    private final EntryColumns.Builder columns = new EntryColumns.Builder();

    /**
     * Reads a block.
     *
     * @param mayHaveHeader if an empty key that comes first is the header's
     * @param keyBytes the bytes of all keys of the index so far, on any thread
     * @throws Unsupported if the header's version is not for us, or the keys are too much for
     *     memory
     */
    BlockEntries read(ByteSource file, TableBlock block, boolean mayHaveHeader, AtomicLong keyBytes)
        throws IOException {
      columns.clear();
      BlockEntries entries = new BlockEntries(columns);
      try {
        entries.readAll(block.checkedCursor(buffer), mayHaveHeader, file, keyBytes);
      } catch (Corrupt e) {
        entries.damage.add(e.getMessage() + "; its entries are lost");
      }
      entries.tensors();
      return entries;
    }
  }

  private void readAll(
      BlockCursor entry, boolean mayHaveHeader, ByteSource file, AtomicLong keyBytes)
      throws IOException {
    long unchecked = 0;
    BlockCursor.Loss loss = (error, lost) -> damage.add(error.getMessage() + "; " + lost);
    boolean more = entry.next(loss);
    if (more && mayHaveHeader && entry.keySize() == 0) {
      readHeader(entry);
      more = entry.next(loss);
    }
    for (; more; more = entry.next(loss)) {
      add(entry, file);
      unchecked += entry.keySize();
      if (unchecked > CHECKED_AT_ONCE) {
        checkSize(keyBytes.addAndGet(unchecked), file);
        unchecked = 0;
      }
    }
    checkSize(keyBytes.addAndGet(unchecked), file);
  }

  /** The tensors; no more can be taken then. */
  EntryColumns tensors() {
    if (tensors.isEmpty()) {
      tensors = Optional.of(columns.build());
    }
    return tensors.get();
  }

  private void readHeader(BlockCursor entry) throws IOException {
    firstKey = Optional.of(Bytes.EMPTY);
    try {
      header = Optional.of(BundleHeader.of(entry.valueCursor()));
    } catch (Corrupt e) {
      findings.add(Finding.error(e.where(), e.what() + ", in the header"));
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
    Bytes key = entry.passingKey();
    if (firstKey.isEmpty()) {
      firstKey = Optional.of(entry.key());
    } else if (!entry.surelyRises()) {
      checkOrder(lastKey(), key, file, damage);
    }
    addTensor(key, entry);
  }

  private void addTensor(Bytes key, BlockCursor entry) throws IOException {
    try {
      reader.read(key, entry.valueCursor(), columns);
      isLastLost = false;
      if (reader.isInShard() && reader.shard() != lastShard) {
        lastShard = reader.shard();
        shards.add(lastShard);
      }
    } catch (Corrupt e) {
      String what = e.what() + ", in the entry of " + key.quoted();
      findings.add(Finding.error(e.where(), what, key));
      lostKey = entry.key();
      isLastLost = true;
    }
  }

  /** The last key; of an entry that was lost too. */
  Bytes lastKey() {
    if (isLastLost) {
      return lostKey;
    }
    if (tensors.isPresent()) {
      EntryColumns all = tensors.get();
      return all.isEmpty() ? Bytes.EMPTY : all.key(all.size() - 1);
    }
    return columns.isEmpty() ? Bytes.EMPTY : columns.lastKey();
  }

  /** Reports a key that does not come after the one before it. */
  static void checkOrder(Bytes before, Bytes key, ByteSource file, Damage damage) {
    if (before.compareTo(key) >= 0) {
      damage.add(
          "%s: key %s follows %s, keys must rise"
              .formatted(file.description(), key.quoted(), before.quoted()));
    }
  }
}
