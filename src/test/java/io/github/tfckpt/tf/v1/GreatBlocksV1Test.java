package io.github.tfckpt.tf.v1;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Strings;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Blocks too great to be summed when they are opened: their sums count all the same. */
final class GreatBlocksV1Test {

  /** More than the 4 MiB up to which blocks are read into memory. */
  private static final int GREAT = 5 << 20;

  private static final byte[] ELEMENTS = Samples.floats(1, 2);

  @RegisterExtension final Scratch scratch = new Scratch();

  /** Writes the file with a small tensor beside the great one. */
  private Path write(V1Builder file) throws IOException {
    file.add("z", DTypes.FLOAT, new long[] {2}, ELEMENTS);
    return file.write(scratch.file("x.ckpt"));
  }

  /** Turns a bit in the middle of the file, where the values of the great tensor are. */
  private void assertDamageIsTold(Path path) throws IOException {
    scratch.edit(
        path,
        bytes -> {
          bytes[bytes.length / 2] ^= 1;
          return bytes;
        });
    tells(scratch.refused(Corrupt.class, path, "t"), "x.ckpt: block ", "crc32c is ");
    assertArrayEquals(ELEMENTS, scratch.bytes(path, "z"));
  }

  @Test
  void numbersAsTheyLieInMemory() throws IOException {
    byte[] floats = Samples.elements(new Random(1), DTypes.FLOAT, GREAT / 4);
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, new long[] {GREAT / 4}, floats);
    Path path = write(file);
    assertArrayEquals(floats, scratch.bytes(path, "t"));
    assertDamageIsTold(path);
  }

  @Test
  void numbersOfAnotherWidth() throws IOException {
    // Bytes below 128 take one byte each, and a bit turned in one makes another such byte.
    byte[] bytes = new byte[GREAT];
    V1Builder file = new V1Builder();
    file.add("t", DTypes.INT8, new long[] {GREAT}, bytes);
    Path path = write(file);
    assertArrayEquals(bytes, scratch.bytes(path, "t"));
    assertDamageIsTold(path);
  }

  @Test
  void strings() throws IOException {
    List<byte[]> texts = List.of(new byte[] {1}, new byte[GREAT], new byte[] {2});
    V1Builder file = new V1Builder();
    file.addStrings("t", new long[] {3}, texts);
    Path path = write(file);
    assertArrayEquals(Strings.canonical(texts), scratch.bytes(path, "t"));
    assertDamageIsTold(path);
  }
}
