package io.github.tfckpt.tf.v1;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.StoreFormat;
import io.github.tfckpt.store.TensorStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Saved tensor slices, in one file or in several. */
public final class V1Format implements StoreFormat {

  @Override
  public boolean accepts(Path file) {
    return V1Checkpoint.accepts(file);
  }

  @Override
  public TensorStore open(List<Path> files) throws IOException {
    return V1Checkpoint.open(files);
  }

  @Override
  public StoreCheck check(List<Path> files, FindingSink findings) throws IOException {
    return V1Check.open(files, findings);
  }
}
