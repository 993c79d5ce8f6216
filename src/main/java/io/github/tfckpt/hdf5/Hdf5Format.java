package io.github.tfckpt.hdf5;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.store.CheckedStore;
import io.github.tfckpt.store.FileNames;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.StoreFormat;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.store.WeightMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** HDF5 as Keras writes it: its datasets are the tensors. */
public final class Hdf5Format implements StoreFormat {

  @Override
  public boolean accepts(Path file) {
    return Hdf5File.accepts(file);
  }

  @Override
  public boolean isNamed(Path file) {
    return isIndex(file);
  }

  @Override
  public TensorStore open(List<Path> files) throws IOException {
    return Hdf5File.open(files.get(0));
  }

  @Override
  public FileNames names() {
    return new FileNames(
        List.of(".weights.h5", ".keras", ".h5", ".hdf5"),
        KerasShards.SUFFIX,
        ".+_\\d{5}\\.weights\\.h5");
  }

  @Override
  public List<Path> files(List<Path> files) throws IOException {
    return isIndex(files.get(0)) ? WeightMap.filesOf(files.get(0)) : files;
  }

  /** True for the index of several files. */
  static boolean isIndex(Path file) {
    return file.getFileName().toString().endsWith(KerasShards.SUFFIX);
  }

  /**
   * Checks groups and headers, and whether each dataset lies in the file, apart from all others.
   * There are no sums, but of compressed chunks, which zlib sums, and of members of an archive.
   */
  @Override
  public StoreCheck check(List<Path> files, FindingSink findings) throws IOException {
    Hdf5File store = Hdf5File.open(files.get(0), findings);
    try {
      PlaceCheck places = new PlaceCheck(findings);
      List<DataCheck> data = new ArrayList<>();
      for (TensorEntry entry : store.tensors()) {
        try {
          store.check(entry, places).ifPresent(data::add);
        } catch (CheckpointException e) {
          findings.add(Finding.of(e, entry.key()));
        }
      }
      places.finish();
      store.archive().ifPresent(archive -> data.addAll(archive.checks()));
      return new CheckedStore(store, data);
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }
}
