package io.github.tfckpt.tf.v1;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.Selection;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.View;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Reading;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Strings;
import io.github.tfckpt.testing.Tilings;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V1 checkpoints of one file and of several, tensors cut in any way. */
final class ShardedV1Test {

  private static final long[] TWO = {2};
  private static final byte[] ELEMENTS = Samples.floats(1, 2);

  @RegisterExtension final Scratch scratch = new Scratch();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyTilingOverAnyFiles(int rank) throws IOException {
    Random random = new Random(rank);
    int[] dtypes = DTypes.fixed();
    for (int round = 0; round < 30; round++) {
      V1Builder[] files = {new V1Builder(), new V1Builder().unpacked(), new V1Builder()};
      long[] whole = Tilings.shape(random, rank, 600);
      int dtype = dtypes[random.nextInt(dtypes.length)];
      byte[] all = Samples.elements(random, dtype, Samples.count(whole));
      List<byte[]> texts = Samples.strings(random, Samples.count(whole));
      for (long[][] box : Tilings.tile(random, whole)) {
        byte[] part = Samples.box(all, DTypes.width(dtype), whole, box);
        files[random.nextInt(3)].addSlice("v", dtype, whole, box, part);
        files[random.nextInt(3)].addStringSlice("s", whole, box, Samples.box(texts, whole, box));
      }
      int block = 1 << random.nextInt(6, 18);
      Path set = write(files, block);
      assertEquals(List.of("s", "v"), scratch.names(set));
      assertArrayEquals(all, scratch.bytes(set, "v"));
      assertArrayEquals(Strings.canonical(texts), scratch.bytes(set, "s"));
    }
  }

  private Path write(V1Builder[] files, int blockSize) throws IOException {
    for (int i = 0; i < files.length; i++) {
      Path file = scratch.file("m.ckpt-0000" + i + "-of-0000" + files.length);
      files[i].write(file, table -> table.blockSize(blockSize).snappy(n -> n % 2 == 1));
    }
    return scratch.file("m.ckpt");
  }

  @Test
  void missingFileIsReportedAndTheRestIsRead() throws IOException {
    V1Builder[] files = {new V1Builder(), new V1Builder(), new V1Builder()};
    for (int i = 0; i < 3; i++) {
      files[i].add("t" + i, DTypes.FLOAT, TWO, ELEMENTS);
    }
    Path set = write(files, 1000);
    Files.delete(scratch.file("m.ckpt-00001-of-00003"));
    assertEquals(List.of("t0", "t2"), scratch.names(set));
    tells(String.join(" ", scratch.damage(set)), "m.ckpt-00001-of-00003", "missing");
    assertArrayEquals(ELEMENTS, scratch.bytes(set, "t2"));
  }

  @Test
  void filesThatDisagree() throws IOException {
    V1Builder[] files = {new V1Builder(), new V1Builder()};
    files[0].addSlice("t", DTypes.FLOAT, new long[] {4}, new long[][] {{0, 2}}, ELEMENTS);
    files[1].addSlice("t", DTypes.FLOAT, new long[] {5}, new long[][] {{2, 2}}, ELEMENTS);
    Path set = write(files, 1000);
    tells(String.join(" ", scratch.damage(set)), "\"t\"", "[5]", "[4]", "in another file");
    tells(scratch.refused(Corrupt.class, set, "t"), "no slice covers [2:4]");
  }

  @Test
  void filesThatDisagreeOnTheType() throws IOException {
    V1Builder[] files = {new V1Builder(), new V1Builder()};
    files[0].addSlice("t", DTypes.FLOAT, new long[] {4}, new long[][] {{0, 2}}, ELEMENTS);
    files[1].addSlice("t", DTypes.INT32, new long[] {4}, new long[][] {{2, 2}}, ELEMENTS);
    Path set = write(files, 1000);
    tells(String.join(" ", scratch.damage(set)), "\"t\"", "int32 [4]", "float32 [4]");
    tells(scratch.refused(Corrupt.class, set, "t"), "no slice covers [2:4]");
  }

  @Test
  void sameSliceInTwoFiles() throws IOException {
    V1Builder[] files = {new V1Builder(), new V1Builder()};
    files[0].add("t", DTypes.FLOAT, TWO, ELEMENTS);
    files[1].add("t", DTypes.FLOAT, TWO, ELEMENTS);
    tells(scratch.refused(Corrupt.class, write(files, 1000), "t"), "\"t\"", "overlap");
  }

  /** More values than those between two whose place is kept, and more than one piece of them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void longNumbersOfEveryFieldAreFoundFromAnywhere(boolean packed) throws IOException {
    long[] shape = {90, 100};
    for (int dtype : DTypes.fixed()) {
      byte[] all = Samples.elements(new Random(dtype), dtype, 9000);
      V1Builder file = packed ? new V1Builder() : new V1Builder().unpacked();
      file.add("t", dtype, shape, all);
      Path path = file.write(scratch.file("x.ckpt"));
      assertArrayEquals(all, scratch.bytes(path, "t"), DTypes.name(dtype));
      byte[] box = Samples.box(all, DTypes.width(dtype), shape, new long[][] {{30, 55}, {20, 70}});
      assertArrayEquals(box, selected(path, "[30:85, 20:90]"), DTypes.name(dtype));
    }
  }

  private static byte[] selected(Path path, String selection) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      Tensor tensor = checkpoint.tensor("t");
      View view = Selection.parse(selection).on(tensor.shape());
      Elements elements = tensor.elements().view(view);
      return Reading.bytes(new Tensor("t", tensor.dtype(), view.shape(), elements));
    }
  }

  @Test
  void manyStringsAreFoundFromAnywhere() throws IOException {
    long[] shape = {70, 100};
    List<byte[]> texts = Samples.strings(new Random(5), 7000);
    V1Builder file = new V1Builder();
    file.addStrings("t", shape, texts);
    Path path = file.write(scratch.file("x.ckpt"));
    assertArrayEquals(Strings.canonical(texts), scratch.bytes(path, "t"));
    List<byte[]> box = Samples.box(texts, shape, new long[][] {{30, 25}, {20, 70}});
    assertArrayEquals(Strings.canonical(box), selected(path, "[30:55, 20:90]"));
  }
}
