package io.github.tfckpt.entry;

import io.github.tfckpt.io.Bytes;
import java.util.AbstractList;
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
