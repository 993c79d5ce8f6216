package io.github.tfckpt.entry;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
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
  public static TensorSlice read(CodedInputStream in) throws IOException {
    long[] starts = new long[8];
    long[] lengths = new long[8];
    int rank = 0;
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag != EXTENT) {
        in.skipField(tag);
        continue;
      }
      if (rank == starts.length) {
        starts = Arrays.copyOf(starts, 2 * rank);
        lengths = Arrays.copyOf(lengths, 2 * rank);
      }
      readExtent(in, starts, lengths, rank++);
    }
    in.popLimit(outer);
    return TensorSlice.of(Arrays.copyOf(starts, rank), Arrays.copyOf(lengths, rank));
  }

  private static void readExtent(CodedInputStream in, long[] starts, long[] lengths, int at)
      throws IOException {
    lengths[at] = TensorSlice.EVERYTHING;
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case START -> starts[at] = in.readInt64();
        case LENGTH -> lengths[at] = in.readInt64();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
  }
}
