package io.github.tfckpt.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.numpy.NpyWriter;
import io.github.tfckpt.render.JsonWriter;
import io.github.tfckpt.render.LinesWriter;
import io.github.tfckpt.render.RawWriter;
import io.github.tfckpt.render.RowsWriter;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.NumpyGoldens;
import io.github.tfckpt.testing.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The formats without nesting: raw, npy, lines, csv, tsv. */
final class WritersTest {

  private static byte[] bytes(TensorWriter writer, Tensor tensor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(tensor, out);
    return out.toByteArray();
  }

  private static String text(TensorWriter writer, Tensor tensor) throws IOException {
    return new String(bytes(writer, tensor), StandardCharsets.UTF_8);
  }

  @Test
  void npyIsWhatNumpySaves() throws IOException {
    for (JsonObject one : NumpyGoldens.of("npy")) {
      byte[] saved = bytes(new NpyWriter(one.has("bits")), NumpyGoldens.tensor(one));
      assertEquals(one.get("npy").getAsString(), HexFormat.of().formatHex(saved), one::toString);
    }
  }

  /** A reader of its own, for a tensor of several pieces. */
  @Test
  void npyReadsBack() throws IOException {
    int count = 700_000;
    ByteBuffer halves = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      halves.putShort((short) i);
    }
    Tensor tensor = Tensors.of(DType.BFLOAT16, Shape.of(7, 100_000), halves.array());
    ByteBuffer file =
        ByteBuffer.wrap(bytes(new NpyWriter(false), tensor)).order(ByteOrder.LITTLE_ENDIAN);
    int header = file.getShort(8);
    assertEquals(0, (10 + header) % 64);
    String dict = new String(file.array(), 10, header, StandardCharsets.US_ASCII);
    assertTrue(dict.startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (7, 100000), }"));
    assertTrue(dict.endsWith(" \n"));
    assertEquals(10 + header + 4 * count, file.limit());
    for (int i = 0; i < count; i++) {
      int bits = file.getInt(10 + header + 4 * i);
      assertEquals((i & 0xffff) << 16, bits);
    }
  }

  @Test
  void npyRefusesStringsThatNumpyWouldChange() throws IOException {
    NpyWriter npy = new NpyWriter(false);
    Unsupported nul = assertThrows(Unsupported.class, () -> bytes(npy, Tensors.texts("a", "b\0")));
    assertEquals(
        "strings: \"t\" does not fit in an npy file: string 1 ends in NUL, which numpy drops;"
            + " dump takes it as json, raw or lines",
        nul.getMessage());
    byte[] one = new byte[1 << 20];
    one[one.length - 1] = 1;
    List<byte[]> many = new ArrayList<>(Collections.nCopies(100, new byte[0]));
    many.add(one);
    assertThrows(Unsupported.class, () -> bytes(npy, Tensors.strings(Shape.of(101), many)));
  }

  @Test
  void linesAreWhatNumpySays() throws IOException {
    for (JsonObject one : NumpyGoldens.of("lines")) {
      StringBuilder expected = new StringBuilder();
      one.getAsJsonArray("lines").forEach(line -> expected.append(line.getAsString()).append('\n'));
      assertEquals(
          expected.toString(),
          text(new LinesWriter(), NumpyGoldens.tensor(one)),
          () -> one.get("dtype").getAsString());
    }
  }

  @Test
  void linesOfStringsAreOneLineEach() throws IOException {
    assertEquals(
        "a b\n\nc\\nd\\\\n\n'\"\\x00é\n",
        text(new LinesWriter(), Tensors.texts("a b", "", "c\nd\\n", "'\"\0é")));
  }

  @Test
  void lineOfAnyByteIsWhatPythonSays() throws IOException {
    List<byte[]> each = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (int b = 0; b < 256; b++) {
      each.add(new byte[] {(byte) b});
      int common = "\t\n\r\\".indexOf(b);
      boolean isPrinted = b >= ' ' && b < 0x7f;
      expected.append(
          common >= 0
              ? "\\" + "tnr\\".charAt(common)
              : isPrinted ? String.valueOf((char) b) : String.format("\\x%02x", b));
      expected.append('\n');
    }
    Tensor bytes = Tensors.strings(Shape.of(256), each);
    assertEquals(expected.toString(), text(new LinesWriter(), bytes));
  }

  @Test
  void rawIsTheBytes() throws IOException {
    byte[] stored = {1, 2, 3, 4, 5, 6, 7, 8};
    assertArrayEquals(
        stored, bytes(new RawWriter(), Tensors.of(DType.INT16, Shape.of(2, 2), stored)));
    assertEquals("abc\ne", text(new RawWriter(), Tensors.texts("ab", "", "c\ne")));
  }

  @Test
  void rowsOfNumbers() throws IOException {
    byte[] stored = {0, 1, 2, 3, 4, 5};
    Tensor matrix = Tensors.of(DType.INT8, Shape.of(1, 2, 3), stored);
    assertEquals("0,1,2\n3,4,5\n", text(RowsWriter.csv(), matrix));
    assertEquals("0\t1\t2\n3\t4\t5\n", text(RowsWriter.tsv(), matrix));
    Tensor scalar = Tensors.of(DType.BOOL, Shape.SCALAR, new byte[] {7});
    assertEquals("True\n", text(RowsWriter.csv(), scalar));
    Tensor none = Tensors.of(DType.INT8, Shape.of(3, 0), new byte[0]);
    assertEquals("", text(RowsWriter.csv(), none));
    assertEquals("0.1,-inf,nan,1e-05\n", text(RowsWriter.csv(), floats()));
  }

  private static Tensor floats() {
    return Tensors.floats(0.1f, Float.NEGATIVE_INFINITY, Float.NaN, 1e-5f);
  }

  @Test
  void rowsOfStrings() throws IOException {
    Tensor strings =
        Tensors.strings(
            Shape.of(3, 2),
            List.of(
                "a".getBytes(StandardCharsets.UTF_8),
                "b,\"c\"".getBytes(StandardCharsets.UTF_8),
                "é\t".getBytes(StandardCharsets.UTF_8),
                "\r\n\\".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xff},
                new byte[0]));
    assertEquals("a,\"b,\"\"c\"\"\"\né\\t,\\r\\n\\\\\n\\xff,\n", text(RowsWriter.csv(), strings));
    assertEquals("a\tb,\"c\"\né\\t\t\\r\\n\\\\\n\\xff\t\n", text(RowsWriter.tsv(), strings));
  }

  @Test
  void textFormatsReportDamageBeforeTheFirstByte() {
    List<TensorWriter> writers =
        List.of(new LinesWriter(), RowsWriter.csv(), RowsWriter.tsv(), new JsonWriter(""));
    for (TensorWriter writer : writers) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThrows(Corrupt.class, () -> writer.write(Tensors.damaged(), out));
      assertThrows(Corrupt.class, () -> writer.write(Tensors.damagedStrings(), out));
      assertEquals(0, out.size());
    }
  }

  @Test
  void binaryFormatsReportDamage() {
    for (TensorWriter writer : List.of(new RawWriter(), new NpyWriter(false))) {
      assertThrows(Corrupt.class, () -> bytes(writer, Tensors.damaged()));
      assertThrows(Corrupt.class, () -> bytes(writer, Tensors.damagedStrings()));
    }
  }

  @Test
  void bigStringsDoNotFitInFields() throws IOException {
    Tensor big = Tensors.strings(Shape.of(1), List.of(new byte[(1 << 24) + 1]));
    assertThrows(Unsupported.class, () -> bytes(RowsWriter.csv(), big));
    assertEquals(4 * ((1 << 24) + 1) + 1, bytes(RowsWriter.tsv(), big).length);
  }
}
