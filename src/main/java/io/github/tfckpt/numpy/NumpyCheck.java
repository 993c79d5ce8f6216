package io.github.tfckpt.numpy;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.store.CheckedStore;
import io.github.tfckpt.store.ReadCheck;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arrays that have been checked: their headers, and whether there are as many bytes as the elements
 * take. What is left are the CRC-32 of the members of an archive, and the characters of strings.
 */
final class NumpyCheck {

  private NumpyCheck() {}

  /**
   * Checks a file or a folder.
   *
   * @throws IOException if it cannot be read at all
   */
  static StoreCheck open(Path path, FindingSink findings) throws IOException {
    NumpyFile store = NumpyFile.open(path, findings);
    List<DataCheck> data = new ArrayList<>();
    for (TensorEntry entry : store.tensors()) {
      StoredArray array = store.array(entry);
      Optional<Bytes> key = Optional.of(entry.key());
      check(array, findings);
      array
          .member()
          .ifPresent(
              member ->
                  data.add(
                      new ReadCheck(
                          member.packed(), 1, key, sink -> array.checkSum(store.archive(), sink))));
      if (entry.dtype().equals(DType.STRING) && array.surplus() >= 0) {
        data.add(
            new ReadCheck(
                0, 0, key, sink -> characters((StringElements) store.read(entry).elements())));
      }
    }
    return new CheckedStore(store, data);
  }

  private static void check(StoredArray array, FindingSink findings) {
    long surplus = array.surplus();
    String name = array.entry().key().quoted();
    if (surplus < 0) {
      String what = name + ": " + -surplus + " bytes are missing at the end (truncated?)";
      findings.add(Finding.error(array.where(), what, array.entry().key()));
    } else if (surplus > 0) {
      String what = name + ": " + surplus + " bytes after the last element";
      findings.add(Finding.warning(array.where(), what, array.entry().key()));
    }
  }

  /** The strings of one array: that those of characters are Unicode. */
  private static void characters(StringElements strings) throws IOException {
    for (long i = 0; i < strings.count(); i++) {
      strings.at(i);
    }
  }
}
