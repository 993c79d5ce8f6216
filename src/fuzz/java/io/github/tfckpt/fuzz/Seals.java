package io.github.tfckpt.fuzz;

import io.github.tfckpt.testing.Checksum;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The checksums of a table's blocks, made right as far as blocks can be found: without that nothing
 * behind them is ever reached.
 */
final class Seals {

  private static final int FOOTER = 48;
  private static final int MOST_BLOCKS = 64;

  private final ByteBuffer table;

  private Seals(byte[] table) {
    this.table = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Changes the bytes themselves. */
  static void renew(byte[] table) {
    if (table.length >= FOOTER) {
      new Seals(table).renew();
    }
  }

  private void renew() {
    ByteBuffer footer = table.slice(table.capacity() - FOOTER, 40);
    try {
      sealNext(footer);
      ByteBuffer index = sealNext(footer);
      for (int i = 0; i < MOST_BLOCKS; i++) {
        varint(index);
        long fresh = varint(index);
        long length = varint(index);
        skip(index, fresh);
        ByteBuffer value = index.slice();
        skip(index, length);
        sealNext(value);
      }
    } catch (BufferUnderflowException e) {
      // What is no table is left as it is.
      return;
    }
  }

  /** Seals the block whose handle comes next; the result is its contents. */
  private ByteBuffer sealNext(ByteBuffer handles) {
    long offset = varint(handles);
    long size = varint(handles);
    if (offset < 0
        || size < 0
        || offset > table.capacity()
        || size > table.capacity() - offset - 5) {
      return ByteBuffer.allocate(0);
    }
    int end = (int) (offset + size);
    byte[] summed = Arrays.copyOfRange(table.array(), (int) offset, end + 1);
    table.putInt(end + 1, Checksum.masked(summed));
    return table.slice((int) offset, (int) size);
  }

  private static void skip(ByteBuffer in, long count) {
    if (count < 0 || count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + (int) count);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new BufferUnderflowException();
  }
}
