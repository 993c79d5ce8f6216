package io.github.tfckpt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The fields of a bundle entry before they are written; all of them may be forced to anything.
 *
 * <pre>
 *   1 dtype   2 shape   3 shard   4 offset   5 size   6 masked crc (fixed32)   7 slice*
 * </pre>
 */
public final class EntryForm {

  public long dtype;
  public Wire shape = new Wire();
  public boolean hasShape = true;
  public long shard;
  public long offset;
  public long size;
  public int maskedCrc;
  public boolean hasCrc = true;
  public final List<Wire> slices = new ArrayList<>();

  /** What is written instead of the whole message. */
  public UnaryOperator<byte[]> message = bytes -> bytes;

  byte[] toBytes() {
    Wire wire = new Wire().number(1, dtype);
    if (hasShape) {
      wire.message(2, shape);
    }
    wire.number(3, shard).number(4, offset).number(5, size);
    if (hasCrc) {
      wire.fixed32Field(6, maskedCrc);
    }
    for (Wire slice : slices) {
      wire.message(7, slice);
    }
    return message.apply(wire.toBytes());
  }

  /** A TensorShapeProto; zero extents leave their dimension's message empty. */
  public static Wire shape(long... extents) {
    Wire shape = new Wire();
    for (long extent : extents) {
      shape.message(2, new Wire().number(1, extent));
    }
    return shape;
  }

  /** A TensorSliceProto: start and length of each dimension, a length of -1 left out. */
  public static Wire slice(long[][] box) {
    Wire slice = new Wire();
    for (long[] extent : box) {
      Wire dimension = new Wire().number(1, extent[0]);
      if (extent[1] != -1) {
        dimension.numberEvenZero(2, extent[1]);
      }
      slice.message(1, dimension);
    }
    return slice;
  }
}
