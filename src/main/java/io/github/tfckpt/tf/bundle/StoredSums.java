package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.entry.StoredPieces;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What the sums in an index tell of whole tensors. */
final class StoredSums {

  private final BundleIndex index;
  private final boolean bigEndian;

  StoredSums(BundleIndex index, boolean bigEndian) {
    this.index = index;
    this.bigEndian = bigEndian;
  }

  /** The sum of a tensor's bytes as a little-endian bundle has them whole, if it can be told. */
  OptionalInt of(TensorEntry entry) {
    if (bigEndian && (entry.dtype().swapUnit() > 1 || !entry.dtype().isFixed())) {
      return OptionalInt.empty();
    }
    return entry.slices().isEmpty() ? entry.crc32c() : joined(entry);
  }

  /** The sums of the pieces as they are stored; none if one of them is missing. */
  Optional<StoredPieces> pieces(TensorEntry entry) {
    boolean turned = bigEndian && (entry.dtype().swapUnit() > 1 || !entry.dtype().isFixed());
    if (entry.slices().isEmpty()) {
      return entry.crc32c().isPresent()
          ? Optional.of(new StoredPieces(turned, List.of(), List.of(entry.crc32c().getAsInt())))
          : Optional.empty();
    }
    List<TensorSlice> slices = new ArrayList<>(entry.slices());
    slices.sort(Comparator.comparing(TensorSlice::toString));
    List<Integer> sums = new ArrayList<>();
    for (TensorSlice slice : slices) {
      Optional<TensorEntry> part = index.slice(entry.key(), slice);
      if (part.isEmpty() || part.get().crc32c().isEmpty()) {
        return Optional.empty();
      }
      sums.add(part.get().crc32c().getAsInt());
    }
    return Optional.of(new StoredPieces(turned, slices, sums));
  }

  /** The sum of a variable that is cut along its first axis only: those of its slices, joined. */
  private OptionalInt joined(TensorEntry entry) {
    NavigableMap<Long, TensorEntry> parts = new TreeMap<>();
    for (TensorSlice slice : entry.slices()) {
      Optional<TensorEntry> part = index.slice(entry.key(), slice);
      if (part.isEmpty() || !isRows(slice, entry.shape()) || !entry.dtype().isFixed()) {
        return OptionalInt.empty();
      }
      parts.put(slice.start(0), part.get());
    }
    int sum = 0;
    long bytes = 0;
    for (TensorEntry part : parts.values()) {
      long size = part.bytes().orElse(0);
      sum = new Crc32cJoin(size).join(sum, part.crc32c().orElse(0));
      bytes += size;
    }
    return bytes == entry.bytes().orElse(-1) ? OptionalInt.of(sum) : OptionalInt.empty();
  }

  private static boolean isRows(TensorSlice slice, Shape whole) {
    if (whole.rank() == 0 || slice.rank() != whole.rank()) {
      return false;
    }
    for (int axis = 1; axis < whole.rank(); axis++) {
      boolean all = slice.start(axis) == 0 && slice.length(axis) == TensorSlice.EVERYTHING;
      if (!all && (slice.start(axis) != 0 || slice.length(axis) != whole.extent(axis))) {
        return false;
      }
    }
    return true;
  }
}
