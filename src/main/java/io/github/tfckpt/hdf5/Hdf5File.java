package io.github.tfckpt.hdf5;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.StoreFacts.StoredFile;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.LastingFile;
import io.github.tfckpt.store.ReadCheck;
import io.github.tfckpt.store.StoreFindings;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** An open HDF5 file, or several that hold one model: their datasets, as tensors. */
final class Hdf5File implements TensorStore {

  /** Bytes that deflate makes of one, at most. */
  private static final long MOST_INFLATED = 1032;

  private final List<LastingFile> opened = new ArrayList<>();
  private boolean isDeflated;
  private final List<StoredFile> files = new ArrayList<>();
  private final List<Hdf5Shard> parts = new ArrayList<>();
  private final FoundDatasets.Builder builder = new FoundDatasets.Builder();
  private Optional<KerasArchive> archive = Optional.empty();
  private final ChunkCache chunks = new ChunkCache();
  private final KerasNames names = new KerasNames();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final StoreFindings findings;
  private FoundDatasets found = new FoundDatasets.Builder().build(key -> {});

  private Hdf5File(FindingSink findings) {
    this.findings = new StoreFindings(findings);
  }

  /** True if a file is HDF5, or a Keras archive with HDF5 in it. */
  static boolean accepts(Path path) {
    try (FileSource file = FileSource.open(path)) {
      return Superblock.isAtBegin(file) || KerasArchive.isOne(file);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens a file and finds its datasets.
   *
   * @throws CheckpointException if nothing of it can be read
   */
  static Hdf5File open(Path path) throws IOException {
    return open(path, finding -> {});
  }

  /** Opens a file; what is damaged goes to {@code findings} too. */
  static Hdf5File open(Path path, FindingSink findings) throws IOException {
    Hdf5File store = new Hdf5File(findings);
    try {
      if (Hdf5Format.isIndex(path)) {
        store.addShards(path);
      } else {
        store.add(path, Optional.empty());
      }
      store.found =
          store.builder.build(
              key ->
                  store.findings.add(
                      Finding.error(path.toString(), key.quoted() + ": is in two files", key)));
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Opens the files that an index names. */
  private void addShards(Path path) throws IOException {
    KerasShards index;
    try (FileSource file = FileSource.open(path)) {
      index = KerasShards.read(file);
    }
    Set<String> opened = new HashSet<>();
    for (String name : index.files()) {
      try {
        add(path.resolveSibling(name), Optional.of(index));
        opened.add(name);
      } catch (Missing e) {
        files.add(new StoredFile(name, OptionalLong.empty()));
        findings.add(Finding.of(e));
      }
    }
    index.finish(opened, findings);
  }

  /** Finds the datasets of one file. */
  private void add(Path path, Optional<KerasShards> index) throws IOException {
    LastingFile file = new LastingFile(path);
    opened.add(file);
    files.add(new StoredFile(file.name(), OptionalLong.of(file.size())));
    if (KerasArchive.isOne(file)) {
      archive = Optional.of(KerasArchive.read(file, metadata, findings));
    }
    long start = archive.isPresent() ? archive.get().start() : 0;
    Hdf5Shard part =
        new Hdf5Shard(file, start, archive.isPresent() ? archive.get().weights() : file, chunks);
    parts.add(part);
    Image image = part.image();
    Superblock superblock = Superblock.read(image);
    if (superblock.end() > image.size()) {
      String what = "ends at %d, it was %d bytes long when it was written (truncated?)";
      findings.add(
          Finding.error(image.description(), what.formatted(image.size(), superblock.end())));
    }
    new Hierarchy(image, part.heap(), findings, new Collected(part, parts.size() - 1, index))
        .walk(superblock.root());
  }

  /** Takes what is found in one file. */
  private final class Collected implements Hierarchy.Sink {

    private final Hdf5Shard part;
    private final int number;
    private final Optional<KerasShards> index;

    Collected(Hdf5Shard part, int number, Optional<KerasShards> index) {
      this.part = part;
      this.number = number;
      this.index = index;
    }

    @Override
    public void group(Bytes path, HeaderContent content) throws IOException {
      names.group(path, content, part);
      if (path.size() == 0) {
        Optional<Bytes> version = content.text("keras_version", part.heap());
        version.ifPresent(text -> metadata.putIfAbsent("keras_version", text.toString()));
        Optional<Attribute> config = content.attribute("model_config");
        if (config.isPresent()) {
          Optional<ByteSource> text = config.get().string(part.image(), part.heap());
          if (text.isPresent()) {
            KerasArchive.describe(text.get(), KerasJson::config, metadata, findings);
          }
        }
      }
    }

    @Override
    public void soft(Bytes path) {
      findings.remark(
          part.image().description()
              + ": "
              + path.quoted()
              + ": a link to another name or file, not followed");
    }

    @Override
    public void dataset(Bytes path, Dataset dataset, long header) throws IOException {
      try {
        builder.add(path, dataset, number, part.start(), header);
      } catch (ArithmeticException e) {
        throw Corrupt.at(
            part.image().description(),
            "%s %s takes more than 2^63 bytes",
            dataset.type().dtype(),
            dataset.shape());
      }
      isDeflated |= dataset.filters().ids().contains(Filters.DEFLATE);
      names.dataset(path, dataset);
      if (index.isPresent()) {
        String text = path.toString();
        String group = text.substring(0, Math.max(0, text.lastIndexOf('/')));
        index.get().found(group, part.file().name(), findings);
      }
    }
  }

  /** The archive that the file is in, if it is in one. */
  Optional<KerasArchive> archive() {
    return archive;
  }

  /**
   * Checks that what a header says of a dataset fits the file.
   *
   * @param places takes where its elements lie
   * @return what reads its elements, if only that tells whether they are sound
   */
  Optional<DataCheck> check(TensorEntry entry, PlaceCheck places) throws IOException {
    int index = found.indexOf(entry);
    Hdf5Shard part = parts.get(found.part(index));
    String what = entry.key().quoted();
    Dataset dataset = part.dataset(found.header(index), what);
    if (dataset.refusal().isPresent()) {
      String why = what + ": " + dataset.refusal().get() + ", not checked";
      findings.add(Finding.warning(part.image().description(), why, entry.key()));
      return Optional.empty();
    }
    ByteSource stored = part.stored(dataset, what);
    Image image = part.image();
    if (stored instanceof ChunkedSource chunked) {
      chunked.eachChunk(
          (start, size) -> places.add(image, found.part(index), start, size, entry.key()));
      return Optional.of(
          new ReadCheck(
              chunked.size(),
              1,
              Optional.of(entry.key()),
              sink -> chunked.check(entry.key(), part.start(), sink)));
    }
    if (dataset.isRun()) {
      long start = dataset.layout().address();
      places.add(image, found.part(index), start, dataset.bytes(), entry.key());
    }
    return Optional.empty();
  }

  @Override
  public List<TensorEntry> tensors() {
    return found.entries();
  }

  @Override
  public FullNames fullNames() {
    return names;
  }

  @Override
  public List<String> damage() {
    return findings.damage();
  }

  @Override
  public List<String> remarks() {
    return findings.remarks();
  }

  @Override
  public StoreFacts facts() {
    return StoreFacts.of(files, metadata);
  }

  @Override
  public OptionalLong dataBytes() {
    long bytes = opened.stream().mapToLong(LastingFile::size).sum();
    return OptionalLong.of(isDeflated ? bytes * MOST_INFLATED : bytes);
  }

  @Override
  public Tensor read(TensorEntry entry) throws IOException {
    int index = found.indexOf(entry);
    String what = entry.key().quoted();
    Hdf5Shard part = parts.get(found.part(index));
    part.image().refill();
    Dataset dataset = part.dataset(found.header(index), what);
    return new Tensor(entry.name(), entry.dtype(), entry.shape(), part.elements(dataset, what));
  }

  @Override
  public void close() throws IOException {
    for (LastingFile file : opened) {
      file.close();
    }
  }
}
