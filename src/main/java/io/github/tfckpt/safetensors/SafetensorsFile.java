package io.github.tfckpt.safetensors;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
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
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.store.EntryColumns;
import io.github.tfckpt.store.EntryList;
import io.github.tfckpt.store.StoreFindings;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One safetensors file, or several whose tensors are shown as one checkpoint. */
final class SafetensorsFile implements TensorStore {

  /** Descriptions are for people: of more text than this the rest is left out. */
  private static final int MOST_METADATA = 1 << 20;

  private static final Pattern SHARD = Pattern.compile("(?s).+-\\d{5}-of-(\\d{5})\\.safetensors");

  private final StoreFindings findings;
  private final List<String> names = new ArrayList<>();

  /** The files by their numbers; empty for one that is not there. */
  private final List<Optional<Shard>> shards = new ArrayList<>();

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private long metadataLength;
  private EntryList tensors = new EntryList(List.of(new EntryColumns.Builder().build()));

  private SafetensorsFile(FindingSink findings) {
    this.findings = new StoreFindings(findings);
  }

  /** True if a file begins like one, or is the index of several. */
  static boolean accepts(Path path) {
    if (ShardIndex.isNamed(path)) {
      return true;
    }
    try (FileSource file = FileSource.open(path)) {
      return Shard.isBegun(file);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens files and reads their headers.
   *
   * @param files one file, the index of several, or all of several
   * @throws CheckpointException if one of them cannot be read at all
   */
  static SafetensorsFile open(List<Path> files) throws IOException {
    return open(files, finding -> {});
  }

  /** Opens files; what is wrong with their headers goes to {@code findings} too. */
  static SafetensorsFile open(List<Path> files, FindingSink findings) throws IOException {
    SafetensorsFile store = new SafetensorsFile(findings);
    try {
      if (files.size() == 1 && ShardIndex.isNamed(files.get(0))) {
        store.readIndexed(files.get(0));
      } else {
        store.readAll(files);
      }
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void readIndexed(Path path) throws IOException {
    ShardIndex index;
    try (FileSource file = FileSource.open(path)) {
      index = ShardIndex.read(file);
    }
    index.metadata().forEach(this::addMetadata);
    EntryColumns.Builder entries = new EntryColumns.Builder();
    Map<Integer, List<Bytes>> lost = new HashMap<>();
    for (String name : index.files()) {
      try {
        read(path.resolveSibling(name), entries);
      } catch (Missing e) {
        if (lost.isEmpty()) {
          index
              .names()
              .forEach(
                  entry ->
                      lost.computeIfAbsent(entry.shard().orElseThrow(), file -> new ArrayList<>())
                          .add(entry.key()));
        }
        Finding missing = Finding.of(e);
        findings.add(missing);
        for (Bytes tensor : lost.getOrDefault(shards.size(), List.of())) {
          String what = tensor.quoted() + ": " + missing.what();
          findings.add(Finding.error(missing.where(), what, tensor).asConsequence());
        }
        names.add(name);
        shards.add(Optional.empty());
      }
    }
    finish(entries);
    compare(PathText.of(path), index);
  }

  private void readAll(List<Path> files) throws IOException {
    EntryColumns.Builder entries = new EntryColumns.Builder();
    for (Path file : files) {
      read(file, entries);
    }
    finish(entries);
    Matcher shard = SHARD.matcher(names.get(0));
    int all = shard.matches() ? Integer.parseInt(shard.group(1)) : files.size();
    String where = where(0);
    if (files.size() == 1 && all > 1) {
      String what = "one of " + all + " files; open their directory or their index to read all";
      findings.add(Finding.warning(where, what));
    } else if (files.size() < all) {
      String what = "beside it there are " + (files.size() - 1) + " of " + (all - 1) + " others";
      findings.add(Finding.error(where, what));
    }
  }

  private void read(Path path, EntryColumns.Builder entries) throws IOException {
    Shard shard = new Shard(new LastingFile(path));
    names.add(shard.file().name());
    shards.add(Optional.of(shard));
    shard.readHeader(shards.size() - 1, entries, this::addMetadata, findings);
  }

  private void addMetadata(String name, String value) {
    metadataLength += name.length() + value.length();
    if (metadataLength <= MOST_METADATA) {
      metadata.putIfAbsent(Bytes.utf8(name).toString(), Bytes.utf8(value).toString());
    }
  }

  /** Sorts what was read; one name twice in one file is refused, for readers disagree about it. */
  private void finish(EntryColumns.Builder entries) throws Corrupt {
    tensors = new EntryList(List.of(entries.buildSorted()));
    for (int i = 1; i < tensors.size(); i++) {
      if (tensors.key(i).equals(tensors.key(i - 1))) {
        Bytes name = tensors.key(i);
        String here = where(tensors.get(i));
        String before = where(tensors.get(i - 1));
        if (here.equals(before)) {
          throw new Corrupt(here, "the header has " + name.quoted() + " twice");
        }
        findings.add(Finding.error(here, name.quoted() + ": is in " + before + " too", name));
      }
    }
  }

  /** What the index and the headers say of each other. Both are sorted. */
  private void compare(String where, ShardIndex index) {
    EntryList named = index.names();
    int at = 0;
    for (int i = 0; i < named.size(); i++) {
      TensorEntry entry = named.get(i);
      for (; at < tensors.size() && tensors.key(at).compareTo(entry.key()) < 0; at++) {
        findings.add(unnamed(where, tensors.get(at)));
      }
      int shard = entry.shard().orElseThrow();
      if (at == tensors.size() || !tensors.key(at).equals(entry.key())) {
        if (shards.get(shard).isPresent()) {
          String what = entry.key().quoted() + ": is not in " + names.get(shard);
          findings.add(Finding.error(where, what + ", where the weight_map has it", entry.key()));
        }
        continue;
      }
      int found = tensors.get(at).shard().orElseThrow();
      if (found != shard) {
        String what = entry.key().quoted() + ": is in " + names.get(found);
        findings.add(
            Finding.warning(
                where, what + ", the weight_map says " + names.get(shard), entry.key()));
      }
      while (at < tensors.size() && tensors.key(at).equals(entry.key())) {
        at++;
      }
    }
    for (; at < tensors.size(); at++) {
      findings.add(unnamed(where, tensors.get(at)));
    }
  }

  private Finding unnamed(String where, TensorEntry entry) {
    String file = names.get(entry.shard().orElseThrow());
    String what = entry.key().quoted() + ": is in " + file + ", the weight_map does not name it";
    return Finding.warning(where, what, entry.key());
  }

  private String where(TensorEntry entry) {
    return where(entry.shard().orElseThrow());
  }

  private String where(int shard) {
    return shards.get(shard).orElseThrow().file().description();
  }

  /** The file that a tensor is in. */
  Shard shard(TensorEntry entry) {
    return shards.get(entry.shard().orElseThrow()).orElseThrow();
  }

  /** The files that are there, by their numbers. */
  List<Optional<Shard>> shards() {
    return shards;
  }

  @Override
  public List<TensorEntry> tensors() {
    return tensors;
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
    List<StoredFile> files = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<Shard> shard = shards.get(i);
      files.add(
          new StoredFile(
              names.get(i),
              shard.isPresent()
                  ? OptionalLong.of(shard.get().file().size())
                  : OptionalLong.empty()));
    }
    return StoreFacts.of(files, metadata);
  }

  @Override
  public OptionalLong dataBytes() {
    long bytes = 0;
    for (Optional<Shard> shard : shards) {
      bytes += shard.isPresent() ? shard.get().file().size() : 0;
    }
    return OptionalLong.of(bytes);
  }

  @Override
  public Tensor read(TensorEntry entry) throws IOException {
    String what = entry.key().quoted();
    TensorStore.requireValues(where(entry), what, entry.dtype());
    Shard.checkSize(entry, where(entry));
    ByteSource run =
        shard(entry).file().slice(entry.offset().orElseThrow(), entry.bytes().orElseThrow());
    FixedElements elements = new FixedElements(entry.dtype(), run, FixedElements.Check.NONE);
    return new Tensor(entry.name(), entry.dtype(), entry.shape(), elements);
  }

  @Override
  public void close() throws IOException {
    for (Optional<Shard> shard : shards) {
      if (shard.isPresent()) {
        shard.get().file().close();
      }
    }
  }
}
