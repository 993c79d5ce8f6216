package io.github.tfckpt.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.generate.Saver;
import io.github.tfckpt.generate.Slice;
import io.github.tfckpt.generate.TensorFlow;
import io.github.tfckpt.generate.Type;
import io.github.tfckpt.generate.Value;
import io.github.tfckpt.generate.Variable;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random checkpoints, written by TensorFlow, read by us, and written anew by both. {@code
 * -Doracle.count=1000} says how many, {@code -Doracle.seed=0} which is the first; a difference is
 * told with its seed.
 */
final class RandomCheckpointsTest {

  @TempDir private Path folder;

  private long tensors;
  private long sliced;
  private final long[] checkpoints = new long[2];

  @Test
  void readsWhatTensorFlowWrote() throws IOException {
    Saver saver = new Saver(new TensorFlow());
    List<String> differences = new ArrayList<>();
    long first = Long.getLong("oracle.seed", 0);
    long count = Long.getLong("oracle.count", 1000);
    for (long seed = first; seed < first + count; seed++) {
      Path place = Files.createDirectory(folder.resolve("seed-" + seed));
      RandomCheckpoint made = new RandomCheckpoint(seed);
      made.write(saver, place);
      try {
        compare(made, new Random(seed));
        compareExport(made, saver, place);
      } catch (AssertionError | IOException | RuntimeException e) {
        differences.add("seed " + seed + ", " + made.format() + ": " + e);
      }
      checkpoints[(int) (seed & 1)]++;
      delete(place);
    }
    System.out.printf(
        "oracle: %d V2 and %d V1 checkpoints, %d tensors (%d partitioned), %d with differences%n",
        checkpoints[0], checkpoints[1], tensors, sliced, differences.size());
    assertTrue(differences.isEmpty(), String.join("\n", differences));
  }

  private void compare(RandomCheckpoint made, Random random) throws IOException {
    Path path = made.spellings().get(random.nextInt(made.spellings().size()));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertEquals(made.format(), checkpoint.format().label());
      assertEquals(List.of(), checkpoint.damage());
      assertEquals(List.of(), checkpoint.remarks());
      List<Variable> fed =
          made.variables().stream().sorted(Comparator.comparing(Variable::key)).toList();
      assertEquals(
          fed.stream().map(Variable::key).toList(),
          checkpoint.tensors().stream().map(TensorEntry::key).toList());
      for (int i = 0; i < fed.size(); i++) {
        compare(fed.get(i), checkpoint, checkpoint.tensors().get(i), random);
      }
    }
  }

  /** An export is what TensorFlow itself writes of the whole tensors in the order of their keys. */
  private void compareExport(RandomCheckpoint made, Saver saver, Path place) throws IOException {
    Path theirs = place.resolve("theirs.ckpt");
    saver.v2(
        theirs,
        made.variables().stream()
            .sorted(Comparator.comparing(Variable::key))
            .map(fed -> new Saver.Item(fed.key(), "", fed.value()))
            .toList());
    String ours = place.resolve("ours.ckpt").toString();
    Run run = Run.of("export", made.spellings().get(0).toString(), "-o", ours + ".index");
    assertEquals(new Run(0, Bytes.EMPTY, ""), run);
    for (String file : List.of(".index", ".data-00000-of-00001")) {
      assertArrayEquals(
          Files.readAllBytes(Path.of(theirs + file)), Files.readAllBytes(Path.of(ours + file)));
    }
  }

  private void compare(Variable fed, Checkpoint checkpoint, TensorEntry entry, Random random)
      throws IOException {
    Value value = fed.value();
    String name = entry.name();
    assertEquals(value.type().label(), entry.dtype().label(), name);
    assertEquals(LongStream.of(value.extents()).boxed().toList(), entry.shape().extents(), name);
    assertEquals(List.of(entry), checkpoint.named(name));
    if (fed.slices().size() > 1) {
      assertEquals(
          fed.slices().stream().map(Slice::toString).sorted().toList(),
          entry.slices().stream().map(TensorSlice::toString).sorted().toList(),
          name);
      sliced++;
    }
    Tensor tensor = checkpoint.read(entry);
    byte[] canonical = value.canonical();
    assertArrayEquals(canonical, streamed(tensor), name);
    if (value.type() == Type.STRING) {
      compareStrings(value, (StringElements) tensor.elements(), name);
    } else {
      compareRuns(canonical, ((FixedElements) tensor.elements()).bytes(), random, name);
    }
    tensors++;
  }

  private static byte[] streamed(Tensor tensor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tensor.elements().stream(
        piece -> {
          byte[] bytes = new byte[piece.remaining()];
          piece.get(bytes);
          out.writeBytes(bytes);
        });
    return out.toByteArray();
  }

  private static void compareStrings(Value value, StringElements elements, String name)
      throws IOException {
    assertEquals(value.elements().size(), elements.count(), name);
    for (int i = value.elements().size() - 1; i >= 0; i--) {
      byte[] bytes = run(elements.at(i), 0, Math.toIntExact(elements.at(i).size()));
      assertEquals(value.elements().get(i), Bytes.copyOf(bytes), name);
    }
  }

  /** Reads a few stretches from anywhere, as a selection would. */
  private static void compareRuns(byte[] canonical, ByteSource bytes, Random random, String name)
      throws IOException {
    assertEquals(canonical.length, bytes.size(), name);
    for (int i = 0; i < 5; i++) {
      int start = random.nextInt(canonical.length + 1);
      int length = random.nextInt(canonical.length - start + 1);
      byte[] expected = Arrays.copyOfRange(canonical, start, start + length);
      assertArrayEquals(expected, run(bytes, start, length), name);
    }
  }

  private static byte[] run(ByteSource source, long start, int length) throws IOException {
    byte[] bytes = new byte[length];
    source.read(start, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private static void delete(Path place) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(place)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
