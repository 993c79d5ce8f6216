package io.github.tfckpt.store;

import io.github.tfckpt.check.DataCheck;
import java.io.IOException;
import java.util.List;

/**
 * A store that has been opened and looked at, of a format without tables.
 *
 * @param store closed with this
 * @param data what is left to read
 */
public record CheckedStore(TensorStore store, List<DataCheck> data) implements StoreCheck {

  /** A store and what is left to read of it. */
  public CheckedStore {
    data = List.copyOf(data);
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
  public void close() throws IOException {
    store.close();
  }
}
