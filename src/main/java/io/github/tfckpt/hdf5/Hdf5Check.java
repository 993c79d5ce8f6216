package io.github.tfckpt.hdf5;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.store.StoreCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that has been checked: its groups and headers, and whether each dataset lies in the file,
 * apart from all others. There are no sums, but of compressed chunks, which zlib sums.
 */
public final class Hdf5Check implements StoreCheck {

  private final Hdf5File store;

  private final List<DataCheck> data;

  private Hdf5Check(Hdf5File store, List<DataCheck> data) {
    this.store = store;
    this.data = List.copyOf(data);
  }

  /**
   * Checks a file.
   *
   * @throws IOException if nothing of it can be read
   */
  public static Hdf5Check open(Path path, FindingSink findings) throws IOException {
    Hdf5File store = Hdf5File.open(path, findings);
    try {
      PlaceCheck places = new PlaceCheck(findings);
      List<DataCheck> data = new ArrayList<>();
      for (TensorEntry entry : store.tensors()) {
        try {
          Optional<ByteSource> stored = store.check(entry, places);
          stored.ifPresent(bytes -> data.add(new ChunkCheck(entry, bytes)));
        } catch (CheckpointException e) {
          findings.add(Finding.of(e, entry.key()));
        }
      }
      places.finish();
      store.archive().ifPresent(archive -> data.addAll(archive.checks()));
      return new Hdf5Check(store, data);
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Elements that have to be read to see whether each chunk can be decompressed. */
  private record ChunkCheck(TensorEntry entry, ByteSource stored) implements DataCheck {

    @Override
    public long size() {
      return stored.size();
    }

    @Override
    public long tensors() {
      return 1;
    }

    @Override
    public long blocks() {
      return 0;
    }

    @Override
    public Optional<ByteSource> open(FindingSink findings) {
      return Optional.of(stored);
    }

    @Override
    public void finish(int sum, FindingSink findings) {
      // There is no sum of all chunks: each has its own.
    }

    @Override
    public void fail(IOException e, FindingSink findings) {
      findings.add(Finding.of(e, entry.key()));
    }
  }

  @Override
  public long blocks() {
    return 0;
  }

  @Override
  public long tensors() {
    return store.tensors().size();
  }

  @Override
  public List<DataCheck> data() {
    return data;
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
