package io.github.tfckpt.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.change.Rule;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.CheckpointDiff;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Pairing;
import io.github.tfckpt.diff.SideNames;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.diff.Tolerance;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.match.TypedRules.TypedRule;
import io.github.tfckpt.name.Glob;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tensor is which, by the names that the conversion of testdata/match gave them. */
final class MatchingTest {

  @RegisterExtension private final Scratch scratch = new Scratch();

  private static final SideNames KEYS = SideNames.keys(FullNames.none());

  @ParameterizedTest
  @ValueSource(strings = {"trained", "fresh", "half", "fused", "unrelated"})
  void everyPairIsFoundAndNoneIsWrong(String folder) throws IOException {
    Path path = Path.of("testdata/match", folder);
    JsonObject expected =
        JsonParser.parseString(Files.readString(path.resolve("pairs.json"))).getAsJsonObject();
    try (Checkpoint a = Checkpoint.open(path.resolve("a.safetensors"));
        Checkpoint b = Checkpoint.open(path.resolve("b.safetensors"))) {
      Matching found = Matching.of(a, a.tensors(), KEYS, b, b.tensors(), KEYS, 2, bytes -> {});
      Map<String, String> pairs = new TreeMap<>();
      found.matches().forEach(each -> pairs.put(each.pair().name(), each.pair().nameB()));
      Map<String, String> wanted = new TreeMap<>();
      expected
          .getAsJsonObject("pairs")
          .entrySet()
          .forEach(each -> wanted.put(each.getKey(), each.getValue().getAsString()));
      assertEquals(wanted, pairs);
      assertEquals(names(expected, "only_a"), names(found.onlyA()));
      assertEquals(names(expected, "only_b"), names(found.onlyB()));
      Map<String, Set<String>> together = new TreeMap<>();
      found.together().forEach(each -> together.put(each.b().get(0).name(), names(each.a())));
      JsonObject pieces = expected.getAsJsonObject("together");
      Map<String, Set<String>> known = new TreeMap<>();
      pieces.keySet().forEach(whole -> known.put(whole, names(pieces, whole)));
      assertEquals(known, together);
      assertEquals(List.of(), found.alike());
      assertSaysTheSame(found, a, b);
    }
  }

  /** Zeros are everywhere: a name decides between them only where other values say the same. */
  @Test
  void namesDecideOnlyWhereNothingSpeaksAgainstThem() throws IOException {
    BundleBuilder inA = new BundleBuilder(scratch.file("a"), 1);
    BundleBuilder inB = new BundleBuilder(scratch.file("b"), 1);
    for (int i = 1; i <= 3; i++) {
      for (int bias = 0; bias < 2; bias++) {
        byte[] values = bias == 1 ? Samples.floats(0, 0) : Samples.floats(i, 2 * i);
        String name = bias == 1 ? "bias" : "kernel";
        inA.add(0, "layer_" + i + "/" + name, DTypes.FLOAT, new long[] {2}, values);
        inB.add(0, "layer." + (i - 1) + "." + name, DTypes.FLOAT, new long[] {2}, values);
      }
    }
    try (Checkpoint openA = Checkpoint.open(inA.write());
        Checkpoint openB = Checkpoint.open(inB.write())) {
      List<TensorEntry> all = openA.tensors();
      Matching found = Matching.of(openA, all, KEYS, openB, openB.tensors(), KEYS, 1, bytes -> {});
      Map<String, String> pairs = new TreeMap<>();
      found.matches().forEach(each -> pairs.put(each.pair().name(), each.pair().nameB()));
      for (int i = 1; i <= 3; i++) {
        assertEquals("layer." + (i - 1) + ".bias", pairs.get("layer_" + i + "/bias"));
      }
      assertEquals(List.of(), found.onlyA());
    }
  }

  private static Set<String> names(JsonObject expected, String field) {
    Set<String> names = new TreeSet<>();
    for (JsonElement each : expected.getAsJsonArray(field)) {
      names.add(each.getAsString());
    }
    return names;
  }

  private static Set<String> names(List<TensorEntry> entries) {
    Set<String> names = new TreeSet<>();
    entries.forEach(each -> names.add(each.name()));
    return names;
  }

  /** The rules, typed, make each pair identical; no two begin alike; there are few. */
  private static void assertSaysTheSame(Matching found, Checkpoint a, Checkpoint b)
      throws IOException {
    List<Renaming> renamings = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    Set<String> left = new TreeSet<>();
    for (TypedRule each : found.rules(List.of())) {
      if (each.option().equals("--map")) {
        renamings.add(Renaming.globs(each.value()));
        assertTrue(left.add(each.value().substring(0, each.value().indexOf('='))), each.value());
      } else {
        Rule.Action action =
            Rule.Action.valueOf(each.option().substring(2).toUpperCase(Locale.ROOT));
        rules.add(Rule.parse(action, each.value(), pattern -> new Glob(pattern)::matches));
      }
    }
    assertTrue(renamings.size() + rules.size() <= 16, () -> found.rules(List.of()).toString());
    Changes changes = new Changes(renamings, rules);
    List<Pair> pairs = new ArrayList<>();
    for (Pair pair : Pairing.of(a.tensors(), KEYS, b.tensors(), KEYS, changes).all()) {
      if (pair.isWhole()) {
        pairs.add(pair.changed(changes, pair.names(FullNames.none(), FullNames.none())));
      }
    }
    assertEquals(found.matches().size(), pairs.size());
    DiffOptions exact = new DiffOptions(Tolerance.NONE, false, false, 2);
    for (TensorDiff diff : CheckpointDiff.compare(a, b, pairs, exact, bytes -> {})) {
      assertEquals(Status.IDENTICAL, diff.status(), diff.pair().name());
    }
  }
}
