package io.github.tfckpt.safetensors;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.store.EntryColumns;
import io.github.tfckpt.store.EntryList;
import io.github.tfckpt.store.WeightMap;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The index of several files: which tensor is said to lie in which. */
final class ShardIndex {

  static final String SUFFIX = ".safetensors.index.json";

  private final EntryColumns.Builder names = new EntryColumns.Builder();
  private final WeightMap map;

  private ShardIndex(ByteSource json) throws IOException {
    this.map =
        WeightMap.read(
            json,
            (name, file) ->
                names.addUnsummed(Bytes.shownAs(name), DType.of(0), Shape.SCALAR, file, 0, 0));
  }

  static boolean isNamed(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  /** Reads an index: see {@link WeightMap#read}. */
  static ShardIndex read(ByteSource file) throws IOException {
    return new ShardIndex(file);
  }

  /** The files by their names, in the order in which they are named first. */
  List<String> files() {
    return map.files();
  }

  Map<String, String> metadata() {
    return map.metadata();
  }

  /** The names of tensors in their order; the shard of each is the number of its file. */
  EntryList names() {
    return new EntryList(List.of(names.buildSorted()));
  }
}
