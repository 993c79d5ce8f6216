package io.github.tfckpt.tf.graph;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.StoreFormat;
import io.github.tfckpt.store.TensorStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Graphs, whose constants are tensors. */
public final class GraphFormat implements StoreFormat {

  @Override
  public boolean accepts(Path file) {
    return GraphFile.accepts(file);
  }

  @Override
  public boolean isNamed(Path file) {
    return file.getFileName().toString().endsWith(".pb");
  }

  @Override
  public TensorStore open(List<Path> files) throws IOException {
    return GraphFile.open(files.get(0));
  }

  @Override
  public StoreCheck check(List<Path> files, FindingSink findings) throws IOException {
    return GraphCheck.open(files.get(0), findings);
  }
}
