package io.github.tfckpt.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.generate.Saver;
import io.github.tfckpt.generate.TensorFlow;
import io.github.tfckpt.generate.Type;
import io.github.tfckpt.generate.Value;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Fixtures.Golden;
import io.github.tfckpt.testing.Fixtures.GoldenTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorFlow restores from exported checkpoints what went into them. */
final class RestoredExportsTest {

  private static final Path VGG = Path.of("testdata/vgg/vgg_16.ckpt");
  private static final Path DETECTOR = Path.of("testdata/vgg/frcnn.ckpt-70000");

  /** The command of README that exports, its lines as one. */
  private static final Pattern STORY =
      Pattern.compile("^\\$ tfckpt (export testdata/vgg(?:.*\\\\\n)*.*)$", Pattern.MULTILINE);

  @TempDir private Path folder;

  private final Saver saver = new Saver(new TensorFlow());

  /** The detector's variables of the classifier, as TF1's Saver restores them by name. */
  @Test
  void detectorRestoresWhatReadmeExports() throws IOException {
    Path start = folder.resolve("start.ckpt");
    Matcher story = STORY.matcher(Files.readString(Path.of("README.md")));
    assertTrue(story.find());
    String line = story.group(1).replaceAll("\\\\?\n *", " ").replace("'", "");
    assertTrue(line.endsWith(" -o start.ckpt.index"), line);
    List<String> words = new ArrayList<>(List.of(line.split(" +")));
    words.set(words.size() - 1, start + ".index");
    assertEquals(new Run(0, Bytes.EMPTY, ""), Run.of(words.toArray(new String[0])));

    Map<String, Value> classifier = floats(VGG);
    Map<String, Value> detector = floats(DETECTOR);
    int shared = 0;
    for (Map.Entry<String, Value> variable : floats(start).entrySet()) {
      String name = variable.getKey();
      Value restored = variable.getValue();
      Value was = classifier.get(name.substring("my/".length()));
      if (name.endsWith("mean_rgb")) {
        continue;
      }
      assertArrayEquals(detector.get(name).extents(), restored.extents(), name);
      if (name.endsWith("conv1_1/weights")) {
        // The story turned it round when it made the detector.
        assertArrayEquals(detector.get(name).canonical(), restored.canonical(), name);
      } else {
        assertArrayEquals(was.canonical(), restored.canonical(), name);
      }
      shared++;
    }
    assertEquals(30, shared);
  }

  /** All tensors of float32, by name. */
  private Map<String, Value> floats(Path path) throws IOException {
    List<Bytes> keys = new ArrayList<>();
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      for (TensorEntry entry : checkpoint.tensors()) {
        if (entry.dtype().label().equals("float32")) {
          keys.add(entry.key());
        }
      }
    }
    List<Value> values = saver.restore(path, keys, keys.stream().map(key -> Type.FLOAT32).toList());
    Map<String, Value> byName = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      byName.put(keys.get(i).toString(), values.get(i));
    }
    return byName;
  }

  /** Every checkpoint of testdata, as far as this TensorFlow knows the types. */
  @Test
  void everyCheckpointIsRestored() throws IOException {
    int checkpoints = 0;
    int tensors = 0;
    for (Path of : Fixtures.folders()) {
      for (Golden golden : Fixtures.goldens(of)) {
        List<GoldenTensor> known = golden.tensors().stream().filter(each -> isKnown(each)).toList();
        if (!known.isEmpty() && golden.tensors().stream().noneMatch(GoldenTensor::refuses)) {
          compare(golden, known);
          checkpoints++;
          tensors += known.size();
        }
      }
    }
    System.out.printf("oracle: %d exports, %d tensors restored%n", checkpoints, tensors);
    assertTrue(checkpoints > 50, "only " + checkpoints);
  }

  private static boolean isKnown(GoldenTensor tensor) {
    return Type.ALL.stream().anyMatch(type -> type.label().equals(tensor.dtype()));
  }

  private void compare(Golden golden, List<GoldenTensor> known) throws IOException {
    Path made = folder.resolve("made.ckpt");
    List<String> line =
        new ArrayList<>(
            List.of("export", "-q", golden.open().get(0).toString(), "-o", made + ".index"));
    golden.step().ifPresent(step -> line.addAll(List.of("--step", step + "")));
    assertEquals(new Run(0, Bytes.EMPTY, ""), Run.of(line.toArray(new String[0])));
    List<Value> restored =
        saver.restore(
            made,
            known.stream().map(GoldenTensor::key).toList(),
            known.stream()
                .map(each -> Type.valueOf(each.dtype().toUpperCase(Locale.ROOT)))
                .toList());
    for (int i = 0; i < known.size(); i++) {
      String name = golden.open().get(0) + ": " + known.get(i).key();
      List<Long> shape = LongStream.of(restored.get(i).extents()).boxed().toList();
      assertEquals(known.get(i).shape(), shape, name);
      byte[] digest = Fixtures.sha256().digest(restored.get(i).canonical());
      assertEquals(known.get(i).sha256(), HexFormat.of().formatHex(digest), name);
    }
  }
}
