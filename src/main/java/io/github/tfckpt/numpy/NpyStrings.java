package io.github.tfckpt.numpy;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.source.BlockSource;
import io.github.tfckpt.tensor.FixedElements.Check;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings that take the same room each, the shorter ones padded with NUL bytes: of bytes as they
 * are, of characters as UTF-8.
 */
final class NpyStrings extends StringElements {

  private static final int LONGEST = 1 << 26;

  private final ByteSource bytes;
  private final NpyArray array;
  private final Check check;

  /** Strings in the order in which they are stored. */
  NpyStrings(ByteSource bytes, NpyArray array, Check check) {
    this.bytes = bytes;
    this.array = array;
    this.check = check;
  }

  @Override
  public long count() {
    return array.shape().elementCount();
  }

  @Override
  public ByteSource at(long index) throws IOException {
    if (array.itemBytes() > LONGEST) {
      throw Corrupt.at(
          bytes.description(), "strings of %d bytes, at most %d fit", array.itemBytes(), LONGEST);
    }
    ByteSource item = bytes.slice(index * array.itemBytes(), array.itemBytes());
    byte[] string = item.readAll();
    int end = string.length;
    while (end > 0 && string[end - 1] == 0 && !array.unicode()) {
      end--;
    }
    byte[] text = array.unicode() ? utf8(string, item.description()) : string;
    return new ArraySource(item.description(), text, array.unicode() ? text.length : end);
  }

  private byte[] utf8(byte[] string, String where) throws Corrupt {
    ByteBuffer characters =
        ByteBuffer.wrap(string)
            .order(array.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder();
    int end = 0;
    while (characters.remaining() >= Integer.BYTES) {
      int point = characters.getInt();
      if (!Character.isValidCodePoint(point) || (point >>> 11) == 0x1b) {
        throw Corrupt.at(where, "character %x is not one of Unicode", point);
      }
      text.appendCodePoint(point);
      end = point == 0 ? end : text.length();
    }
    return text.substring(0, end).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public StringElements forward() {
    return new NpyStrings(new BlockSource(bytes), array, check);
  }

  @Override
  public void check() throws IOException {
    check.run();
  }
}
