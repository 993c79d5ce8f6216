package io.github.tfckpt.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.testing.CountingSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Strings in global heaps, which the library writes in collections of 4096 bytes. */
final class HeapStringsTest {

  private static final int STRINGS = 20_000;
  private static final int COLLECTION = 4096;

  /** As a remote file system is asked: once for each string it was, for 10 bytes each. */
  @Test
  void stringsAreReadInBlocks() throws IOException {
    byte[] stored = new byte[STRINGS * 32 + STRINGS / 100 * COLLECTION];
    ByteBuffer collections = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    byte[] inRow = new byte[STRINGS * 16];
    ByteBuffer places = ByteBuffer.wrap(inRow).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream wanted = new ByteArrayOutputStream();
    int end = 0;
    for (int i = 0, index = 0; i < STRINGS; i++) {
      if (index == 0 || end - collections.position() < 48) {
        collections.position(end);
        end += COLLECTION;
        collections.put("GCOL\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1)).putLong(COLLECTION);
        index = 0;
      }
      byte[] text = "text %5d".formatted(i).getBytes(StandardCharsets.US_ASCII);
      places.putInt(text.length).putLong(end - COLLECTION).putInt(++index);
      collections.putShort((short) index).putShort((short) 1).putInt(0).putLong(text.length);
      collections.put(text).position(collections.position() + (16 - text.length));
      wanted.write(new byte[] {(byte) text.length, 0, 0, 0, 0, 0, 0, 0});
      wanted.write(text);
    }
    CountingSource file = new CountingSource(new ArraySource("file", stored, stored.length));
    CountingSource row = new CountingSource(new ArraySource("row", inRow, inRow.length));
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    new HeapStrings(row, new GlobalHeap(new Image(file)))
        .stream(piece -> found.write(bytes(piece)));
    assertArrayEquals(wanted.toByteArray(), found.toByteArray());
    int blocks = end / COLLECTION + 2 * end / (1 << 16) + 2;
    assertTrue(file.reads() <= blocks, file.reads() + " reads of " + end + " bytes");
    assertTrue(row.reads() <= 10, row.reads() + " reads of " + inRow.length + " bytes");
  }

  private static byte[] bytes(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    return bytes;
  }
}
