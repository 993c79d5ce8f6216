package io.github.tfckpt.verify;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A run of zero bytes within a source.
 *
 * @param start bytes from the start of the source
 * @param size how many bytes; 0 if there is none
 */
record ZeroRun(long start, long size) {

  /** The longest run of zero bytes, the first of several. */
  static ZeroRun longest(ByteSource source) throws IOException {
    Scan scan = new Scan();
    Pieces.forEach(source, scan::piece);
    return scan.end();
  }

  private static final class Scan {
    private ZeroRun best = new ZeroRun(0, 0);
    private long position;
    private long start;

    void piece(ByteBuffer piece) {
      int at = piece.position();
      int limit = piece.limit();
      long before = position - at;
      while (at < limit) {
        if (limit - at >= Long.BYTES && piece.getLong(at) == 0) {
          at += Long.BYTES;
        } else if (piece.get(at) == 0) {
          at++;
        } else {
          take(before + at);
          at++;
          start = before + at;
        }
      }
      position += limit - piece.position();
    }

    private void take(long end) {
      if (end - start > best.size()) {
        best = new ZeroRun(start, end - start);
      }
    }

    ZeroRun end() {
      take(position);
      return best;
    }
  }
}
