package io.github.tfckpt.safetensors;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.store.FileNames;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.StoreFormat;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.store.WeightMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tensors behind a header of JSON, in one file or in several that an index names. */
public final class SafetensorsFormat implements StoreFormat {

  private static final String SUFFIX = ".safetensors";

  @Override
  public boolean accepts(Path file) {
    return SafetensorsFile.accepts(file);
  }

  @Override
  public boolean isNamed(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  @Override
  public TensorStore open(List<Path> files) throws IOException {
    return SafetensorsFile.open(files);
  }

  @Override
  public StoreCheck check(List<Path> files, FindingSink findings) throws IOException {
    return SafetensorsCheck.open(files, findings);
  }

  @Override
  public FileNames names() {
    return new FileNames(List.of(SUFFIX), ShardIndex.SUFFIX, ".+-\\d{5}-of-\\d{5}\\.safetensors");
  }

  @Override
  public List<Path> files(List<Path> files) throws IOException {
    return ShardIndex.isNamed(files.get(0)) ? WeightMap.filesOf(files.get(0)) : files;
  }
}
