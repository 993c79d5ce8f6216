package io.github.tfckpt.store;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Several lists of entries as one, without a copy. */
public final class EntryList extends AbstractList<TensorEntry> implements RandomAccess {

  private final List<EntryColumns> parts;

  /** Where each part begins, and last where all end. */
  private final int[] starts;

  /** The part that was asked last: mostly the next one too. Any value is right. */
  private int last;

  /** The entries of all parts, one part after the other. */
  public EntryList(List<EntryColumns> parts) {
    this.parts = List.copyOf(parts);
    this.starts = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], parts.get(i).size());
    }
  }

  @Override
  public int size() {
    return starts[parts.size()];
  }

  /** The entries that have slices, in no order. */
  public List<TensorEntry> sliced() {
    List<TensorEntry> sliced = new ArrayList<>();
    for (EntryColumns part : parts) {
      for (int index : part.sliced()) {
        sliced.add(part.get(index));
      }
    }
    return sliced;
  }

  /**
   * Where a key stands, the first if it is there twice.
   *
   * @return an index, or -1 if the key is not there or the keys do not rise
   */
  public int indexOf(Bytes key) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key(middle).compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < size() && key(low).equals(key) ? low : -1;
  }

  /** The key of an entry: less work than the entry. */
  public Bytes key(int index) {
    int part = part(index);
    return parts.get(part).key(index - starts[part]);
  }

  @Override
  public TensorEntry get(int index) {
    int part = part(index);
    return parts.get(part).get(index - starts[part]);
  }

  private int part(int index) {
    Objects.checkIndex(index, size());
    int near = last;
    if (starts[near] <= index && index < starts[near + 1]) {
      return near;
    }
    int low = 0;
    int high = parts.size();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (starts[middle] <= index) {
        low = middle;
      } else {
        high = middle;
      }
    }
    last = low;
    return low;
  }
}
