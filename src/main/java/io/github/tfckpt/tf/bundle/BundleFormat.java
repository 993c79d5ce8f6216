package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.source.Directory;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.StoreFormat;
import io.github.tfckpt.store.TensorStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tensor bundles, by their index. */
public final class BundleFormat implements StoreFormat {

  private static final String INDEX = ".index";

  @Override
  public boolean accepts(Path file) {
    return TensorBundle.accepts(file);
  }

  @Override
  public boolean isNamed(Path file) {
    return file.getFileName().toString().endsWith(INDEX);
  }

  @Override
  public TensorStore open(List<Path> files) throws IOException {
    return TensorBundle.open(files.get(0), prefix(files.get(0)));
  }

  @Override
  public StoreCheck check(List<Path> files, FindingSink findings) throws IOException {
    return BundleCheck.open(files.get(0), prefix(files.get(0)), findings);
  }

  @Override
  public List<Path> files(List<Path> files) throws IOException {
    Path index = files.get(0);
    String data = prefix(index) + ".data-";
    String meta = prefix(index) + ".meta";
    List<Path> all = new ArrayList<>(files);
    all.addAll(
        Directory.paths(
            index.toAbsolutePath().getParent(),
            Long.MAX_VALUE,
            name -> name.startsWith(data) || name.equals(meta)));
    return all;
  }

  private static String prefix(Path index) {
    String name = index.getFileName().toString();
    return name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name;
  }
}
