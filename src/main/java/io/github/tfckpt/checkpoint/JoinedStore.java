package io.github.tfckpt.checkpoint;

import io.github.tfckpt.change.Join;
import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.StoredPieces;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.store.Partition;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A store in which tensors that are pieces of one are one: partitioned, as if TensorFlow had split
 * it. Their elements stay where they are.
 */
final class JoinedStore implements TensorStore {

  private final TensorStore stored;
  private final List<TensorEntry> tensors = new ArrayList<>();

  /** The pieces of each joined tensor, by its key. */
  private final Map<Bytes, List<TensorEntry>> pieces = new LinkedHashMap<>();

  /**
   * Joins tensors of a store.
   *
   * @param names the full names of its tensors, by which rules may know them
   * @throws IllegalArgumentException if a rule matches no tensor, or what it matches does not fit
   *     together; the message says so
   */
  JoinedStore(TensorStore stored, FullNames names, List<Join> joins) {
    this.stored = stored;
    Set<Bytes> taken = new HashSet<>();
    for (Join join : joins) {
      Map<String, SortedMap<Integer, TensorEntry>> found = find(join, names, taken);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(join + " matches no tensor with a number for its *");
      }
      found.forEach((name, parts) -> add(join, name, parts));
    }
    Set<Bytes> keys = new HashSet<>();
    for (TensorEntry entry : stored.tensors()) {
      if (!taken.contains(entry.key())) {
        tensors.add(entry);
        keys.add(entry.key());
      }
    }
    for (Bytes key : pieces.keySet()) {
      if (keys.contains(key)) {
        throw new IllegalArgumentException("--join would make a second '" + key + "'");
      }
    }
    tensors.sort(Comparator.comparing(TensorEntry::key));
  }

  private Map<String, SortedMap<Integer, TensorEntry>> find(
      Join join, FullNames names, Set<Bytes> taken) {
    Map<String, SortedMap<Integer, TensorEntry>> found = new LinkedHashMap<>();
    for (TensorEntry entry : stored.tensors()) {
      Optional<Join.Piece> piece =
          join.piece(entry.name()).or(() -> names.of(entry).flatMap(join::piece));
      if (piece.isEmpty() || !taken.add(entry.key())) {
        continue;
      }
      TensorEntry other =
          found
              .computeIfAbsent(piece.get().of(), name -> new TreeMap<>())
              .putIfAbsent(piece.get().number(), entry);
      if (other != null) {
        throw new IllegalArgumentException(
            join
                + ": '"
                + other.name()
                + "' and '"
                + entry.name()
                + "' would both be number "
                + piece.get().number());
      }
    }
    return found;
  }

  private void add(Join join, String name, SortedMap<Integer, TensorEntry> parts) {
    TensorEntry first = parts.get(parts.firstKey());
    int expected = parts.firstKey();
    for (Map.Entry<Integer, TensorEntry> part : parts.entrySet()) {
      TensorEntry entry = part.getValue();
      if (part.getKey() != expected++) {
        throw new IllegalArgumentException(
            join + ": number " + (expected - 1) + " of '" + name + "' is missing");
      }
      if (!entry.dtype().equals(first.dtype()) || !entry.shape().equals(first.shape())) {
        throw new IllegalArgumentException(
            join
                + ": '"
                + said(entry)
                + ", but '"
                + said(first)
                + "; pieces must have one type and shape");
      }
    }
    int rank = first.shape().rank();
    int axis = join.axis() < 0 ? join.axis() + rank : join.axis();
    if (axis < 0 || axis >= rank) {
      throw new IllegalArgumentException(
          join + ": '" + said(first) + ", which has no axis " + join.axis());
    }
    Bytes key = Bytes.unescape(name);
    List<TensorEntry> all = List.copyOf(parts.values());
    if (pieces.putIfAbsent(key, all) != null) {
      throw new IllegalArgumentException(join + ": '" + name + "' is joined twice");
    }
    tensors.add(joined(key, all, axis));
  }

  private static String said(TensorEntry entry) {
    return entry.name() + "' is " + entry.dtype() + " " + entry.shape();
  }

  private static TensorEntry joined(Bytes key, List<TensorEntry> parts, int axis) {
    TensorEntry first = parts.get(0);
    long[] extents = new long[first.shape().rank()];
    long[] lengths = new long[extents.length];
    Arrays.fill(lengths, TensorSlice.EVERYTHING);
    for (int i = 0; i < extents.length; i++) {
      extents[i] = first.shape().extent(i);
    }
    lengths[axis] = extents[axis];
    extents[axis] = Math.multiplyExact(extents[axis], (long) parts.size());
    List<TensorSlice> slices = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      long[] starts = new long[extents.length];
      starts[axis] = i * lengths[axis];
      slices.add(TensorSlice.of(starts, lengths));
    }
    return TensorEntry.scattered(key, first.dtype(), Shape.of(extents), slices);
  }

  @Override
  public List<TensorEntry> tensors() {
    return tensors;
  }

  @Override
  public List<String> damage() {
    return stored.damage();
  }

  @Override
  public List<String> remarks() {
    return stored.remarks();
  }

  @Override
  public FullNames fullNames() {
    return stored.fullNames();
  }

  @Override
  public StoreFacts facts() throws IOException {
    return stored.facts();
  }

  @Override
  public OptionalInt storedSum(TensorEntry entry) {
    List<TensorEntry> parts = pieces.get(entry.key());
    if (parts == null) {
      return stored.storedSum(entry);
    }
    int[] sums = new int[parts.size()];
    for (int i = 0; i < sums.length; i++) {
      OptionalInt sum = stored.storedSum(parts.get(i));
      if (sum.isEmpty() || !entry.dtype().isFixed() || !isInOneRun(entry)) {
        return OptionalInt.empty();
      }
      sums[i] = sum.getAsInt();
    }
    long total = entry.bytes().orElseThrow();
    return OptionalInt.of(Crc32cJoin.all(sums, total / sums.length, total));
  }

  /** True if all elements of a piece come before those of the next. */
  private static boolean isInOneRun(TensorEntry entry) {
    TensorSlice slice = entry.slices().get(0);
    for (int axis = 0; slice.length(axis) == TensorSlice.EVERYTHING; axis++) {
      if (entry.shape().extent(axis) != 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<StoredPieces> storedPieces(TensorEntry entry) {
    return pieces.containsKey(entry.key()) ? Optional.empty() : stored.storedPieces(entry);
  }

  @Override
  public boolean isSteering(TensorEntry entry) {
    return !pieces.containsKey(entry.key()) && stored.isSteering(entry);
  }

  @Override
  public OptionalLong dataBytes() throws IOException {
    return stored.dataBytes();
  }

  @Override
  public Tensor read(TensorEntry entry) throws IOException {
    List<TensorEntry> parts = pieces.get(entry.key());
    if (parts == null) {
      return stored.read(entry);
    }
    List<Elements> elements = new ArrayList<>(parts.size());
    for (TensorEntry part : parts) {
      elements.add(stored.read(part).elements());
    }
    String where = "\"" + entry.key().brief() + "\"";
    Partition partition = Partition.of(where, entry.shape(), entry.slices());
    return new Tensor(
        entry.name(), entry.dtype(), entry.shape(), partition.gather(entry.dtype(), elements));
  }

  @Override
  public FixedElements opaque(TensorEntry entry) throws IOException {
    return stored.opaque(entry);
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
