package io.github.tfckpt.numpy;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.io.PieceBuffer;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Strings as numpy has them, {@code |Sn}: each as wide as the longest, the shorter ones padded with
 * NUL bytes.
 */
final class PaddedStrings {

  /** Padding is fine up to this size, and up to this multiple of what is there. */
  private static final long FINE_SIZE = 1 << 26;

  private static final int FINE_RATIO = 16;

  private final StringElements strings;
  private final long width;

  private PaddedStrings(StringElements strings, long width) {
    this.strings = strings.forward();
    this.width = width;
  }

  /**
   * Reads all strings once, and compares their checksums.
   *
   * @throws Unsupported if numpy would change a string, or one long string would make all others as
   *     long
   */
  static PaddedStrings of(Tensor tensor, StringElements strings) throws IOException {
    strings.check();
    long width = 1;
    long total = 0;
    long count = strings.count();
    StringElements forward = strings.forward();
    for (long i = 0; i < count; i++) {
      ByteSource string = forward.at(i);
      width = Math.max(width, string.size());
      total += string.size();
      if (string.size() > 0 && last(string) == 0) {
        throw refused(tensor, string, "string " + i + " ends in NUL, which numpy drops");
      }
    }
    if (width > Integer.MAX_VALUE
        || count > Math.max(FINE_SIZE, total * (double) FINE_RATIO) / width) {
      throw refused(
          tensor,
          strings.at(0),
          total + " bytes of strings would be padded to " + count + " times " + width);
    }
    return new PaddedStrings(strings, width);
  }

  private static byte last(ByteSource string) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    string.read(string.size() - 1, last);
    return last.get(0);
  }

  private static Unsupported refused(Tensor tensor, ByteSource where, String why) {
    return Unsupported.at(
        where.description(),
        "\"%s\" does not fit in an npy file: %s; dump takes it as json, raw or lines",
        tensor.name(),
        why);
  }

  /** Bytes of each string. */
  long width() {
    return width;
  }

  /** Passes on all strings, padded. */
  void stream(Pieces.Sink sink) throws IOException {
    PieceBuffer pieces = new PieceBuffer(sink);
    long count = strings.count();
    for (long i = 0; i < count; i++) {
      ByteSource string = strings.at(i);
      pieces.put(string);
      pieces.putZeros(width - string.size());
    }
    pieces.flush();
  }
}
