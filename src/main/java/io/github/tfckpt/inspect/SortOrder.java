package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a listing is sorted by. Where that is equal, names decide. */
public enum SortOrder {
  /** As people count. */
  NAME,
  /** Byte by byte, as in the index. */
  KEY,
  /** Bytes, most first. */
  SIZE,
  /** Elements, most first. */
  PARAMS,
  /** By the names of element types. */
  DTYPE,
  /** As the tensors lie in the shards; those without a place last. */
  OFFSET;

  private record Named(Bytes name, TensorEntry entry) {}

  /**
   * {@return entries in this order; the list may be a view that cannot be changed}
   *
   * @param inKeyOrder entries in the order of their keys
   * @param names where names come from: {@link FullNames#none} if keys are the names
   */
  public List<TensorEntry> sort(List<TensorEntry> inKeyOrder, FullNames names) {
    if (this == KEY) {
      return new ArrayList<>(inKeyOrder);
    }
    List<TensorEntry> named = byName(inKeyOrder, names);
    if (this == NAME) {
      return named;
    }
    List<TensorEntry> sorted = new ArrayList<>(named);
    switch (this) {
      case SIZE -> sorted.sort(descending(e -> e.bytes().orElse(0)));
      case PARAMS -> sorted.sort(descending(TensorEntry::elementCount));
      case DTYPE -> sorted.sort(Comparator.comparing(e -> e.dtype().label()));
      case OFFSET ->
          sorted.sort(
              Comparator.comparingInt((TensorEntry e) -> e.shard().orElse(Integer.MAX_VALUE))
                  .thenComparingLong(e -> e.offset().orElse(Long.MAX_VALUE)));
      default -> {}
    }
    return sorted;
  }

  private static Comparator<TensorEntry> descending(
      java.util.function.ToLongFunction<TensorEntry> value) {
    return Comparator.comparingLong(value).reversed();
  }

  private static List<TensorEntry> byName(List<TensorEntry> inKeyOrder, FullNames names) {
    List<TensorEntry> sorted = NaturalOrder.sort(inKeyOrder);
    if (!names.areThere()) {
      return sorted;
    }
    for (TensorEntry entry : sorted) {
      if (names.of(entry).isPresent()) {
        return byFullName(sorted, names);
      }
    }
    return sorted;
  }

  private static List<TensorEntry> byFullName(List<TensorEntry> entries, FullNames names) {
    List<Named> named = new ArrayList<>(entries.size());
    for (TensorEntry entry : entries) {
      named.add(new Named(Bytes.utf8(names.of(entry).orElse(entry.name())), entry));
    }
    named.sort(Comparator.comparing(Named::name, NaturalOrder.OF_KEYS));
    List<TensorEntry> sorted = new ArrayList<>(entries.size());
    for (Named each : named) {
      sorted.add(each.entry());
    }
    return sorted;
  }
}
