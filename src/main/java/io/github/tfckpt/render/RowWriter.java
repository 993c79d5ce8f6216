package io.github.tfckpt.render;

import io.github.tfckpt.text.AsciiBuffer;
import java.io.IOException;
import java.io.OutputStream;

/** Rows of words, broken before the word that would be too long for the line. */
final class RowWriter {

  private static final int SIZE = 1 << 16;

  /** What thousands of scalars get by with, which need no buffer of {@link #SIZE} each. */
  private static final int FEW = 1 << 12;

  private final OutputStream out;
  private final int indent;
  private final long width;
  private byte[] buffer = new byte[FEW];
  private final OutputStream stream =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          put((char) (b & 0xff));
        }
      };
  private int size;
  private long spaces;
  private long column;

  /**
   * A writer of rows.
   *
   * @param indent characters before the first word of each line of a row
   * @param width characters after which a row is broken
   */
  RowWriter(OutputStream out, int indent, long width) {
    this.out = out;
    this.indent = indent;
    this.width = width;
  }

  /** Begins a row; what precedes it is as wide as the indent. */
  void startRow() {
    column = indent;
  }

  /** Breaks the row if a word of that many characters needs it; returns where the word ends. */
  void makeRoom(long characters) throws IOException {
    if (column + characters > width && column > indent) {
      spaces = 0;
      put('\n');
      spaces(indent);
      column = indent;
    }
    column += characters;
  }

  /** Puts the space between two words. It vanishes if the row is broken here. */
  void separate() {
    spaces(1);
    column++;
  }

  void spaces(long count) {
    spaces += count;
  }

  void put(char c) throws IOException {
    flushSpaces();
    if (size == buffer.length) {
      flushBuffer();
    }
    buffer[size++] = (byte) c;
  }

  void put(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  /** Puts a word; spaces at its end vanish if the row is broken after it. */
  void word(AsciiBuffer word) throws IOException {
    word(word, 0, word.size());
  }

  /** Puts the characters {@code from} to {@code to}, the last not among them, as a word. */
  void word(AsciiBuffer text, int from, int to) throws IOException {
    flushSpaces();
    int end = to;
    while (end > from && text.at(end - 1) == ' ') {
      end--;
    }
    if (buffer.length - size < end - from) {
      flushBuffer();
    }
    text.copyTo(from, end, buffer, size);
    size += end - from;
    spaces(to - end);
  }

  /** Where strings of any length are written, directly after what was put so far. */
  OutputStream stream() {
    return stream;
  }

  /** Hands everything to the stream below. */
  void flush() throws IOException {
    flushSpaces();
    out.write(buffer, 0, size);
    size = 0;
    out.flush();
  }

  private void flushSpaces() throws IOException {
    while (spaces > 0) {
      if (size == buffer.length) {
        flushBuffer();
      }
      buffer[size++] = ' ';
      spaces--;
    }
  }

  /** Makes room; who fills the small buffer gets the large one. */
  private void flushBuffer() throws IOException {
    out.write(buffer, 0, size);
    size = 0;
    if (buffer.length < SIZE) {
      buffer = new byte[SIZE];
    }
  }
}
