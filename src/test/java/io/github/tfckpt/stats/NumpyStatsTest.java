package io.github.tfckpt.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.NumpyGoldens;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Tilings;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tensors of all types, in any format and cut in any way, against what numpy says of them. */
final class NumpyStatsTest {

  @RegisterExtension private final Scratch scratch = new Scratch();

  private final Random random = new Random(2);

  @Test
  void everyTensorIsWhatNumpySays() throws IOException {
    List<JsonObject> cases = NumpyGoldens.of("stats");
    assertTrue(cases.size() >= 430);
    for (int i = 0; i < cases.size(); i++) {
      JsonObject one = cases.get(i);
      try (Checkpoint checkpoint = Checkpoint.open(write("c" + i, one));
          CheckpointStats stats =
              new CheckpointStats(
                  checkpoint, checkpoint.tensors(), one.get("bins").getAsInt(), 2, bytes -> {})) {
        check(one, stats.next());
      }
    }
  }

  private Path write(String name, JsonObject one) throws IOException {
    byte[] all = NumpyGoldens.bytes(one);
    int dtype = NumpyGoldens.dtype(one).number();
    int width = NumpyGoldens.dtype(one).width();
    long[] shape = NumpyGoldens.longs(one, "shape");
    boolean cut = shape.length > 0 && Samples.count(shape) > 1 && random.nextInt(3) == 0;
    List<long[][]> boxes =
        cut ? Tilings.tile(random, shape) : List.<long[][]>of(V1Builder.everything(shape.length));
    V1Builder file = new V1Builder();
    BundleBuilder bundle = new BundleBuilder(scratch.file(name), 2);
    if (random.nextInt(4) == 0) {
      bundle.bigEndian();
    }
    for (long[][] box : boxes) {
      byte[] part = Samples.box(all, width, shape, box);
      file.addSlice("t", dtype, shape, box, part);
      bundle.addSlice(random.nextInt(2), "t", dtype, shape, box, part);
    }
    return random.nextBoolean() ? file.write(scratch.file(name + ".ckpt")) : bundle.write();
  }

  private static void check(JsonObject one, TensorStats found) {
    assertEquals(Samples.count(NumpyGoldens.longs(one, "shape")), found.count(), one::toString);
    found(one, "nan", found.nan());
    found(one, "inf", found.inf());
    found(one, "zeros", found.zeros());
    boolean constant = one.get("const").getAsBoolean();
    assertEquals(constant, found.found(Anomaly.CONST).isThere(), one::toString);
    measures(one, one.getAsJsonObject("all"), found.finiteCount(), found.all());
    measures(one, one.getAsJsonObject("finite"), found.finiteCount(), found.finite());
    if (one.has("edges")) {
      histogram(one, found.histogram().orElseThrow());
    }
  }

  private static void found(JsonObject one, String field, Occurrences found) {
    long[] expected = NumpyGoldens.longs(one, field);
    assertEquals(new Occurrences(expected[0], expected[1]), found, () -> field + " of " + one);
  }

  private static void measures(JsonObject one, JsonObject expected, long count, Measures found) {
    assertEquals(expected.has("min"), found.range().isPresent(), one::toString);
    if (expected.has("min")) {
      exact(one, expected.get("min"), found.range().orElseThrow().min());
      exact(one, expected.get("max"), found.range().orElseThrow().max());
    }
    double l2 = expected.get("l2").getAsDouble();
    double size = Double.isFinite(l2) && count > 0 ? l2 / Math.sqrt((double) count) : 0;
    JsonElement mean = expected.get("mean");
    if (mean.isJsonArray()) {
      near(one, mean.getAsJsonArray().get(0).getAsDouble(), found.mean().real(), size);
      near(one, mean.getAsJsonArray().get(1).getAsDouble(), found.mean().imaginary(), size);
    } else {
      near(one, mean.getAsDouble(), found.mean().real(), size);
    }
    near(one, expected.get("std").getAsDouble(), found.std(), 1e-3 * size);
    near(one, l2, found.l2(), 0);
  }

  private static void exact(JsonObject one, JsonElement expected, Value found) {
    switch (found.type()) {
      case REAL -> same(one, expected, found.real());
      case COMPLEX -> {
        JsonArray parts = expected.getAsJsonArray();
        same(one, parts.get(0), found.real());
        same(one, parts.get(1), found.imaginary());
      }
      case SIGNED ->
          assertEquals(expected.getAsString(), Long.toString(found.integer()), one::toString);
      case UNSIGNED ->
          assertEquals(
              expected.getAsString(), Long.toUnsignedString(found.integer()), one::toString);
    }
  }

  /** Equal; zeros of either sign are. */
  private static void same(JsonObject one, JsonElement expected, double found) {
    assertEquals(expected.getAsDouble() + 0.0, found + 0.0, one::toString);
  }

  /** Equal to 1e-13, relatively or of the size of the numbers that were summed. */
  private static void near(JsonObject one, double expected, double found, double size) {
    boolean same = Double.compare(expected, found) == 0;
    double most = 1e-13 * Math.max(Math.abs(expected), size);
    assertTrue(
        same || Math.abs(expected - found) <= most,
        () -> found + " is found, expected " + expected + ": " + one);
  }

  private static void histogram(JsonObject one, Histogram found) {
    long[] counts = NumpyGoldens.longs(one, "counts");
    assertEquals(counts.length, found.bins());
    for (int i = 0; i <= counts.length; i++) {
      same(one, one.getAsJsonArray("edges").get(i), found.edge(i));
    }
    for (int i = 0; i < counts.length; i++) {
      int bin = i;
      assertEquals(counts[i], found.count(i), () -> "bin " + bin + " of " + one);
    }
  }
}
