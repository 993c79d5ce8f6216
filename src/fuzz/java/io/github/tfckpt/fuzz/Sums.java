package io.github.tfckpt.fuzz;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.testing.Checksum;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The checksum of a bundle entry, appended to it where its data lies within the first shard: of a
 * field that stands twice the last counts. Of strings the sum of the lengths is made right too.
 */
final class Sums {

  private static final int STRING = 7;
  private static final long MOST_STRINGS = 1000;

  private long dtype;
  private long count = 1;
  private long shard;
  private long offset;
  private long size;

  /** The entry with a right checksum, if it is one that can have it. */
  static byte[] renew(byte[] entry, byte[] data) {
    Sums sums = new Sums();
    try {
      sums.read(CodedInputStream.newInstance(entry));
    } catch (IOException e) {
      return entry;
    }
    boolean inside = sums.offset >= 0 && sums.size >= 0 && sums.offset <= data.length - sums.size;
    if (sums.shard != 0 || !inside) {
      return entry;
    }
    int start = (int) sums.offset;
    int end = start + (int) sums.size;
    int sum =
        sums.dtype == STRING && sums.count <= MOST_STRINGS
            ? strings(data, start, end, (int) sums.count)
            : Checksum.masked(Arrays.copyOfRange(data, start, end));
    return new Wire().raw(entry).fixed32Field(6, sum).toBytes();
  }

  private void read(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 8 -> dtype = in.readInt32();
        case 18 -> readShape(in);
        case 24 -> shard = in.readInt32();
        case 32 -> offset = in.readInt64();
        case 40 -> size = in.readInt64();
        default -> in.skipField(tag);
      }
    }
  }

  private void readShape(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == 18) {
        int inner = in.pushLimit(in.readRawVarint32());
        long extent = 0;
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
          if (field == 8) {
            extent = in.readInt64();
          } else {
            in.skipField(field);
          }
        }
        count *= extent;
        in.popLimit(inner);
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(outer);
  }

  /** Sums lengths, and writes that sum behind them; the result is the sum for the entry. */
  private static int strings(byte[] data, int start, int end, int count) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).limit(end).position(start);
    CRC32C crc = new CRC32C();
    for (int i = 0; i < count; i++) {
      long length = 0;
      byte b = -1;
      for (int shift = 0; b < 0 && shift < 70 && in.hasRemaining(); shift += 7) {
        b = in.get();
        length |= (b & 0x7fL) << shift;
      }
      Wire fixed =
          length >>> 32 == 0 ? new Wire().fixed32((int) length) : new Wire().fixed64(length);
      crc.update(fixed.toBytes());
    }
    if (in.remaining() < 4) {
      return 0;
    }
    in.putInt(in.position(), Checksum.mask((int) crc.getValue()));
    crc.update(in);
    return Checksum.mask((int) crc.getValue());
  }
}
