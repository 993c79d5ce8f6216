package io.github.tfckpt.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.testing.NumpyGoldens;
import io.github.tfckpt.testing.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Whole tensors as arrays and streams, against what numpy makes of the same bytes. */
final class WholeTensorTest {

  /** More than one piece, and no whole number of them. */
  private static final int MANY = 300_001;

  private interface Call {
    ByteBuffer of(Tensor tensor) throws IOException;
  }

  @Test
  void everyTypeIsWhatNumpyMakesOfIt() throws IOException {
    List<JsonObject> cases = NumpyGoldens.of("arrays");
    assertEquals(30, cases.size());
    for (JsonObject one : cases) {
      compare(one, "float", WholeTensorTest::floats);
      compare(one, "double", WholeTensorTest::doubles);
      compare(one, "long", WholeTensorTest::longs);
      Tensor tensor = NumpyGoldens.tensor(one);
      assertEquals(hex(one, "hex"), tensor.bytes());
      assertEquals(ByteOrder.LITTLE_ENDIAN, tensor.bytes().order());
      assertEquals(hex(one, "hex"), ByteBuffer.wrap(tensor.openStream().readAllBytes()));
    }
  }

  private static void compare(JsonObject one, String type, Call call) throws IOException {
    Tensor tensor = NumpyGoldens.tensor(one);
    String what = tensor.dtype() + " as " + type;
    if (one.has(type)) {
      assertEquals(plain(hex(one, type), type), plain(call.of(tensor), type), what);
    } else {
      assertThrows(IllegalArgumentException.class, () -> call.of(tensor), what);
    }
  }

