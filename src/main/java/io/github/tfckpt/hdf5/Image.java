package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of one HDF5 file, whose addresses count from its signature. What describes the data is
 * read in blocks, of which the latest are kept: the parts of a group lie far from each other, and
 * are read in turns. It is read once, and little of it twice: whoever reads more than twice the
 * file goes in circles, and is stopped.
 */
final class Image {

  /** The address of what is not stored: all bits set. */
  static final long UNDEFINED = -1;

  /** The longest name that is taken, as in tables. */
  static final int LONGEST_NAME = 1 << 16;

  private static final int BLOCK = 1 << 12;
  private static final int BLOCKS = 1 << 7;
  private static final int SPARE = 1 << 16;

  private final ByteSource bytes;

  /** Each block of the file has one place here, which it shares with others. */
  private final byte[][] blocks = new byte[BLOCKS][];

  /** The numbers of the blocks that are there. */
  private final long[] numbers = new long[BLOCKS];

  private long budget;

  Image(ByteSource bytes) {
    this.bytes = bytes;
    Arrays.fill(numbers, UNDEFINED);
    refill();
  }

  /** Begins to count anew what is read. */
  synchronized void refill() {
    budget = 2 * bytes.size() + SPARE;
  }

  /** True if so much has been read that the file must go in circles. */
  synchronized boolean isExhausted() {
    return budget < 0;
  }

  /** The file, for messages. */
  String description() {
    return bytes.description();
  }

  /** All of the file, not read yet. */
  ByteSource bytes() {
    return bytes;
  }

  long size() {
    return bytes.size();
  }

  /**
   * A cursor over bytes that do not change.
   *
   * @param address in bytes from the signature
   * @param size in bytes
   * @param what names them in messages
   * @throws Corrupt if they run past the end
   */
  synchronized ByteCursor at(long address, int size, String what) throws IOException {
    ByteSource run = run(address, size, what);
    spend(size);
    int start = (int) (address % BLOCK);
    if (start + size <= BLOCK) {
      return ByteCursor.over(run, block(address / BLOCK), start, size);
    }
    if (size > BLOCK) {
      return ByteCursor.over(run, run.readAll(), size);
    }
    byte[] both = Arrays.copyOfRange(block(address / BLOCK), start, start + size);
    byte[] second = block(address / BLOCK + 1);
    System.arraycopy(second, 0, both, BLOCK - start, size - (BLOCK - start));
    return ByteCursor.over(run, both, size);
  }

  /** A block, cut short where the file ends. */
  private byte[] block(long number) throws IOException {
    int place = (int) (number % BLOCKS);
    if (numbers[place] != number) {
      byte[] block = new byte[(int) Math.min(BLOCK, size() - number * BLOCK)];
      bytes.read(number * BLOCK, ByteBuffer.wrap(block));
      blocks[place] = block;
      numbers[place] = number;
    }
    return blocks[place];
  }

  /** Text up to a NUL, at most until {@code end}. */
  synchronized Bytes text(long address, long end, String what) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long limit = Math.min(end, size());
    for (long at = address; text.size() <= LONGEST_NAME; ) {
      if (at < 0 || at >= limit) {
        throw corrupt(what, address, "has no end (truncated?)");
      }
      byte[] block = block(at / BLOCK);
      int start = (int) (at % BLOCK);
      int stop = start;
      int most = (int) Math.min(block.length, limit - at + start);
      while (stop < most && block[stop] != 0) {
        stop++;
      }
      text.write(block, start, stop - start);
      if (stop < most) {
        spend(text.size());
        return Bytes.copyOf(text.toByteArray());
      }
      at += stop - start;
    }
    throw corrupt(what, address, "is longer than " + LONGEST_NAME + " bytes");
  }

  private void spend(int size) throws Corrupt {
    budget -= size;
    if (budget < 0) {
      throw new Corrupt(description(), "its groups and trees go in circles");
    }
  }

  /** Bytes that are not read yet. */
  ByteSource run(long address, long size, String what) throws Corrupt {
    if (address < 0 || size < 0 || address > size() - size) {
      throw corrupt(
          what,
          address,
          "of "
              + Long.toUnsignedString(size)
              + " bytes runs past the end at "
              + size()
              + " (truncated?)");
    }
    return bytes.slice(address, size);
  }

  /** The error that something at an address is wrong. */
  Corrupt corrupt(String what, long address, String wrong) {
    String where = address == UNDEFINED ? "no address" : Long.toUnsignedString(address);
    return new Corrupt(description(), what + " at " + where + " " + wrong);
  }

  /** Takes the four letters that the parts of a file begin with. */
  void expect(ByteCursor in, String signature, String what, long address) throws Corrupt {
    Bytes found = in.bytes(signature.length(), what);
    if (!found.equals(Bytes.utf8(signature))) {
      throw corrupt(
          what, address, "begins with " + found.quoted() + ", expected \"" + signature + "\"");
    }
  }
}
