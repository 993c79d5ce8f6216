package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.store.Damage;
import io.github.tfckpt.store.EntryColumns;
import io.github.tfckpt.store.EntryList;
import io.github.tfckpt.store.SliceKey;
import io.github.tfckpt.table.BlockCursor;
import io.github.tfckpt.table.Table;
import io.github.tfckpt.table.TableBlock;
import io.github.tfckpt.table.TableCheck;
import io.github.tfckpt.tensor.TensorSlice;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * All entries of an index. What cannot be read does not hide the rest: it is reported by {@link
 * #damage}.
 */
final class BundleIndex {

  /** From this many blocks on, other threads help to read them. */
  private static final int MANY_BLOCKS = 8;

  private final ByteSource file;
  private List<TensorEntry> tensors = List.of();
  private final Map<Bytes, TensorEntry> slices = new HashMap<>();
  private final NavigableSet<Integer> shards = new TreeSet<>();
  private final Damage damage = new Damage();
  private Optional<BundleHeader> header = Optional.empty();
  private boolean whole = true;

  /** True if variables may be lost of which slices are there. */
  private boolean isCut;

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
    Table table = Table.openDamaged(file);
    List<TableBlock> blocks = table.blocks();
    index.isCut = !table.damage().isEmpty();
    table.damage().forEach(index.damage::add);
    AtomicLong keyBytes = new AtomicLong();
    ParallelMap<BlockEntries> all =
        new ParallelMap<>(
            blocks.size(),
            () -> {
              BlockEntries.Reader reader = new BlockEntries.Reader();
              return i -> reader.read(file, blocks.get(i), i == 0, keyBytes);
            });
    index.join(all.run(blocks.size() < MANY_BLOCKS ? 1 : 0));
    if (index.header.isEmpty() && index.damage.isEmpty()) {
      index.damage.add(noHeader(file).message());
    }
    return index;
  }

  /**
   * Reads a whole index, as strictly as writers write it.
   *
   * @param blocks takes how many blocks were checked
   * @throws CheckpointException as {@link #read}
   */
  static BundleIndex check(ByteSource file, FindingSink findings, LongConsumer blocks)
      throws IOException {
    TableCheck table;
    try {
      table = TableCheck.open(file, true, "its entries are lost", findings);
    } catch (Corrupt e) {
      return remaining(file, e, findings, blocks);
    }
    BundleIndex index = new BundleIndex(file);
    // The index block and the metaindex block are checked by now.
    blocks.accept(table.blocks().size() + 2L);
    List<Finding> damaged = new ArrayList<>();
    BlockEntries entries = new BlockEntries(damaged::add);
    AtomicLong keyBytes = new AtomicLong();
    boolean whole = table.walk(entry -> entries.take(entry, file, keyBytes));
    if (whole && entries.firstKey.filter(key -> key.size() == 0).isEmpty()) {
      damaged.add(noHeader(file));
    }
    damaged.forEach(findings::add);
    index.join(List.of(entries));
    index.whole = whole && damaged.isEmpty();
    return index;
  }

  /** What is left of an index that does not say any more where its blocks are. */
  private static BundleIndex remaining(
      ByteSource file, Corrupt why, FindingSink findings, LongConsumer blocks) throws IOException {
    Table table;
    BundleIndex left;
    try {
      table = Table.openDamaged(file);
      left = read(file);
    } catch (CheckpointException none) {
      throw why;
    }
    findings.add(Finding.of(why));
    // The first says that of the footer.
    String where = file.description();
    left.damage.lines().stream()
        .skip(1)
        .forEach(each -> findings.add(Finding.error(where, each.replace(where + ": ", ""))));
    long whole = table.blocks().stream().filter(block -> !block.isTorn()).count();
    String count = left.tensors.size() == 1 ? "1 tensor is" : left.tensors.size() + " tensors are";
    String blocksLeft = whole == 1 ? "1 block is whole" : whole + " blocks are whole";
    findings.add(
        Finding.error(
            where,
            (table.isWhole() ? "" : "what follows is lost: ") + count + " left, " + blocksLeft));
    blocks.accept(whole);
    left.whole = false;
    return left;
  }

  private static Finding noHeader(ByteSource file) {
    return Finding.error(file.description(), "has no header, the entry at the empty key");
  }

  private void join(List<BlockEntries> blocks) {
    List<EntryColumns> parts = new ArrayList<>(blocks.size());
    Optional<Bytes> last = Optional.empty();
    for (BlockEntries block : blocks) {
      header = header.or(() -> block.header);
      if (last.isPresent() && block.firstKey.isPresent()) {
        BlockEntries.checkOrder(last.get(), block.firstKey.get(), file, damage);
      }
      last = block.firstKey.isPresent() ? Optional.of(block.lastKey()) : last;
      parts.add(block.tensors());
      damage.addAll(block.damage);
      shards.addAll(block.shards);
    }
    EntryList all = new EntryList(parts);
    tensors = all;
    separateSlices(all.sliced());
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
    return BundleHeader.begins(entry.valueCursor());
  }

  /** Takes the records of slices out of the tensors: those whose keys the parents' slices make. */
  private void separateSlices(List<TensorEntry> sliced) {
    Set<Bytes> keys = new HashSet<>();
    for (TensorEntry tensor : sliced) {
      for (TensorSlice slice : tensor.slices()) {
        keys.add(SliceKey.of(tensor.key(), slice));
      }
    }
    if (keys.isEmpty() && !isCut) {
      return;
    }
    int[] others = new int[tensors.size()];
    int count = 0;
    for (int i = 0; i < others.length; i++) {
      TensorEntry tensor = tensors.get(i);
      if (keys.contains(tensor.key()) || (isCut && SliceKey.isOne(tensor.key()))) {
        slices.putIfAbsent(tensor.key(), tensor);
      } else {
        others[count++] = i;
      }
    }
    tensors = new IndexedView<>(tensors, Arrays.copyOf(others, count));
  }

  /** False if {@link #check} found entries that cannot be read. */
  boolean isWhole() {
    return whole;
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

  /** The shards that hold bytes of tensors and slices. */
  NavigableSet<Integer> shards() {
    return shards;
  }

  /** The record of a slice, if there is one. */
  Optional<TensorEntry> slice(Bytes tensor, TensorSlice slice) {
    return Optional.ofNullable(slices.get(SliceKey.of(tensor, slice)));
  }

  /** What cannot be read, a message each. */
  List<String> damage() {
    return damage.lines();
  }
}
