package io.github.tfckpt.numpy;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
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
public final class NumpyCheck implements StoreCheck {

  private final NumpyFile store;
  private final List<DataCheck> sums = new ArrayList<>();

  private NumpyCheck(NumpyFile store) {
    this.store = store;
  }

  /**
   * Checks a file or a folder.
   *
   * @throws IOException if it cannot be read at all
   */
  public static NumpyCheck open(Path path, FindingSink findings) throws IOException {
    NumpyFile store = NumpyFile.open(path, findings);
    NumpyCheck check = new NumpyCheck(store);
    for (TensorEntry entry : store.tensors()) {
      StoredArray array = store.array(entry);
      check(array, findings);
      array.member().ifPresent(member -> check.sums.add(new Sum(array, member.packed())));
      if (entry.dtype().equals(DType.STRING) && array.surplus() >= 0) {
        check.sums.add(new Characters(store, entry));
      }
    }
    return check;
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
    return sums;
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  /** The CRC-32 of one member, which is read from its beginning to its end. */
  private record Sum(StoredArray array, long size) implements DataCheck {

    @Override
    public long tensors() {
      return 1;
    }

    @Override
    public long blocks() {
      return 0;
    }

    @Override
    public Optional<ByteSource> open(FindingSink findings) throws IOException {
      array.checkSum();
      return Optional.empty();
    }

    @Override
    public void finish(int sum, FindingSink findings) {
      throw new IllegalStateException("nothing was given to sum");
    }

    @Override
    public void fail(IOException e, FindingSink findings) {
      findings.add(Finding.of(e, array.entry().key()));
    }
  }

  /** The strings of one array: that those of characters are Unicode. */
  private record Characters(NumpyFile store, TensorEntry entry) implements DataCheck {

    @Override
    public long size() {
      return 0;
    }

    @Override
    public long tensors() {
      return 0;
    }

    @Override
    public long blocks() {
      return 0;
    }

    @Override
    public Optional<ByteSource> open(FindingSink findings) throws IOException {
      StringElements strings = (StringElements) store.read(entry).elements();
      for (long i = 0; i < strings.count(); i++) {
        strings.at(i);
      }
      return Optional.empty();
    }

    @Override
    public void finish(int sum, FindingSink findings) {
      throw new IllegalStateException("nothing was given to sum");
    }

    @Override
    public void fail(IOException e, FindingSink findings) {
      findings.add(Finding.of(e, entry.key()));
    }
  }
}
