package io.github.tfckpt.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes of a sound table file, and checksums that approve of them. */
public final class Mutations {

  private static final int FOOTER = 48;

  private final byte[] sound;

  /** Start and size of each block's contents, the index block last. */
  private final List<int[]> blocks = new ArrayList<>();

  /** A table file as a writer left it, none of its index entries compressed. */
  public Mutations(byte[] sound) {
    this.sound = sound.clone();
    ByteBuffer footer = ByteBuffer.wrap(sound, sound.length - FOOTER, FOOTER);
    blocks.add(handle(footer));
    int[] index = handle(footer);
    ByteBuffer entries = ByteBuffer.wrap(sound, index[0], index[1]).slice();
    entries.order(ByteOrder.LITTLE_ENDIAN);
    int restarts = entries.getInt(index[1] - 4);
    entries.limit(index[1] - 4 * (1 + restarts));
    while (entries.hasRemaining()) {
      varint(entries);
      int fresh = (int) varint(entries);
      int length = (int) varint(entries);
      entries.position(entries.position() + fresh);
      ByteBuffer value = entries.slice(entries.position(), length);
      blocks.add(handle(value));
      entries.position(entries.position() + length);
    }
    blocks.add(index);
  }

  private static int[] handle(ByteBuffer in) {
    return new int[] {(int) varint(in), (int) varint(in)};
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  public int size() {
    return sound.length;
  }

  /** The file with one byte changed. */
  public byte[] changed(int at, int value) {
    byte[] bytes = sound.clone();
    bytes[at] = (byte) value;
    return bytes;
  }

  /** The same, the checksum of the block made right again. */
  public byte[] resealed(int at, int value) {
    byte[] bytes = changed(at, value);
    for (int[] block : blocks) {
      int end = block[0] + block[1] + 1;
      if (at >= block[0] && at < end) {
        int sum = Checksum.masked(Arrays.copyOfRange(bytes, block[0], end));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(end, sum);
      }
    }
    return bytes;
  }

  /** True where no reader looks: the metaindex block, its handle, and what pads the footer. */
  public boolean isIdle(int at) {
    int[] meta = blocks.get(0);
    boolean inMeta = at >= meta[0] && at < meta[0] + meta[1] + 5;
    return inMeta || (at >= sound.length - FOOTER && at < sound.length - 8);
  }

  public byte[] truncated(int length) {
    return Arrays.copyOf(sound, length);
  }

  public int at(int position) {
    return sound[position] & 0xff;
  }
}
