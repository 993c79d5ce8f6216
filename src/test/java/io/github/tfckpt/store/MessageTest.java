package io.github.tfckpt.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Messages as protobuf's rules have them, and what is said of bytes that are none. */
final class MessageTest {

  private static ByteCursor over(byte[] bytes) {
    return ByteCursor.over(new ArraySource("file", bytes, bytes.length), bytes, bytes.length);
  }

  private static <M extends Message> M read(M message, Wire wire) throws IOException {
    message.read(over(wire.toBytes()));
    return message;
  }

  private static Wire dimension(long extent) {
    return new Wire().message(2, new Wire().number(1, extent).text(2, "name"));
  }

  @Test
  void ofAScalarTheLastCounts() throws IOException {
    FormatVersion version = read(new FormatVersion(), new Wire().number(1, 7).number(1, 9));
    assertEquals(9, version.producer());
  }

  @Test
  void unknownFieldsAreSkipped() throws IOException {
    Wire wire =
        new Wire()
            .number(99, 5)
            .fixed32Field(98, 5)
            .fixed64Field(97, 5)
            .text(96, "text")
            .varint(95 << 3 | 3)
            .number(1, 4)
            .varint(95 << 3 | 4)
            .number(2, 1);
    FormatVersion version = read(new FormatVersion(), wire);
    assertEquals(0, version.producer(), "field 1 of a group");
    assertEquals(1, version.minConsumer());
  }

  @Test
  void repeatedNumbersArePackedOrNot() throws IOException {
    for (Wire wire :
        new Wire[] {
          new Wire().number(3, 5).number(3, 1),
          new Wire().bytes(3, new byte[] {5, 1}),
          new Wire().number(3, 1).bytes(3, new byte[] {5})
        }) {
      FormatVersion version = read(new FormatVersion(), wire);
      assertThrows(Unsupported.class, () -> version.check("file"));
    }
    read(new FormatVersion(), new Wire().bytes(3, new byte[] {5, 2})).check("file");
  }

  @Test
  void shapesThatFollowEachOtherJoin() throws IOException {
    Wire twice = new Wire().message(1, dimension(2)).message(1, dimension(3));
    ProtoShape shape = new ProtoShape();
    Message holder = (tag, in) -> shape.readNested(in);
    read(holder, twice);
    assertEquals(Shape.of(2, 3), shape.shape());
  }

  @Test
  void aMessageEndsWhereWhatHoldsItEnds() {
    // The dimension claims three bytes, of which the shape has two.
    byte[] bytes = {0x0a, 4, 0x12, 3, 8, 5, 8, 6};
    Message holder = (tag, in) -> new ProtoShape().readNested(in);
    Corrupt error = assertThrows(Corrupt.class, () -> holder.read(over(bytes)));
    assertEquals("file: byte 4: not a message: field 2 is cut short or malformed", text(error));
  }

  @Test
  void damageIsPlaced() {
    assertPlaced("byte 4: not a message: field 2", new byte[] {8, 1, 0x10, (byte) 0x80});
    assertPlaced("byte 1: not a message: field 0", new byte[] {0});
    assertPlaced("byte 1: not a message: field 1", new byte[] {0x0c});
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0xff);
    endless[0] = 8;
    assertPlaced("byte 11: not a message: field 1", endless);
  }

  private static void assertPlaced(String expected, byte[] bytes) {
    Corrupt error = assertThrows(Corrupt.class, () -> new FormatVersion().read(over(bytes)));
    assertEquals("file: " + expected + " is cut short or malformed", text(error));
  }

  private static String text(Corrupt error) {
    return error.getMessage();
  }

  /** One reader for entries in one array: after a broken one the next are read all the same. */
  @Test
  void aReaderGoesOnAfterDamage() throws IOException {
    byte[] bytes = {8, 3, 8, (byte) 0x80, 8, 4, 8, 5};
    ByteCursor cursor = over(bytes);
    Message.Reader reader = new Message.Reader();
    assertEquals(3, producer(reader, cursor, 0));
    assertThrows(Corrupt.class, () -> producer(reader, cursor, 2));
    assertEquals(4, producer(reader, cursor, 4));
    assertEquals(5, producer(reader, cursor, 6));
    assertEquals(3, producer(reader, cursor, 0), "further up");
    bytes[3] = 6;
    assertEquals(6, producer(reader, cursor, 2), "another block in the same array");
  }

  private static int producer(Message.Reader reader, ByteCursor cursor, int start)
      throws IOException {
    cursor.moveTo(start, 2);
    FormatVersion version = new FormatVersion();
    reader.read(cursor, version);
    assertEquals(0, cursor.remaining());
    return version.producer();
  }
}
