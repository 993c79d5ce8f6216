package io.github.tfckpt.numpy;

import io.github.tfckpt.archive.ForwardOutput;
import io.github.tfckpt.archive.RandomOutput;
import io.github.tfckpt.archive.TensorArchive;
import io.github.tfckpt.archive.TensorList;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/**
 * An {@code .npz} file, as {@code numpy.savez} writes it: a zip file with a stored member {@code
 * NAME.npy} for each tensor. Grows beyond 4 GiB and 65,535 members.
 */
public final class NpzArchive implements TensorArchive {

  private static final int LONGEST_NAME = 0xffff;

  private final TensorList tensors;
  private final boolean widen;
  private final RandomOutput out;

  /** Where the local header of each member begins, and last where all end. */
  private final long[] starts;

  /** Bytes of each member without its header. */
  private final long[] sizes;

  private final int[] sums;

  /**
   * Plans the file. Strings are read to see how long they are.
   *
   * @param widen if types that numpy lacks are widened; otherwise there must be none
   * @throws Unsupported if strings do not fit, or a name is too long
   */
  public NpzArchive(TensorList tensors, boolean widen, RandomOutput out) throws IOException {
    this.tensors = tensors;
    this.widen = widen;
    this.out = out;
    int count = tensors.count();
    starts = new long[count + 1];
    sizes = new long[count];
    sums = new int[count];
    for (int i = 0; i < count; i++) {
      byte[] name = NpzHeaders.name(tensors.name(i));
      if (name.length > LONGEST_NAME) {
        throw Unsupported.at(
            tensors.name(i).substring(0, 60) + "...",
            "a name of %d bytes, a member of an npz file has %d at most",
            name.length,
            LONGEST_NAME);
      }
      sizes[i] = size(i);
      starts[i + 1] = Math.addExact(starts[i], NpzHeaders.localSize(name, sizes[i]) + sizes[i]);
    }
  }

  private DType stored(int index) {
    return NumpyTypes.INSTANCE.stored(tensors.dtype(index), widen).orElseThrow();
  }

  private long size(int index) throws IOException {
    return tensors.dtype(index).kind() == Kind.STRING
        ? NpyForm.of(tensors.read(index), DType.STRING).size()
        : NpyForm.size(tensors.shape(index), stored(index));
  }

  @Override
  public long size() {
    return starts[tensors.count()];
  }

  @Override
  public int pieces() {
    return tensors.count();
  }

  @Override
  public void write(int index, LongConsumer progress) throws IOException {
    NpyForm form = NpyForm.of(tensors.read(index), stored(index));
    byte[] name = NpzHeaders.name(tensors.name(index));
    int before = NpzHeaders.localSize(name, sizes[index]);
    ForwardOutput member = new ForwardOutput(out, starts[index] + before);
    CRC32 crc = new CRC32();
    form.stream(
        piece -> {
          int length = piece.remaining();
          crc.update(piece.duplicate());
          member.accept(piece);
          progress.accept(length);
        });
    if (member.position() != starts[index + 1]) {
      throw new IOException(tensors.name(index) + ": its strings changed while they were read");
    }
    sums[index] = (int) crc.getValue();
    // Last, because it has the sum: readers that do not seek want it before the member.
    byte[] header = NpzHeaders.local(name, sizes[index], sums[index]);
    out.write(starts[index], ByteBuffer.wrap(header));
  }

  @Override
  public void finish() throws IOException {
    ForwardOutput end = new ForwardOutput(out, size());
    OutputStream directory = new BufferedOutputStream(end, 1 << 16);
    for (int i = 0; i < tensors.count(); i++) {
      byte[] name = NpzHeaders.name(tensors.name(i));
      directory.write(NpzHeaders.central(name, sizes[i], sums[i], starts[i]));
    }
    directory.flush();
    long length = end.position() - size();
    end.write(NpzHeaders.end(tensors.count(), size(), length));
  }
}
