package io.github.tfckpt.entry;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.TensorSlice;

/** The key under which the elements of one slice are stored. It begins with a zero byte. */
public final class SliceKey {

  private SliceKey() {}

  /**
   * The key of a slice of a tensor.
   *
   * @param name the tensor's own key
   * @param slice with its extents spelled as they are stored
   */
  public static Bytes of(Bytes name, TensorSlice slice) {
    OrderedCode code = new OrderedCode().unsigned(0).string(name).unsigned(slice.rank());
    for (int i = 0; i < slice.rank(); i++) {
      code.signed(slice.start(i)).signed(slice.length(i));
    }
    return code.bytes();
  }
}
