package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Writer of one V1 file: records in memory, apart from those added as content, until it is written.
 *
 * <pre>
 *   ""          1 meta { 1 tensor* { 1 name, 2 shape, 3 dtype, 4 slice* }, 2 versions }
 *   slice key   2 data { 1 name, 2 slice, 3 values }
 * </pre>
 */
public final class V1Builder {

  /** The parts of one tensor in the metadata, and its records. */
  public static final class Form {
    public String name;
    public Wire shape;
    public boolean hasType = true;
    public long dtype;
    public final List<Wire> slices = new ArrayList<>();

    /** Changes of a record's message before it is written. */
    public UnaryOperator<byte[]> record = bytes -> bytes;

    private Wire toWire() {
      Wire wire = new Wire().text(1, name).message(2, shape);
      if (hasType) {
        wire.number(3, dtype);
      }
      slices.forEach(slice -> wire.message(4, slice));
      return wire;
    }
  }

  private record Data(Form form, Wire message, SparseFile.Content content) {}

  private static final SparseFile.Content NONE = SparseFile.Content.of(new byte[0]);

  private final Map<String, Form> forms = new LinkedHashMap<>();
  private final TreeMap<byte[], Data> records = new TreeMap<>(Arrays::compareUnsigned);
  private boolean packed = true;
  private UnaryOperator<Wire> meta = wire -> wire;
  private Wire versions = new Wire().number(1, 1);
  private boolean hasVersions = true;

  /** Writes repeated values one field each from here on, as proto2 writers did. */
  public V1Builder unpacked() {
    packed = false;
    return this;
  }

  /** As early TensorFlow wrote it. */
  public V1Builder noVersions() {
    hasVersions = false;
    return this;
  }

  public V1Builder versions(Wire value) {
    versions = value;
    return this;
  }

  /** Replaces the metadata message. */
  public V1Builder meta(UnaryOperator<Wire> edit) {
    meta = edit;
    return this;
  }

  /** A whole tensor. */
  public Form add(String name, int dtype, long[] shape, byte[] elements) {
    return addSlice(name, dtype, shape, everything(shape.length), elements);
  }

  public Form addStrings(String name, long[] shape, List<byte[]> strings) {
    return addStringSlice(name, shape, everything(shape.length), strings);
  }

  public Form addSlice(String name, int dtype, long[] whole, long[][] box, byte[] elements) {
    return record(name, dtype, whole, box, V1Values.encode(dtype, elements, packed));
  }

  public Form addStringSlice(String name, long[] whole, long[][] box, List<byte[]> strings) {
    Wire values = new Wire();
    strings.forEach(string -> values.bytes(8, string));
    return record(name, DTypes.STRING, whole, box, values);
  }

  /** A slice of floats that is not held in memory, in a block of its own. */
  public Form addFloats(String name, long[] whole, long[][] box, SparseFile.Content floats) {
    Form form = announce(name, DTypes.FLOAT, whole, box);
    long field = 1 + Wire.varintSize(floats.size()) + floats.size();
    Wire named = new Wire().text(1, name).message(2, EntryForm.slice(box)).varint(8 * 3 + 2);
    named.varint(field).varint(8 * 5 + 2).varint(floats.size());
    Wire start = new Wire().varint(8 * 2 + 2).varint(named.size() + floats.size());
    byte[] head = start.raw(named.toBytes()).toBytes();
    SparseFile.Content content =
        new SparseFile.Content() {
          @Override
          public long size() {
            return head.length + floats.size();
          }

          @Override
          public void writeTo(SparseFile file) throws IOException {
            file.write(head);
            floats.writeTo(file);
          }
        };
    records.put(SliceKeys.key(name, box), new Data(form, new Wire(), content));
    return form;
  }

  /** Names a slice in the metadata without a record for it: it is in another file, or lost. */
  public Form announce(String name, int dtype, long[] whole, long[][] box) {
    Form form = forms.computeIfAbsent(name, n -> new Form());
    form.name = name;
    form.dtype = dtype;
    form.shape = EntryForm.shape(whole);
    form.slices.add(EntryForm.slice(box));
    return form;
  }

  /** A record that the metadata knows nothing of. */
  public void addRecord(byte[] key, byte[] message) {
    records.put(key.clone(), new Data(new Form(), new Wire().raw(message), NONE));
  }

  public static long[][] everything(int rank) {
    long[][] box = new long[rank][];
    Arrays.setAll(box, i -> new long[] {0, -1});
    return box;
  }

  private Form record(String name, int dtype, long[] whole, long[][] box, Wire values) {
    Form form = announce(name, dtype, whole, box);
    Wire slice = new Wire().text(1, name).message(2, EntryForm.slice(box)).message(3, values);
    records.put(SliceKeys.key(name, box), new Data(form, new Wire().message(2, slice), NONE));
    return form;
  }

  public Path write(Path path) throws IOException {
    return write(path, table -> {});
  }

  /** Writes the file through a table that {@code options} sets up. */
  public Path write(Path path, Consumer<TableBuilder> options) throws IOException {
    Wire list = new Wire();
    forms.values().forEach(form -> list.message(1, form.toWire()));
    if (hasVersions) {
      list.message(2, versions);
    }
    try (TableBuilder table = new TableBuilder(path)) {
      options.accept(table);
      table.add(new byte[0], meta.apply(new Wire().message(1, list)).toBytes());
      for (var entry : records.entrySet()) {
        Data data = entry.getValue();
        if (data.content() == NONE) {
          table.add(entry.getKey(), data.form().record.apply(data.message().toBytes()));
        } else {
          table.addAlone(entry.getKey(), data.content());
        }
      }
    }
    return path;
  }
}
