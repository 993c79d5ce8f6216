package io.github.tfckpt.diff;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Compares strings byte by byte. */
final class StringComparison {

  private static final int PIECE = 1 << 16;

  private final StringElements a;
  private final StringElements b;
  private long differing;
  private long first = -1;

  StringComparison(StringElements a, StringElements b) {
    this.a = a;
    this.b = b;
  }

  void compare() throws IOException {
    for (long i = 0; i < a.count(); i++) {
      if (!isSame(a.at(i), b.at(i))) {
        differing++;
        first = first < 0 ? i : first;
      }
    }
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

  long differing() {
    return differing;
  }

  /** How many differ, and the first; strings have no distance. */
  Optional<Metrics> metrics() {
    double none = Double.NaN;
    return Optional.of(
        new Metrics(a.count(), differing, none, 0, first, none, none, none, none, none, 0, 0));
  }
}
