package io.github.tfckpt.numpy;

import io.github.tfckpt.archive.ForwardOutput;
import io.github.tfckpt.archive.RandomOutput;
import io.github.tfckpt.archive.TensorArchive;
import io.github.tfckpt.archive.TensorList;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import java.io.IOException;
import java.util.function.LongConsumer;

/** A {@code .npy} file for each tensor. */
public final class NpyFolder implements TensorArchive {

  /** Where the files are made. */
  @FunctionalInterface
  public interface Files {
    /** A new, empty file for a tensor. */
    RandomOutput create(String name) throws IOException;
  }

  private final TensorList tensors;
  private final boolean widen;
  private final Files files;

  /**
   * A folder.
   *
   * @param widen if types that numpy lacks are widened; otherwise there must be none
   */
  public NpyFolder(TensorList tensors, boolean widen, Files files) {
    this.tensors = tensors;
    this.widen = widen;
    this.files = files;
  }

  private DType stored(int index) {
    return NumpyTypes.INSTANCE.stored(tensors.dtype(index), widen).orElseThrow();
  }

  @Override
  public long size() {
    long size = 0;
    for (int i = 0; i < tensors.count(); i++) {
      // Strings are a bar's business only, and count as nothing.
      boolean known = tensors.dtype(i).kind() != Kind.STRING;
      size = Math.addExact(size, known ? NpyForm.size(tensors.shape(i), stored(i)) : 0);
    }
    return size;
  }

  @Override
  public int pieces() {
    return tensors.count();
  }

  @Override
  public void write(int index, LongConsumer progress) throws IOException {
    NpyForm form = NpyForm.of(tensors.read(index), stored(index));
    try (RandomOutput file = files.create(tensors.name(index))) {
      ForwardOutput out = new ForwardOutput(file, 0);
      form.stream(
          piece -> {
            int length = piece.remaining();
            out.accept(piece);
            progress.accept(length);
          });
    }
  }

  @Override
  public void finish() {}
}
