package io.github.tfckpt.match;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Whether the values of a tensor are evidence. Those of many a tensor are all the same: biases and
 * slots of optimizers begin as zeros, and a counter is one number. That two such tensors are equal
 * says nothing of where they come from.
 */
final class Variety {

  private static final int PIECE = 1 << 16;

  private Variety() {}

  /** True if a tensor has elements that differ; false of what cannot be read. */
  static boolean isIn(Checkpoint checkpoint, TensorEntry entry) {
    try {
      return checkpoint.read(entry).elements() instanceof FixedElements fixed
          && isIn(fixed.bytes(), fixed.dtype().width());
    } catch (IOException e) {
      return false;
    }
  }

  /** Compares each element with the next: all bytes with those one element further on. */
  private static boolean isIn(ByteSource bytes, int width) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (long at = 0; at + width < bytes.size(); at += PIECE - width) {
      int length = (int) Math.min(PIECE, bytes.size() - at);
      bytes.read(at, piece.clear().limit(length));
      if (!piece.slice(0, length - width).equals(piece.slice(width, length - width))) {
        return true;
      }
    }
    return false;
  }
}
