package io.github.tfckpt.store;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.util.Arrays;

/**
 * A TensorSliceProto.
 *
 * <pre>
 *   1 extent*   {1 start int64, 2 length int64, absent for all of the dimension}
 * </pre>
 */
public final class ProtoSlice implements Message {

  private static final int EXTENT = 1 << 3 | 2;
  private static final int START = 1 << 3;
  private static final int LENGTH = 2 << 3;

  private long[] starts = new long[8];
  private long[] lengths = new long[8];
  private int rank;

  @Override
  public void field(int tag, CodedInputStream in) throws IOException {
    if (tag != EXTENT) {
      in.skipField(tag);
      return;
    }
    if (rank == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rank);
      lengths = Arrays.copyOf(lengths, 2 * rank);
    }
    lengths[rank] = TensorSlice.EVERYTHING;
    Message extent = this::extentField;
    extent.readNested(in);
    rank++;
  }

  private void extentField(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case START -> starts[rank] = in.readInt64();
      case LENGTH -> lengths[rank] = in.readInt64();
      default -> in.skipField(tag);
    }
  }

  /** The slice that was read. */
  public TensorSlice slice() {
    return TensorSlice.of(Arrays.copyOf(starts, rank), Arrays.copyOf(lengths, rank));
  }

  /** Reads a length and the message after it. */
  public static TensorSlice readFrom(CodedInputStream in) throws IOException {
    ProtoSlice proto = new ProtoSlice();
    proto.readNested(in);
    return proto.slice();
  }
}
