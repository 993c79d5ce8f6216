package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.StoredPieces;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An open tensor bundle: its index in memory, its shards opened when they are needed. */
public final class TensorBundle implements TensorStore {

  private final BundleIndex index;
  private final Shards shards;
  private final TensorReader reader;
  private final StoredSums sums;

  private TensorBundle(BundleIndex index, Shards shards) {
    this.index = index;
    this.shards = shards;
    boolean bigEndian = index.header().map(BundleHeader::bigEndian).orElse(false);
    this.reader = new TensorReader(index, shards, bigEndian);
    this.sums = new StoredSums(index, bigEndian);
  }

  /**
   * Reads an index.
   *
   * @param path the index file
   * @param prefix the name that the shards beside it begin with
   * @throws CheckpointException if it is no index, or nothing of it can be read
   */
  public static TensorBundle open(Path path, String prefix) throws IOException {
    try (FileSource file = FileSource.open(path)) {
      BundleIndex index = BundleIndex.read(file);
      int count = index.header().map(BundleHeader::shards).orElse(-1);
      return new TensorBundle(index, new Shards(path, prefix, count));
    }
  }

  /** True if a file is a table that begins with the header of a bundle. */
  public static boolean accepts(Path path) {
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
        files);
  }

  @Override
  public OptionalInt storedSum(TensorEntry entry) {
    return sums.of(entry);
  }

  @Override
  public Optional<StoredPieces> storedPieces(TensorEntry entry) {
    return sums.pieces(entry);
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
