package io.github.tfckpt.numpy;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.StoreFacts.StoredFile;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.packed.ZipDirectory;
import io.github.tfckpt.packed.ZipMember;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.FileType;
import io.github.tfckpt.source.LastingFile;
import io.github.tfckpt.source.ReopenedFile;
import io.github.tfckpt.store.StoreFindings;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The arrays of an npz file, of a folder of npy files, or of one such file. */
final class NumpyFile implements TensorStore {

  static final String SUFFIX = ".npy";

  private final StoreFindings findings;
  private final Map<Bytes, StoredArray> arrays = new HashMap<>();
  private final List<TensorEntry> tensors = new ArrayList<>();
  private final List<StoredFile> files = new ArrayList<>();
  private Optional<LastingFile> file = Optional.empty();
  private long bytes;

  private NumpyFile(FindingSink findings) {
    this.findings = new StoreFindings(findings);
  }

  /** True if a file begins like one array, or like an archive of arrays. */
  static boolean accepts(Path path) {
    try (FileSource file = FileSource.open(path)) {
      Optional<FileType> type = FileType.of(file);
      return type.isPresent() && (type.get() == FileType.NPY || type.get() == FileType.NPZ);
    } catch (IOException e) {
      return false;
    }
  }

  /** True if a file may be an archive of arrays: nothing else that is known by its beginning. */
  static boolean mayBe(Path path) {
    try (FileSource file = FileSource.open(path)) {
      Optional<FileType> type = FileType.of(file);
      return type.isEmpty() || type.get() == FileType.ZIP;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens a file or a folder and reads the header of each array.
   *
   * @throws CheckpointException if it cannot be read at all
   */
  static NumpyFile open(Path path) throws IOException {
    return open(path, finding -> {});
  }

  /** Opens it; what is wrong goes to {@code findings} too. */
  static NumpyFile open(Path path, FindingSink findings) throws IOException {
    NumpyFile store = new NumpyFile(findings);
    try {
      if (Files.isDirectory(path)) {
        store.readFolder(path);
      } else {
        store.readFile(new LastingFile(path));
      }
      store.tensors.sort(Comparator.comparing(TensorEntry::key));
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void readFolder(Path folder) throws IOException {
    for (NpyFiles.NpyPath file : NpyFiles.below(folder)) {
      String name = file.name();
      try {
        ByteSource content = new ReopenedFile(file.path());
        files.add(new StoredFile(name, OptionalLong.of(content.size())));
        bytes += content.size();
        Bytes key = Bytes.shownAs(name.substring(0, name.length() - SUFFIX.length()));
        add(StoredArray.inFile(key, files.size() - 1, content));
      } catch (IOException e) {
        findings.add(Finding.of(e));
      }
    }
  }

  private void readFile(LastingFile opened) throws IOException {
    file = Optional.of(opened);
    files.add(new StoredFile(opened.name(), OptionalLong.of(opened.size())));
    if (FileType.of(opened).equals(Optional.of(FileType.NPY))) {
      bytes = opened.size();
      String name = opened.name();
      int end = name.endsWith(SUFFIX) ? name.length() - SUFFIX.length() : name.length();
      add(StoredArray.inFile(Bytes.shownAs(name.substring(0, end)), 0, opened));
      return;
    }
    long others = 0;
    for (ZipMember member : ZipDirectory.members(opened)) {
      Optional<Bytes> key = key(member.name());
      if (key.isEmpty()) {
        others++;
        continue;
      }
      bytes += member.size();
      Optional<StoredArray> array = Optional.empty();
      try {
        array = Optional.of(StoredArray.member(key.get(), member, opened));
      } catch (CheckpointException e) {
        findings.add(Finding.of(e, key.get()));
      }
      if (array.isPresent()) {
        add(array.get());
      }
    }
    if (others > 0) {
      String what = others == 1 ? "1 member is" : others + " members are";
      findings.add(Finding.warning(opened.description(), what + " not arrays, and ignored"));
    }
  }

  /**
   * The name of an array: that of its member without the end; empty for a member of another kind.
   */
  private static Optional<Bytes> key(Bytes member) {
    Bytes suffix = Bytes.utf8(SUFFIX);
    int end = member.size() - suffix.size();
    if (!member.hasAt(end, suffix)) {
      return Optional.empty();
    }
    Bytes name = Bytes.copyOf(member.toArray(), 0, end);
    String text = new String(name.toArray(), StandardCharsets.UTF_8);
    // What is not UTF-8 stays as it is.
    return Optional.of(Bytes.utf8(text).equals(name) ? Bytes.shownAs(text) : name);
  }

  private void add(StoredArray array) throws Corrupt {
    Bytes key = array.entry().key();
    if (arrays.putIfAbsent(key, array) != null) {
      throw new Corrupt(array.where(), key.quoted() + " appears twice");
    }
    tensors.add(array.entry());
  }

  /** The archive that members are in. */
  ByteSource archive() {
    return file.orElseThrow();
  }

  /** What is stored of one of the tensors. */
  StoredArray array(TensorEntry entry) {
    return arrays.get(entry.key());
  }

  @Override
  public List<TensorEntry> tensors() {
    return Collections.unmodifiableList(tensors);
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
    return StoreFacts.of(files, Map.of());
  }

  @Override
  public OptionalLong dataBytes() {
    return OptionalLong.of(bytes);
  }

  @Override
  public Tensor read(TensorEntry entry) throws IOException {
    StoredArray array = array(entry);
    if (entry.dtype().isForeign()) {
      throw new Unsupported(array.where(), entry.key().quoted() + ": " + array.refusal());
    }
    return new Tensor(entry.name(), entry.dtype(), entry.shape(), array.elements());
  }

  @Override
  public void close() throws IOException {
    for (StoredArray array : arrays.values()) {
      array.close();
    }
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
