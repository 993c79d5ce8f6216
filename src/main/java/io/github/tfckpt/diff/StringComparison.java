package io.github.tfckpt.diff;

import io.github.tfckpt.diff.TensorDiff.Outcome;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Compares strings byte by byte. */
final class StringComparison {

  private static final int PIECE = 1 << 16;

  private StringComparison() {}

  /** How many differ, and the first; strings have no distance. */
  static Outcome compare(StringElements a, StringElements b) throws IOException {
    long differing = 0;
    long first = -1;
    StringElements stringsA = a.forward();
    StringElements stringsB = b.forward();
    for (long i = 0; i < a.count(); i++) {
      if (!isSame(stringsA.at(i), stringsB.at(i))) {
        first = differing == 0 ? i : first;
        differing++;
      }
    }
    Metrics metrics = Metrics.ofStrings(a.count(), differing, first);
    Status status = differing == 0 ? Status.IDENTICAL : Status.DIFFERENT;
    return Outcome.of(status, metrics, "");
  }

  /** True if two sources have the same bytes. */
  static boolean isSame(ByteSource a, ByteSource b) throws IOException {
    if (a.size() != b.size()) {
      return false;
    }
    for (long at = 0; at < a.size(); at += PIECE) {
      int length = (int) Math.min(PIECE, a.size() - at);
      ByteBuffer pieceA = ByteBuffer.allocate(length);
      ByteBuffer pieceB = ByteBuffer.allocate(length);
      a.read(at, pieceA);
      b.read(at, pieceB);
      if (!pieceA.flip().equals(pieceB.flip())) {
        return false;
      }
    }
    return true;
  }
}
