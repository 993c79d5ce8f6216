package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;

/**
 * What one entry stores in a shard: a whole tensor, or a slice of one.
 *
 * @param tensor the key of the tensor that it is of
 * @param what names it in messages
 * @param isFirst false for all slices of a variable but one, so that each is counted once
 */
record PlacedRun(TensorEntry entry, Bytes tensor, String what, boolean isFirst)
    implements Comparable<PlacedRun> {

  int shard() {
    return entry.shard().orElseThrow();
  }

  long offset() {
    return entry.offset().orElseThrow();
  }

  long size() {
    return entry.bytes().orElseThrow();
  }

  long end() {
    return offset() + size();
  }

  boolean isString() {
    return entry.dtype().kind() == DType.Kind.STRING;
  }

  boolean isVariant() {
    return entry.dtype().equals(DType.VARIANT);
  }

  /** By shard, and there by place. */
  @Override
  public int compareTo(PlacedRun other) {
    int order = Integer.compare(shard(), other.shard());
    if (order == 0) {
      order = Long.compare(offset(), other.offset());
    }
    return order == 0 ? Long.compare(size(), other.size()) : order;
  }
}