  private static ByteBuffer hex(JsonObject one, String field) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(one.get(field).getAsString()));
  }

  /** The same bytes, but for NaNs, which get one bit pattern: their payload is nobody's value. */
  private static ByteBuffer plain(ByteBuffer bytes, String type) {
    for (int at = 0; at < bytes.limit(); at += type.equals("float") ? 4 : 8) {
      if (type.equals("float")) {
        bytes.putInt(at, Float.floatToIntBits(bytes.getFloat(at)));
      } else if (type.equals("double")) {
        bytes.putLong(at, Double.doubleToLongBits(bytes.getDouble(at)));
      }
    }
    return bytes;
  }

  private static ByteBuffer floats(Tensor tensor) throws IOException {
    float[] values = tensor.floats();
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer doubles(Tensor tensor) throws IOException {
    double[] values = tensor.doubles();
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    bytes.asDoubleBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer longs(Tensor tensor) throws IOException {
    long[] values = tensor.longs();
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    bytes.asLongBuffer().put(values);
    return bytes;
  }

  private static float[] many() {
    float[] values = new float[MANY];
    for (int i = 0; i < MANY; i++) {
      values[i] = i / 7f;
    }
    return values;
  }

  @Test
  void manyPieces() throws IOException {
    float[] values = many();
    Tensor tensor = Tensors.floats(values);
    assertArrayEquals(values, tensor.floats(), 0);
    double[] doubles = tensor.doubles();
    assertEquals(MANY, doubles.length);
    for (int i = 0; i < MANY; i++) {
      assertEquals(values[i], doubles[i]);
    }
    byte[] bytes = new byte[4 * MANY];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    assertArrayEquals(bytes, tensor.bytes().array());
  }

  @Test
  void streamInOddSteps() throws IOException {
    byte[] bytes = Tensors.floats(many()).bytes().array();
    Tensor tensor = summed(bytes, false, Crc32c.of(new ArraySource("b", bytes, bytes.length)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = tensor.openStream()) {
      out.write(in.read());
      byte[] some = new byte[77_777];
      for (int got = in.read(some, 1, 70_001); got >= 0; got = in.read(some, 1, 70_001)) {
        out.write(some, 1, got);
      }
      assertEquals(-1, in.read());
    }
    assertArrayEquals(bytes, out.toByteArray());
    try (InputStream in = tensor.openStream()) {
      in.skipNBytes(bytes.length - 1L);
      assertEquals(bytes[bytes.length - 1], (byte) in.read());
    }
  }

  private static Tensor summed(byte[] bytes, boolean bigEndian, int sum) {
    ByteSource source = new ArraySource("bytes", bytes, bytes.length);
    return new Tensor(
        "t",
        DType.FLOAT32,
        Shape.of(bytes.length / 4),
        FixedElements.summed(DType.FLOAT32, source, bigEndian, sum, "\"t\""));
  }

  private static void assertCorrupt(Executable call) {
    Corrupt e = assertThrows(Corrupt.class, call);
    assertTrue(e.getMessage().contains("crc32c is "), e.getMessage());
  }

  @Test
  void everyWholeReadComparesTheChecksum() {
    byte[] bytes = new byte[4 * MANY];
    for (Tensor tensor : List.of(summed(bytes, false, 1), summed(bytes, true, 1))) {
      assertCorrupt(tensor::floats);
      assertCorrupt(tensor::doubles);
      assertCorrupt(tensor::bytes);
      assertCorrupt(() -> tensor.openStream().readAllBytes());
      assertCorrupt(() -> tensor.openStream().skipNBytes(bytes.length));
    }
    assertCorrupt(Tensors.damagedStrings()::strings);
    assertCorrupt(() -> summed(new byte[0], false, 1).openStream().read());
  }

  @Test
  void strings() throws IOException {
    assertEquals(
        List.of(Bytes.utf8("a"), Bytes.EMPTY, Bytes.utf8("\u00e4\n")),
        Tensors.texts("a", "", "\u00e4\n").strings());
    assertEquals(List.of(), Tensors.texts().strings());
  }

  @Test
  void emptyScalarAndView() throws IOException {
    assertEquals(0, Tensors.floats().floats().length);
    assertEquals(-1, Tensors.floats().openStream().read());
    Tensor scalar = Tensors.of(DType.INT32, Shape.of(), new byte[] {-2, -1, -1, -1});
    assertArrayEquals(new long[] {-2}, scalar.longs());
    Tensor row = Tensors.floats(1, 2, 3, 4, 5);
    View view = Selection.parse("[::-2]").on(row.shape());
    assertArrayEquals(new float[] {5, 3, 1}, row.view(view).floats());
  }

  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Test
  void refusalsNameTheWayOut() {
    Tensor step = Tensors.of(DType.INT64, Shape.of(1), new byte[8]);
    assertEquals(
        "\"t\": int64 [1] does not fit in float without loss: use longs()", refusal(step::floats));
    assertEquals(
        "\"t\": int64 [1] is of numbers: strings() cannot give it", refusal(step::strings));
    assertEquals(
        "\"t\": uint64 [1] does not fit in double without loss: use bytes()",
        refusal(Tensors.of(DType.UINT64, Shape.of(1), new byte[8])::doubles));
    assertEquals(
        "\"t\": float32 [1] does not fit in long without loss: use doubles()",
        refusal(Tensors.floats(1)::longs));
    Tensor text = Tensors.texts("a");
    assertEquals(
        "\"t\": string [1] does not fit in float without loss: use strings()",
        refusal(text::floats));
    assertEquals(
        "\"t\": string [1] is of strings: bytes() cannot give them, strings() can",
        refusal(text::bytes));
    assertEquals(
        "\"t\": string [1] is of strings: openStream() cannot give them, strings() can",
        refusal(text::openStream));
  }

  private record Zeros(long size) implements ByteSource {
    @Override
    public String description() {
      return "zeros";
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      target.position(target.limit());
    }
  }

  @Test
  void moreThanAnArrayHolds() throws IOException {
    long count = 1L << 32;
    Tensor great =
        new Tensor(
            "t",
            DType.INT8,
            Shape.of(count),
            new FixedElements(DType.INT8, new Zeros(count), FixedElements.Check.NONE));
    for (Executable call : List.<Executable>of(great::floats, great::doubles, great::longs)) {
      assertEquals(
          "\"t\": 4294967296 elements are more than an array holds: read parts of it, or a stream",
          assertThrows(Unsupported.class, call).getMessage());
    }
    assertThrows(Unsupported.class, great::bytes);
    try (InputStream in = great.openStream()) {
      in.skipNBytes(1 << 20);
      assertEquals(0, in.read());
    }
  }
}
