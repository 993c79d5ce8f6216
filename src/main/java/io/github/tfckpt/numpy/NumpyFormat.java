package io.github.tfckpt.numpy;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.store.FileNames;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.StoreFormat;
import io.github.tfckpt.store.TensorStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Arrays of an archive, of a folder, or of one file. */
public final class NumpyFormat implements StoreFormat {

  private static final String ARCHIVE = ".npz";

  @Override
  public boolean accepts(Path file) {
    return NumpyFile.accepts(file);
  }

  @Override
  public boolean isNamed(Path file) {
    return file.getFileName().toString().endsWith(ARCHIVE) && NumpyFile.mayBe(file);
  }

  @Override
  public TensorStore open(List<Path> files) throws IOException {
    return NumpyFile.open(files.get(0));
  }

  @Override
  public StoreCheck check(List<Path> files, FindingSink findings) throws IOException {
    return NumpyCheck.open(files.get(0), findings);
  }

  @Override
  public FileNames names() {
    return new FileNames(List.of(ARCHIVE), "", "");
  }

  @Override
  public List<Path> files(List<Path> files) throws IOException {
    return Files.isDirectory(files.get(0))
        ? NpyFiles.below(files.get(0)).stream().map(NpyFiles.NpyPath::path).toList()
        : files;
  }
}
