package io.github.tfckpt.hdf5;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.ByteWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of one HDF5 file, whose addresses count from its signature. What describes the data is
 * read through a window. It is read once, and little of it twice: whoever reads more than twice the
 * file goes in circles, and is stopped.
 */
final class Image {

  /** The address of what is not stored: all bits set. */
  static final long UNDEFINED = -1;

  /** The longest name that is taken, as in tables. */
  static final int LONGEST_NAME = 1 << 16;

  private static final int WINDOW = 1 << 12;
  private static final int SPARE = 1 << 16;
  private static final int NAME_PIECE = 64;

  private final ByteSource bytes;
  private final ByteWindow window;
  private long budget;

  Image(ByteSource bytes) {
    this.bytes = bytes;
    this.window = new ByteWindow(bytes, WINDOW);
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

  long size() {
    return bytes.size();
  }

  /**
   * A cursor over bytes of its own.
   *
   * @param address in bytes from the signature
   * @param size in bytes
   * @param what names them in messages
   * @throws Corrupt if they run past the end
   */
  synchronized ByteCursor at(long address, int size, String what) throws IOException {
    ByteSource run = run(address, size, what);
    spend(size);
    if (size > WINDOW) {
      return ByteCursor.over(run, run.readAll(), size);
    }
    ByteCursor there = window.at(address, size);
    int start = there.offset();
    return ByteCursor.over(run, Arrays.copyOfRange(there.array(), start, start + size), size);
  }

  /** Text up to a NUL, at most until {@code end}. */
  synchronized Bytes text(long address, long end, String what) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (long at = address; text.size() <= LONGEST_NAME; at += NAME_PIECE) {
      int size = (int) Math.min(NAME_PIECE, Math.min(end, size()) - at);
      if (size <= 0 || at < 0) {
        throw corrupt(what, address, "has no end (truncated?)");
      }
      ByteCursor piece = window.at(at, size);
      for (int i = piece.offset(); i < piece.offset() + size; i++) {
        byte next = piece.array()[i];
        if (next == 0) {
          spend(text.size());
          return Bytes.copyOf(text.toByteArray());
        }
        text.write(next);
      }
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
