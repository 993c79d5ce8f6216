package io.github.tfckpt.store;

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

  /** True if a key has the form of one: no other name that TensorFlow gives begins like it. */
  public static boolean isOne(Bytes key) {
    int at = OrderedCode.stringEnd(key, 1);
    if (key.size() == 0 || key.at(0) != 0 || at < 0 || at >= key.size() || key.at(at) > 1) {
      return false;
    }
    int rank = key.at(at) == 0 ? 0 : at + 1 < key.size() ? key.at(at + 1) : -1;
    at += 1 + key.at(at);
    for (int i = 0; i < 2 * rank; i++) {
      at = OrderedCode.signedEnd(key, at);
      if (at < 0) {
        return false;
      }
    }
    return rank > 0 && at == key.size();
  }
}
