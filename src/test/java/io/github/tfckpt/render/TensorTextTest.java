package io.github.tfckpt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Selection;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.NumpyGoldens;
import io.github.tfckpt.testing.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class TensorTextTest {

  @TestFactory
  Stream<DynamicTest> printsWhatNumpyPrints() throws IOException {
    return NumpyGoldens.of("text").stream()
        .map(one -> DynamicTest.dynamicTest(name(one), () -> compare(one)));
  }

  private static String name(JsonObject one) {
    return one.get("dtype").getAsString()
        + one.get("shape")
        + (one.has("options") ? one.get("options") : "");
  }

  private static void compare(JsonObject one) throws IOException {
    assertEquals(
        one.get("text").getAsString() + "\n", text(NumpyGoldens.tensor(one), options(one)));
  }

  private static PrintOptions options(JsonObject one) {
    if (!one.has("options")) {
      return PrintOptions.DEFAULT;
    }
    JsonObject set = one.getAsJsonObject("options");
    PrintOptions usual = PrintOptions.DEFAULT;
    return new PrintOptions(
        set.has("threshold") ? set.get("threshold").getAsLong() : usual.threshold(),
        set.has("edgeitems") ? set.get("edgeitems").getAsLong() : usual.edgeItems(),
        set.has("precision") ? set.get("precision").getAsInt() : usual.precision(),
        set.has("linewidth") ? set.get("linewidth").getAsInt() : usual.lineWidth(),
        set.has("suppress") && set.get("suppress").getAsBoolean());
  }

  private static String text(Tensor tensor, PrintOptions options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TensorText.of(tensor, options).writeTo(out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void fullLeavesNothingOut() throws IOException {
    Tensor tensor = Tensors.of(DType.UINT8, Shape.of(2000), new byte[2000]);
    assertTrue(text(tensor, PrintOptions.DEFAULT).contains("..."));
    String full = text(tensor, PrintOptions.DEFAULT.full());
    assertEquals(2000, full.chars().filter(c -> c == '0').count());
  }

  /** The expected text is numpy's for {@code arange(2**60) % 256} in rows of 2**30. */
  @Test
  void readsOnlyWhatASummaryShows() throws IOException {
    Counting source = new Counting(1L << 60);
    Tensor tensor =
        new Tensor(
            "t",
            DType.UINT8,
            Shape.of(1L << 30, 1L << 30),
            new FixedElements(DType.UINT8, source, FixedElements.Check.NONE));
    String row = "[  0   1   2 ... 253 254 255]";
    String rows = row + "\n " + row + "\n " + row;
    assertEquals("[" + rows + "\n ...\n " + rows + "]\n", text(tensor, PrintOptions.DEFAULT));
    assertTrue(source.read < 64 << 20, () -> source.read + " bytes were read");
  }

  @Test
  void printsSelections() throws IOException {
    Tensor tensor = Tensors.floats(0, 1, 2, 3, 4, 5, 6);
    Tensor some = tensor.view(Selection.parse("[::-3]").on(tensor.shape()));
    assertEquals("[6. 3. 0.]\n", text(some, PrintOptions.DEFAULT));
    Tensor one = tensor.view(Selection.parse("[-2]").on(tensor.shape()));
    assertEquals("5.0\n", text(one, PrintOptions.DEFAULT));
  }

  @Test
  void reportsDamageBeforeAnythingIsWritten() {
    assertThrows(Corrupt.class, () -> TensorText.of(Tensors.damaged(), PrintOptions.DEFAULT));
    assertThrows(
        Corrupt.class, () -> TensorText.of(Tensors.damagedStrings(), PrintOptions.DEFAULT));
  }

  @Test
  void stopsWhenTheReaderIsGone() throws IOException {
    Tensor tensor = Tensors.of(DType.UINT8, Shape.of(1 << 20), new byte[1 << 20]);
    TensorText text = TensorText.of(tensor, PrintOptions.DEFAULT.full());
    ShutPipe pipe = new ShutPipe();
    assertThrows(IOException.class, () -> text.writeTo(pipe));
    assertEquals(1, pipe.writes);
  }

  @Test
  void refusesNegativeOptions() {
    assertThrows(IllegalArgumentException.class, () -> new PrintOptions(1000, -1, 8, 75, false));
    assertThrows(IllegalArgumentException.class, () -> new PrintOptions(1000, 3, -1, 75, false));
  }

  /** A source whose byte at each offset is the offset, that counts what is read. */
  private static final class Counting implements ByteSource {
    private final long size;
    private long read;

    Counting(long size) {
      this.size = size;
    }

    @Override
    public String description() {
      return "counting";
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      read += target.remaining();
      for (long at = offset; target.hasRemaining(); at++) {
        target.put((byte) at);
      }
    }
  }

  private static final class ShutPipe extends OutputStream {
    private int writes;

    @Override
    public void write(int b) throws IOException {
      writes++;
      throw new IOException("Broken pipe");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      write(0);
    }
  }
}
