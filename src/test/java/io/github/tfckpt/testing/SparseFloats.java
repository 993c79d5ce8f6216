package io.github.tfckpt.testing;

import java.io.IOException;
import java.security.MessageDigest;

/**
 * Float32 elements that are zero but for one in every {@link #STEP}: there the element is how many
 * of them came before, plus one.
 *
 * @param first the first element, counted within the whole tensor
 * @param count elements
 */
public record SparseFloats(long first, long count) implements SparseFile.Content {

  public static final long STEP = 1 << 24;

  @Override
  public long size() {
    return 4 * count;
  }

  /** The element at an index within the whole tensor. */
  public static float at(long index) {
    return index % STEP == 0 ? index / STEP + 1 : 0;
  }

  @Override
  public void writeTo(SparseFile file) throws IOException {
    long at = first;
    while (at < first + count) {
      long next = Math.min(first + count, (at / STEP + 1) * STEP);
      long zeros = next - at;
      if (at % STEP == 0) {
        file.write(Samples.floats(at(at)));
        zeros--;
      }
      file.zeros(4 * zeros);
      at = next;
    }
  }

  /** Takes all bytes into a digest. */
  public void digest(MessageDigest digest) {
    byte[] zeros = new byte[1 << 20];
    long left = 4 * count;
    long at = first;
    while (left > 0) {
      boolean marked = at % STEP == 0;
      byte[] lead = marked ? Samples.floats(at(at)) : new byte[0];
      digest.update(lead);
      long until = Math.min(zeros.length / 4, STEP - at % STEP);
      int length = (int) Math.min(left, 4 * until) - lead.length;
      digest.update(zeros, 0, length);
      left -= length + lead.length;
      at += (length + lead.length) / 4;
    }
  }
}
