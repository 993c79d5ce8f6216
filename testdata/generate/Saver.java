package io.github.tfckpt.generate;

import io.github.tfckpt.io.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** TensorFlow's operations that write checkpoints, and the one that reads them. */
public final class Saver {

  private final TensorFlow tensorFlow;

  public Saver(TensorFlow tensorFlow) {
    this.tensorFlow = tensorFlow;
  }

  /**
   * One thing to save: a whole tensor, or one slice of it.
   *
   * @param name the key, any bytes
   * @param spec empty for a whole tensor, else shape and slice: {@code 4 3 0,2:-}
   */
  public record Item(Bytes name, String spec, Value value) {
    /** A whole tensor. */
    public static Item whole(String name, Value value) {
      return new Item(Bytes.utf8(name), "", value);
    }
  }

  /** Writes a bundle of one shard: {@code PREFIX.index} and its data. */
  public void v2(Path prefix, List<Item> items) {
    List<Value> inputs = List.of(path(prefix), names(items), specs(items));
    tensorFlow.save("SaveV2", inputs, values(items));
  }

  /** Writes a V1 file of whole tensors and slices. */
  public void v1(Path file, List<Item> items) {
    List<Value> inputs = List.of(path(file), names(items), specs(items));
    tensorFlow.save("SaveSlices", inputs, values(items));
  }

  /** Writes a V1 file of whole tensors by the operation that knows no slices. */
  public void plainV1(Path file, List<Item> items) {
    tensorFlow.save("Save", List.of(path(file), names(items)), values(items));
  }

  /** Joins bundles, in this order, into one with a shard for each; the parts are gone after it. */
  public void merge(List<Path> parts, Path prefix) {
    Value sources = Value.strings(parts.stream().map(Path::toString).toArray(String[]::new));
    tensorFlow.run("MergeV2Checkpoints", List.of(sources, path(prefix)));
  }

  /** What {@code RestoreV2} reads from a checkpoint of either version, whole tensors. */
  public List<Value> restore(Path prefix, List<Bytes> names, List<Type> types) {
    Value keys = Value.of(Type.STRING, new long[] {names.size()}, names);
    Value whole = Value.strings(names.stream().map(name -> "").toArray(String[]::new));
    return tensorFlow.restore("RestoreV2", List.of(path(prefix), keys, whole), types);
  }

  /** The name of a V1 shard: {@code m.ckpt-00000-of-00003}. */
  public Path shard(Path base, int shard, int count) {
    List<Value> inputs = List.of(path(base), int32(shard), int32(count));
    return Path.of(tensorFlow.ask("ShardedFilename", inputs));
  }

  private static Value int32(int value) {
    byte[] bytes = {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    return Value.raw(Type.INT32, new long[0], bytes);
  }

  private static Value path(Path path) {
    return Value.string(path.toString());
  }

  private static Value names(List<Item> items) {
    List<Bytes> names = new ArrayList<>();
    items.forEach(item -> names.add(item.name()));
    return Value.of(Type.STRING, new long[] {items.size()}, names);
  }

  private static Value specs(List<Item> items) {
    return Value.strings(items.stream().map(Item::spec).toArray(String[]::new));
  }

  private static List<Value> values(List<Item> items) {
    return items.stream().map(Item::value).toList();
  }
}
