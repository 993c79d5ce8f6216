package io.github.tfckpt.store;

import io.github.tfckpt.check.DataCheck;
import java.io.Closeable;
import java.util.List;

/**
 * What the check of a checkpoint's structure leaves to be done. Files stay open until it is closed.
 */
public interface StoreCheck extends Closeable {

  /** How many blocks have been checked. */
  long blocks();

  /** How many tensors there are, whether they can be read or not. */
  long tensors();

  /** The checksums over data, in the order of their places in the files. */
  List<DataCheck> data();
}
