package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.StoredPieces;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** An open tensor bundle: its index in memory, its shards opened when they are needed. */
final class TensorBundle implements TensorStore {

  /** An index of so many bytes is read at once: a run has thousands of them. */
  private static final int SMALL = 1 << 16;

  private final BundleIndex index;
  private final Shards shards;
  private final TensorReader reader;
  private final boolean bigEndian;

  private TensorBundle(BundleIndex index, Shards shards) {
    this.index = index;
    this.shards = shards;
    this.bigEndian = index.header().map(BundleHeader::bigEndian).orElse(false);
    this.reader = new TensorReader(index, shards, bigEndian);
  }

  /**
   * Reads an index.
   *
   * @param path the index file
   * @param prefix the name that the shards beside it begin with
   * @throws CheckpointException if it is not an index, or nothing of it can be read
   */
  static TensorBundle open(Path path, String prefix) throws IOException {
    try (FileSource file = FileSource.open(path)) {
      BundleIndex index = BundleIndex.read(file.size() > SMALL ? file : inMemory(file));
      int count = index.header().map(BundleHeader::shards).orElse(-1);
      return new TensorBundle(index, new Shards(path, prefix, count));
    }
  }

  private static ByteSource inMemory(ByteSource file) throws IOException {
    return new ArraySource(file.description(), file.readAll(), (int) file.size());
  }

  /** True if a file is a table that begins with the header of a bundle. */
  static boolean accepts(Path path) {
    try (FileSource file = FileSource.open(path)) {
      return BundleIndex.hasHeader(file);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<TensorEntry> tensors() {
    return index.tensors();
  }

  @Override
  public List<String> damage() {
    return index.damage();
  }

  @Override
  public List<String> remarks() {
    return shards.remarks(index.shards());
  }

  @Override
  public StoreFacts facts() throws IOException {
    Optional<BundleHeader> header = index.header();
    List<StoreFacts.StoredFile> files = shards.files(index.shards());
    return new StoreFacts(
        header.stream().mapToInt(known -> known.version().producer()).findFirst(),
        header.stream().mapToInt(known -> known.version().minConsumer()).findFirst(),
        header.map(BundleHeader::bigEndian),
        header.isPresent() ? header.get().shards() : files.size(),
        files,
        Map.of());
  }

  @Override
  public OptionalInt storedSum(TensorEntry entry) {
    if (isTurned(entry)) {
      return OptionalInt.empty();
    }
    return entry.slices().isEmpty() ? entry.crc32c() : joined(entry);
  }

  @Override
  public Optional<StoredPieces> storedPieces(TensorEntry entry) {
    boolean turned = isTurned(entry);
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

  /** True if its bytes are not those that a little-endian bundle has. */
  private boolean isTurned(TensorEntry entry) {
    return bigEndian && (entry.dtype().swapUnit() > 1 || !entry.dtype().isFixed());
  }

  /** The sum of a variable that is cut along its first axis only: those of its slices, joined. */
  private OptionalInt joined(TensorEntry entry) {
    Map<Long, TensorEntry> parts = new TreeMap<>();
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

  @Override
  public OptionalLong dataBytes() throws IOException {
    return OptionalLong.of(shards.bytes(index.shards()));
  }

  @Override
  public Tensor read(TensorEntry entry) throws IOException {
    return reader.read(entry);
  }

  @Override
  public FixedElements opaque(TensorEntry entry) throws IOException {
    return reader.opaque(entry);
  }

  @Override
  public void close() throws IOException {
    shards.close();
  }
}
