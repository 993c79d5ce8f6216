package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Writer of a tensor bundle: data shards at once, the index when it is closed. Elements are given
 * little-endian and row-major whatever the byte order of the bundle.
 */
public final class BundleBuilder {

  private final Path prefix;
  private final int shards;
  private final SparseFile[] files;
  private final TreeMap<byte[], EntryForm> entries = new TreeMap<>(Arrays::compareUnsigned);
  private boolean bigEndian;
  private int alignment = 1;
  private UnaryOperator<Wire> header = wire -> wire;
  private boolean hasHeader = true;

  /** A bundle of {@code shards} data files beside {@code prefix}. */
  public BundleBuilder(Path prefix, int shards) throws IOException {
    this(prefix, shards, shards);
  }

  /** A bundle whose file names tell of {@code named} shards, which the header does not. */
  public BundleBuilder(Path prefix, int shards, int named) throws IOException {
    this.prefix = prefix;
    this.shards = shards;
    this.files = new SparseFile[named];
    for (int i = 0; i < named; i++) {
      files[i] = new SparseFile(dataFile(prefix, i, named));
    }
  }

  /** The name of a data shard. */
  public static Path dataFile(Path prefix, int shard, int count) {
    String name = String.format(Locale.ROOT, "%s.data-%05d-of-%05d", name(prefix), shard, count);
    return prefix.resolveSibling(name);
  }

  public static Path indexFile(Path prefix) {
    return prefix.resolveSibling(name(prefix) + ".index");
  }

  private static String name(Path prefix) {
    Path name = prefix.getFileName();
    return name == null ? "" : name.toString();
  }

  public BundleBuilder bigEndian() {
    bigEndian = true;
    return this;
  }

  /** Pads with zeros behind each tensor, so that the next begins at a multiple. */
  public BundleBuilder alignment(int bytes) {
    alignment = bytes;
    return this;
  }

  /** Replaces the header message. */
  public BundleBuilder header(UnaryOperator<Wire> edit) {
    header = edit;
    return this;
  }

  public BundleBuilder noHeader() {
    hasHeader = false;
    return this;
  }

  /** A tensor with elements of one width. */
  public EntryForm add(int shard, String name, int dtype, long[] shape, byte[] elements)
      throws IOException {
    return add(shard, utf8(name), dtype, shape, elements);
  }

  public EntryForm add(int shard, byte[] key, int dtype, long[] shape, byte[] elements)
      throws IOException {
    byte[] stored = bigEndian ? DTypes.swapped(dtype, elements) : elements;
    return putContent(shard, key, dtype, shape, SparseFile.Content.of(stored));
  }

  /** A string tensor. */
  public EntryForm addStrings(int shard, String name, long[] shape, List<byte[]> strings)
      throws IOException {
    return putStrings(shard, utf8(name), shape, strings);
  }

  /** A tensor whose bytes are stored as they are. */
  public EntryForm addContent(
      int shard, String name, int dtype, long[] shape, SparseFile.Content content)
      throws IOException {
    return putContent(shard, utf8(name), dtype, shape, content);
  }

  /**
   * One slice of a partitioned variable; the first names the variable. A slice of everything is a
   * whole tensor, as TensorFlow saves it.
   *
   * @param box start and length of each dimension, a length of -1 for all of it
   */
  public EntryForm addSlice(
      int shard, String name, int dtype, long[] whole, long[][] box, byte[] elements)
      throws IOException {
    if (isEverything(box)) {
      return add(shard, name, dtype, whole, elements);
    }
    parent(name, dtype, whole, box);
    return add(shard, SliceKeys.key(name, box), dtype, extents(whole, box), elements);
  }

  public EntryForm addStringSlice(
      int shard, String name, long[] whole, long[][] box, List<byte[]> strings) throws IOException {
    if (isEverything(box)) {
      return addStrings(shard, name, whole, strings);
    }
    parent(name, DTypes.STRING, whole, box);
    return putStrings(shard, SliceKeys.key(name, box), extents(whole, box), strings);
  }

  public EntryForm addContentSlice(
      int shard, String name, int dtype, long[] whole, long[][] box, SparseFile.Content content)
      throws IOException {
    parent(name, dtype, whole, box);
    return putContent(shard, SliceKeys.key(name, box), dtype, extents(whole, box), content);
  }

  /** An entry of any key and message, without data. */
  public EntryForm addEntry(byte[] key, int dtype, long... shape) {
    EntryForm form = entries.computeIfAbsent(key.clone(), k -> new EntryForm());
    form.dtype = dtype;
    form.shape = EntryForm.shape(shape);
    form.maskedCrc = Checksum.masked();
    return form;
  }

  /** The entry of a whole tensor or of a partitioned variable, to be changed. */
  public EntryForm entry(String name) {
    return entries.get(utf8(name));
  }

  public void remove(byte[] key) {
    entries.remove(key);
  }

  private static boolean isEverything(long[][] box) {
    return Arrays.stream(box).allMatch(extent -> extent[0] == 0 && extent[1] == -1);
  }

  private void parent(String name, int dtype, long[] whole, long[][] box) {
    EntryForm form = entries.get(utf8(name));
    if (form == null) {
      form = addEntry(utf8(name), dtype, whole);
      form.hasCrc = false;
    }
    form.slices.add(EntryForm.slice(box));
  }

  /** The extents of a box. */
  static long[] extents(long[] whole, long[][] box) {
    long[] extents = new long[whole.length];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = box[i][1] == -1 ? whole[i] : box[i][1];
    }
    return extents;
  }

  private EntryForm putStrings(int shard, byte[] key, long[] shape, List<byte[]> strings)
      throws IOException {
    Strings encoded = Strings.of(strings, bigEndian);
    SparseFile.Content content = SparseFile.Content.of(encoded.stored().toBytes());
    EntryForm form = putContent(shard, key, DTypes.STRING, shape, content);
    form.maskedCrc = Checksum.mask(encoded.plainCrc());
    return form;
  }

  private EntryForm putContent(
      int shard, byte[] key, int dtype, long[] shape, SparseFile.Content content)
      throws IOException {
    SparseFile file = files[shard];
    EntryForm form = addEntry(key, dtype, shape);
    form.shard = shard;
    form.offset = file.position();
    file.takeSum();
    content.writeTo(file);
    form.size = file.position() - form.offset;
    form.maskedCrc = Checksum.mask(file.takeSum());
    file.zeros(Math.floorMod(-file.position(), (long) alignment));
    return form;
  }

  /** Closes the shards and writes the index. */
  public Path write() throws IOException {
    return write(table -> {});
  }

  /** Closes the shards and writes the index through a table that {@code options} sets up. */
  public Path write(Consumer<TableBuilder> options) throws IOException {
    for (SparseFile file : files) {
      file.close();
    }
    try (TableBuilder table = new TableBuilder(indexFile(prefix))) {
      options.accept(table);
      if (hasHeader) {
        Wire plain = new Wire().number(1, shards).number(2, bigEndian ? 1 : 0);
        table.add(new byte[0], header.apply(plain.message(3, new Wire().number(1, 1))).toBytes());
      }
      for (var entry : entries.entrySet()) {
        table.add(entry.getKey(), entry.getValue().toBytes());
      }
    }
    return prefix;
  }

  private static byte[] utf8(String name) {
    return name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
