package io.github.tfckpt.tf.bundle;

import com.google.protobuf.CodedOutputStream;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.PieceBuffer;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Writes strings and variants as a little-endian shard has them, and sums them up. */
final class PayloadWriter {

  private static final int WORD = 4;

  private final Pieces.Sink sink;

  /** A writer to a sink, which takes the bytes in their order. */
  PayloadWriter(Pieces.Sink sink) {
    this.sink = sink;
  }

  /** Writes variants as they are stored; the result is the plain sum that the entry stores. */
  int variants(FixedElements stored, long count, String what) throws IOException {
    stored.stream(sink);
    return VariantSums.sum(stored.bytes(), count, what);
  }

  /** How many bytes strings take: see {@link StringPayload}. */
  static long size(StringElements strings) throws IOException {
    long size = WORD;
    StringElements forward = strings.forward();
    for (long i = 0; i < strings.count(); i++) {
      long length = forward.at(i).size();
      size += CodedOutputStream.computeUInt64SizeNoTag(length) + length;
    }
    return size;
  }

  /** Writes strings; the result is the plain sum that the entry stores. */
  int strings(StringElements strings) throws IOException {
    strings.check();
    CRC32C crc = new CRC32C();
    ByteBuffer lengths = ByteBuffer.allocate(1 << 16);
    ByteBuffer wide = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    StringElements forward = strings.forward();
    for (long i = 0; i < strings.count(); i++) {
      long length = forward.at(i).size();
      crc.update(
          length >>> 32 == 0
              ? wide.clear().putInt((int) length).flip()
              : wide.clear().putLong(length).flip());
      if (lengths.remaining() < Long.BYTES + 2) {
        sink.accept(lengths.flip());
        lengths.clear();
      }
      putVarint(length, lengths);
    }
    sink.accept(lengths.flip());
    ByteBuffer word = wide.clear().putInt(Crc32c.mask((int) crc.getValue())).flip();
    crc.update(word.duplicate());
    sink.accept(word);
    PieceBuffer pieces =
        new PieceBuffer(
            piece -> {
              crc.update(piece.duplicate());
              sink.accept(piece);
            });
    StringElements again = strings.forward();
    for (long i = 0; i < strings.count(); i++) {
      pieces.put(again.at(i));
    }
    pieces.flush();
    return (int) crc.getValue();
  }

  private static void putVarint(long number, ByteBuffer out) {
    long rest = number;
    while (rest >>> 7 != 0) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }
}
