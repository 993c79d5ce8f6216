package io.github.tfckpt.safetensors;

import io.github.tfckpt.archive.Conversion;
import io.github.tfckpt.archive.ForwardOutput;
import io.github.tfckpt.archive.PlacedOutput;
import io.github.tfckpt.archive.RandomOutput;
import io.github.tfckpt.archive.TensorArchive;
import io.github.tfckpt.archive.TensorList;
import io.github.tfckpt.archive.TensorPieces;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A safetensors file.
 *
 * <pre>
 *   length    u64         bytes of the header, a multiple of 8
 *   header    u8[length]  {@link SafetensorsHeader}, then spaces
 *   data                  the elements of all tensors, without gaps
 * </pre>
 *
 * <p>Wide elements come first, so that every tensor begins at a multiple of its width.
 */
public final class SafetensorsArchive implements TensorArchive {

  private static final int BEFORE_HEADER = 8;
  private static final int ALIGNMENT = 8;

  private final TensorList tensors;
  private final boolean widen;
  private final RandomOutput out;

  /** Where each tensor begins, in bytes from the end of the header. */
  private final long[] starts;

  private final long headerEnd;
  private final long size;
  private final TensorPieces pieces;

  /**
   * Plans the file and writes its header.
   *
   * @param metadata texts that are kept in it
   * @param widen if types that the format lacks are widened; otherwise there must be none
   * @throws Unsupported if there are more names than a header takes
   */
  public SafetensorsArchive(
      TensorList tensors, Map<String, String> metadata, boolean widen, RandomOutput out)
      throws IOException {
    this.tensors = tensors;
    this.widen = widen;
    this.out = out;
    this.starts = new long[tensors.count()];
    ForwardOutput behind = new ForwardOutput(out, BEFORE_HEADER);
    OutputStream text = new BufferedOutputStream(behind, 1 << 16);
    try (SafetensorsHeader header = new SafetensorsHeader(metadata, text)) {
      size = place(header);
    }
    text.flush();
    while (behind.position() % ALIGNMENT != 0) {
      behind.write(' ');
    }
    headerEnd = behind.position();
    long length = headerEnd - BEFORE_HEADER;
    if (length > SafetensorsHeader.LONGEST) {
      throw Unsupported.at(
          "safetensors",
          "names and shapes make a header of %d bytes, the library reads %d; export fewer at once",
          length,
          SafetensorsHeader.LONGEST);
    }
    ByteBuffer first = ByteBuffer.allocate(BEFORE_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    out.write(0, first.putLong(length).flip());
    this.pieces = new TensorPieces(tensors, i -> conversion(i).isNone());
  }

  private long place(SafetensorsHeader header) throws IOException {
    long end = 0;
    for (int width = 8; width > 0; width /= 2) {
      for (int i = 0; i < starts.length; i++) {
        DType stored = stored(i);
        if (stored.width() == width) {
          starts[i] = end;
          end = Math.addExact(end, tensors.shape(i).elementCount() * width);
          header.add(tensors.name(i), stored, tensors.shape(i), starts[i], end);
        }
      }
    }
    return end;
  }

  private Conversion conversion(int index) {
    return new Conversion(tensors.dtype(index), stored(index));
  }

  private DType stored(int index) {
    return SafetensorsTypes.INSTANCE.stored(tensors.dtype(index), widen).orElseThrow();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int pieces() {
    return pieces.count();
  }

  @Override
  public void write(int piece, LongConsumer progress) throws IOException {
    int index = pieces.tensor(piece);
    long start = headerEnd + starts[index];
    Conversion conversion = conversion(index);
    if (conversion.isNone()) {
      pieces.place(piece, new PlacedOutput(out, start, progress));
      return;
    }
    ForwardOutput data = new ForwardOutput(out, start);
    conversion.stream(
        (FixedElements) tensors.read(index).elements(),
        run -> {
          int length = run.remaining();
          data.accept(run);
          progress.accept(length);
        });
  }

  @Override
  public void finish() {}
}
