package io.github.tfckpt.hdf5;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.store.EntryColumns;
import io.github.tfckpt.store.EntryList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The datasets of all files by their keys, and where the header of each is. */
final class FoundDatasets {

  private final EntryList entries;
  private final int[] parts;
  private final long[] headers;

  private FoundDatasets(EntryList entries, int[] parts, long[] headers) {
    this.entries = entries;
    this.parts = parts;
    this.headers = headers;
  }

  EntryList entries() {
    return entries;
  }

  /** Where an entry of these stands among them. */
  int indexOf(TensorEntry entry) {
    return entries.indexOf(entry.key());
  }

  /** The number of the file that a dataset is in. */
  int part(int index) {
    return parts[index];
  }

  /** The address of the header of a dataset. */
  long header(int index) {
    return headers[index];
  }

  /** Takes datasets in any order. */
  static final class Builder {

    private final EntryColumns.Builder columns = new EntryColumns.Builder();
    private int[] parts = new int[32];
    private long[] headers = new long[32];
    private int count;

    /**
     * Adds a dataset.
     *
     * @param start where the HDF5 begins in its file
     * @throws ArithmeticException if it takes more bytes than a {@code long} can count
     */
    void add(Bytes key, Dataset dataset, int part, long start, long header) {
      long bytes = dataset.bytes();
      boolean isRun = dataset.isRun() && dataset.type().storage() != ElementType.Storage.IN_HEAP;
      if (count == parts.length) {
        parts = Arrays.copyOf(parts, 2 * count);
        headers = Arrays.copyOf(headers, 2 * count);
      }
      parts[count] = part;
      headers[count++] = header;
      long offset = isRun ? start + dataset.layout().address() : Image.UNDEFINED;
      columns.addUnsummed(key, dataset.type().dtype(), dataset.shape(), part, offset, bytes);
    }

    /**
     * All of them; of one key the first that was added.
     *
     * @param twice takes the keys of others
     */
    FoundDatasets build(Consumer<Bytes> twice) {
      EntryColumns unsorted = columns.build();
      Integer[] order = new Integer[count];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> unsorted.key(a).compareTo(unsorted.key(b)));
      EntryColumns.Builder sorted = new EntryColumns.Builder();
      int[] sortedParts = new int[count];
      long[] sortedHeaders = new long[count];
      int kept = 0;
      for (int i : order) {
        TensorEntry entry = unsorted.get(i);
        if (kept > 0 && sorted.lastKey().equals(entry.key())) {
          twice.accept(entry.key());
          continue;
        }
        add(sorted, entry);
        sortedParts[kept] = parts[i];
        sortedHeaders[kept++] = headers[i];
      }
      EntryList all = new EntryList(List.of(sorted.build()));
      return new FoundDatasets(all, sortedParts, sortedHeaders);
    }

    private static void add(EntryColumns.Builder sorted, TensorEntry entry) {
      Bytes key = entry.key();
      long offset = entry.offset().orElseThrow();
      if (offset == Image.UNDEFINED) {
        sorted.addScattered(key, entry.dtype(), entry.shape(), List.of());
      } else {
        sorted.addUnsummed(
            key,
            entry.dtype(),
            entry.shape(),
            entry.shard().orElseThrow(),
            offset,
            entry.bytes().orElseThrow());
      }
    }
  }
}
