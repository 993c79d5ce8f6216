package io.github.tfckpt.store;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.TensorSlice;
import java.util.Arrays;

/**
 * Reads a TensorSliceProto.
 *
 * <pre>
 *   1 extent*   {1 start int64, 2 length int64, absent for all of the dimension}
 * </pre>
 */
public final class ProtoSlice {

  private static final int EXTENT = 1 << 3 | 2;
  private static final int START = 1 << 3;
  private static final int LENGTH = 2 << 3;

  private ProtoSlice() {}

  /** Reads a length and the message behind it. */
  public static TensorSlice read(ByteCursor in) throws Corrupt {
    int outer = in.pushLimit("slice");
    TensorSlice slice = parse(in);
    in.popLimit(outer);
    return slice;
  }

  /** Reads a message that goes on up to the cursor's end. */
  public static TensorSlice parse(ByteCursor in) throws Corrupt {
    long[] starts = new long[8];
    long[] lengths = new long[8];
    int rank = 0;
    for (int tag = Wire.tag(in); tag != 0; tag = Wire.tag(in)) {
      if (tag != EXTENT) {
        Wire.skip(tag, in);
        continue;
      }
      if (rank == starts.length) {
        starts = Arrays.copyOf(starts, 2 * rank);
        lengths = Arrays.copyOf(lengths, 2 * rank);
      }
      readExtent(in, starts, lengths, rank++);
    }
    return TensorSlice.of(Arrays.copyOf(starts, rank), Arrays.copyOf(lengths, rank));
  }

  private static void readExtent(ByteCursor in, long[] starts, long[] lengths, int at)
      throws Corrupt {
    lengths[at] = TensorSlice.EVERYTHING;
    int outer = in.pushLimit("extent");
    for (int tag = Wire.tag(in); tag != 0; tag = Wire.tag(in)) {
      switch (tag) {
        case START -> starts[at] = in.varint64("start");
        case LENGTH -> lengths[at] = in.varint64("length");
        default -> Wire.skip(tag, in);
      }
    }
    in.popLimit(outer);
  }
}
