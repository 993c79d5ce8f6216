package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.change.Rule;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.name.NamePattern;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.NumpyGoldens;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Tilings;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random pairs of tensors, in any format and cut in any way, against what numpy says of them. */
final class NumpyPairsTest {

  @RegisterExtension private final Scratch scratch = new Scratch();

  private final Random random = new Random(1);

  @Test
  void everyPairIsWhatNumpySays() throws IOException {
    List<JsonObject> cases = NumpyGoldens.of("diff");
    assertTrue(cases.size() >= 300);
    for (int i = 0; i < cases.size(); i++) {
      JsonObject one = cases.get(i);
      String nameB = one.get("map").getAsBoolean() ? "my/net/t" : "net/t";
      Path a = write("a" + i, "net/t", one.getAsJsonObject("a"));
      Path b = write("b" + i, nameB, one.getAsJsonObject("b"));
      try (Checkpoint openA = Checkpoint.open(a);
          Checkpoint openB = Checkpoint.open(b)) {
        check(one, compare(one, openA, openB));
      }
    }
  }

  private TensorDiff compare(JsonObject one, Checkpoint a, Checkpoint b) throws IOException {
    List<Rule> reversals = new ArrayList<>();
    for (long axis : NumpyGoldens.longs(one, "reverse")) {
      int rank = a.tensors().get(0).shape().rank();
      int spelled = (int) (random.nextBoolean() ? axis : axis - rank);
      reversals.add(
          Rule.parse(
              Rule.Action.REVERSE, "*/t:" + spelled, text -> NamePattern.of(text, false)::matches));
    }
    Tolerance tolerance =
        new Tolerance(
            one.get("atol").getAsDouble(),
            one.get("rtol").getAsDouble(),
            one.get("nan").getAsString().equals("equal"));
    DiffOptions options = new DiffOptions(tolerance, true, true, 1 + random.nextInt(3));
    List<Renaming> renamings =
        one.get("map").getAsBoolean() ? List.of(Renaming.globs("net/*=my/net/*")) : List.of();
    Changes changes = new Changes(renamings, reversals);
    SideNames keys = SideNames.keys(FullNames.none());
    Pair pair = Pairing.of(a.tensors(), keys, b.tensors(), keys, changes).all().get(0);
    List<Pair> changed = List.of(pair.changed(changes, List.of(pair.name())));
    return CheckpointDiff.compare(a, b, changed, options, bytes -> {}).get(0);
  }

  private Path write(String name, String tensor, JsonObject content) throws IOException {
    boolean v1 = random.nextBoolean();
    int dtype = NumpyGoldens.dtype(content).number();
    long[] shape = NumpyGoldens.longs(content, "shape");
    boolean cut = shape.length > 0 && Samples.count(shape) > 1 && random.nextInt(3) == 0;
    List<long[][]> boxes =
        cut ? Tilings.tile(random, shape) : List.<long[][]>of(V1Builder.everything(shape.length));
    V1Builder file = new V1Builder();
    BundleBuilder bundle = new BundleBuilder(scratch.file(name), 2);
    if (random.nextInt(4) == 0) {
      bundle.bigEndian();
    }
    for (long[][] box : boxes) {
      if (dtype == DType.STRING.number()) {
        List<byte[]> part = Samples.box(strings(content), shape, box);
        file.addStringSlice(tensor, shape, box, part);
        bundle.addStringSlice(random.nextInt(2), tensor, shape, box, part);
      } else {
        byte[] all = HexFormat.of().parseHex(content.get("hex").getAsString());
        byte[] part = Samples.box(all, NumpyGoldens.dtype(content).width(), shape, box);
        file.addSlice(tensor, dtype, shape, box, part);
        bundle.addSlice(random.nextInt(2), tensor, dtype, shape, box, part);
      }
    }
    Path written = bundle.write();
    return v1 ? file.write(scratch.file(name + ".ckpt")) : written;
  }

  private static List<byte[]> strings(JsonObject content) {
    List<byte[]> strings = new ArrayList<>();
    for (JsonElement hex : content.getAsJsonArray("strings")) {
      strings.add(HexFormat.of().parseHex(hex.getAsString()));
    }
    return strings;
  }

  private static void check(JsonObject one, TensorDiff diff) {
    assertEquals(one.get("status").getAsString(), diff.status().label(), () -> one + "\n" + diff);
    Metrics found = diff.metrics().orElseThrow();
    assertEquals(one.get("differing").getAsLong(), found.differing(), one::toString);
    if (diff.status() == Status.IDENTICAL) {
      assertEquals(0, found.maxAbs());
      return;
    }
    if (!one.has("max_abs")) {
      return;
    }
    if (diff.isOfIntegers()) {
      String integer = Long.toUnsignedString(found.maxInteger());
      assertEquals(one.get("max_abs").getAsString(), integer, one::toString);
    } else {
      near(one, "max_abs", found.maxAbs());
    }
    long at = one.has("max_abs_at") ? rowMajor(one) : -1;
    assertEquals(at, found.maxAt(), one::toString);
    near(one, "max_rel", found.maxRel());
    near(one, "rms", found.rms());
    near(one, "mean_abs", found.meanAbs());
    near(one, "cosine", found.cosine());
    if (found.maxAbs() == 0 && !Double.isNaN(found.cosine())) {
      assertEquals(1, found.cosine(), one::toString);
    }
    assertEquals(one.get("nan_a").getAsLong(), found.nanA(), one::toString);
    assertEquals(one.get("nan_b").getAsLong(), found.nanB(), one::toString);
  }

  private static long rowMajor(JsonObject one) {
    long[] shape = NumpyGoldens.longs(one.getAsJsonObject("a"), "shape");
    long[] index = NumpyGoldens.longs(one, "max_abs_at");
    long at = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      at = at * shape[axis] + index[axis];
    }
    return at;
  }

  private static void near(JsonObject one, String field, double found) {
    double expected = one.get(field).getAsDouble();
    boolean same = Double.compare(expected, found) == 0;
    assertTrue(
        same || Math.abs(expected - found) <= 1e-6 * Math.abs(expected),
        () -> field + " is " + found + ", expected " + expected + ": " + one);
  }
}
