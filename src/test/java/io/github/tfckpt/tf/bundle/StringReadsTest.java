package io.github.tfckpt.tf.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ArraySource;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.testing.CountingSource;
import io.github.tfckpt.testing.Strings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a file is read for its strings, and what is found however they are walked. */
final class StringReadsTest {

  private static final int BLOCK = 1 << 16;

  private static List<byte[]> strings(Random random) {
    List<byte[]> strings = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      byte[] string = new byte[i % 20_000 == 7 ? 100_000 : random.nextInt(30)];
      random.nextBytes(string);
      strings.add(string);
    }
    return strings;
  }

  @Test
  void aBlockAtATime() throws IOException {
    List<byte[]> texts = strings(new Random(0));
    Strings encoded = Strings.of(texts, false);
    byte[] stored = encoded.stored().toBytes();
    CountingSource file = new CountingSource(new ArraySource("file", stored, stored.length));
    StringElements strings =
        new StringPayload(file, texts.size(), false, encoded.plainCrc(), "strings");
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    strings.stream(
        piece -> {
          while (piece.hasRemaining()) {
            canonical.write(piece.get());
          }
        });
    assertArrayEquals(Strings.canonical(texts), canonical.toByteArray());
    // Lengths are read when the tensor is opened and when its strings are, long strings by
    // themselves.
    long most = (stored.length + 2L * texts.size()) / (BLOCK / 2) + 20;
    assertTrue(file.reads() < most, file.reads() + " reads, " + most + " would do");
    assertTrue(file.bytes() < 1.2 * stored.length, file.bytes() + " bytes of " + stored.length);
    strings.check();
    StringElements forward = strings.forward();
    for (int i = 0; i < texts.size(); i++) {
      assertArrayEquals(texts.get(i), forward.at(i).readAll());
    }
    assertTrue(file.reads() < 3 * most, file.reads() + " reads");
  }

  @Test
  void aByteThatIsWrong() throws IOException {
    List<byte[]> texts = strings(new Random(1)).subList(0, 20_000);
    Strings encoded = Strings.of(texts, false);
    byte[] stored = encoded.stored().toBytes();
    for (int at : new int[] {20_010, stored.length / 2, stored.length - 1}) {
      stored[at]++;
      StringElements strings =
          new StringPayload(
              new ArraySource("file", stored, stored.length),
              texts.size(),
              false,
              encoded.plainCrc(),
              "strings");
      assertThrows(Corrupt.class, () -> strings.stream(piece -> {}), "byte " + at);
      assertThrows(Corrupt.class, strings::check, "byte " + at);
      stored[at]--;
    }
  }

  /** Onward, over some, back, and anywhere, in each format that has strings. */
  @ParameterizedTest
  @CsvSource({
    "bundles/dtypes-v2/model.ckpt, 1",
    "bundles/dtypes-v1/model.ckpt, 1",
    "bundles/partitioned-v2/model.ckpt, 1",
    "bundles/partitioned-v1/model.ckpt, 1",
    "graphs/encodings/graph.pb, 1",
    "hdf5/types/types.h5, 1",
    "npz/dtypes/stored.npz, 1",
  })
  void inAnyOrder(String path, int least) throws IOException {
    Random random = new Random(2);
    int found = 0;
    try (Checkpoint checkpoint = Checkpoint.open(Path.of("testdata", path))) {
      for (TensorEntry entry : checkpoint.tensors()) {
        if (entry.dtype().label().equals("string")
            && checkpoint.read(entry).elements() instanceof StringElements strings
            && strings.count() > 0) {
          found++;
          StringElements forward = strings.forward();
          int count = Math.toIntExact(Math.min(strings.count(), 10_000));
          for (int i = 0, at = 0; i < 1000; i++) {
            at = random.nextInt(4) == 0 ? random.nextInt(count) : (at + random.nextInt(3)) % count;
            assertArrayEquals(strings.at(at).readAll(), forward.at(at).readAll(), entry + " " + at);
          }
        }
      }
    }
    assertTrue(found >= least, found + " tensors of strings in " + path);
  }
}
