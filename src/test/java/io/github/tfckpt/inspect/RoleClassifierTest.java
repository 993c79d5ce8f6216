package io.github.tfckpt.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as they were met in published checkpoints. */
final class RoleClassifierTest {

  private static final Shape MATRIX = Shape.of(3, 4);

  @ParameterizedTest
  @CsvSource({
    "conv1/weights, WEIGHT",
    "conv1/weights/Adam, OPTIMIZER",
    "conv1/weights/Adam_1, OPTIMIZER",
    "conv1/weights/Momentum, OPTIMIZER",
    "conv1/weights/RMSProp_1, OPTIMIZER",
    "conv1/weights/Adagrad, OPTIMIZER",
    "conv1/weights/Adadelta_1, OPTIMIZER",
    "conv1/weights/Ftrl_1, OPTIMIZER",
    "layer1/kernel/Adam:0, OPTIMIZER",
    "layer1/kernel/Adam_1:0, OPTIMIZER",
    "layer1/kernel:0, WEIGHT",
    "Adam/kernel, WEIGHT",
    "bert/encoder/layer_0/output/dense/kernel/adam_m, OPTIMIZER",
    "bert/encoder/layer_0/output/dense/kernel/adam_v, OPTIMIZER",
    "decoder/block_000/kernel_slot_vc, OPTIMIZER",
    "training/Adagrad/dnn/kernel/accumulator, OPTIMIZER",
    "dnn/accumulator, WEIGHT",
    "bert/embeddings/LayerNorm/beta, WEIGHT",
    "conv1/weights/ExponentialMovingAverage, AVERAGE",
    "conv1/weights/moving_avg, AVERAGE",
    "conv1/weights/ema, AVERAGE",
    "accuracy/moving_avg, WEIGHT",
    "v/.OPTIMIZER_SLOT/optimizer/average/.ATTRIBUTES/VARIABLE_VALUE, AVERAGE",
    "gone/ExponentialMovingAverage, WEIGHT",
    "v/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE, OPTIMIZER",
    "v/.ATTRIBUTES/VARIABLE_VALUE, WEIGHT",
    "optimizer/_variables/7/.ATTRIBUTES/VARIABLE_VALUE, OPTIMIZER",
    "model/optimizer/_variables/7/.ATTRIBUTES/VARIABLE_VALUE, OPTIMIZER",
    "optimizer/_trainable_variables/7/.ATTRIBUTES/VARIABLE_VALUE, WEIGHT",
    "_all_variables/7/.ATTRIBUTES/VARIABLE_VALUE, WEIGHT",
    "variables/7/.ATTRIBUTES/VARIABLE_VALUE, WEIGHT",
    "keras_api/metrics/0/total/.ATTRIBUTES/VARIABLE_VALUE, BOOKKEEPING",
    "t/.ATTRIBUTES/table-values, BOOKKEEPING",
    "global_step, WEIGHT",
    "conv1/weights/D_opt, OPTIMIZER",
    "conv1/weights/D_opt_1, OPTIMIZER",
    "conv1/weights/local_mean/deep, WEIGHT",
    "conv1/weights/biased, BOOKKEEPING",
    "conv1/moving_mean, WEIGHT",
    "conv1, WEIGHT",
    "optimizer_weights/Adam/conv1/weights/m:0, OPTIMIZER",
    "g/_state_var/.ATTRIBUTES/VARIABLE_VALUE, BOOKKEEPING",
  })
  void matrices(String key, Role role) {
    assertEquals(role, role(entry(key, DType.FLOAT32, MATRIX)));
  }

  @ParameterizedTest
  @CsvSource({
    "beta1_power, float32, OPTIMIZER",
    "beta2_power_1, float32, OPTIMIZER",
    "beta1_power:0, float32, OPTIMIZER",
    "learning_rate, float32, OPTIMIZER",
    "optimizer/beta_1/.ATTRIBUTES/VARIABLE_VALUE, float32, OPTIMIZER",
    "optimizer/decay/.ATTRIBUTES/VARIABLE_VALUE, float32, OPTIMIZER",
    "optimizer/_learning_rate/.ATTRIBUTES/VARIABLE_VALUE, float32, OPTIMIZER",
    "model/optimizer/dynamic_scale/.ATTRIBUTES/VARIABLE_VALUE, float32, OPTIMIZER",
    "model/optimizer/step_counter/.ATTRIBUTES/VARIABLE_VALUE, int64, COUNTER",
    "global_step, int64, COUNTER",
    "train/global_step, int32, COUNTER",
    "global_step, float32, COUNTER",
    "step:0, int32, COUNTER",
    "save_counter/.ATTRIBUTES/VARIABLE_VALUE, int64, COUNTER",
    "optimizer/iter/.ATTRIBUTES/VARIABLE_VALUE, int64, COUNTER",
    "optimizer/_iterations/.ATTRIBUTES/VARIABLE_VALUE, int64, COUNTER",
    "training/Ftrl/iter, int64, COUNTER",
    "total_loss, float32, BOOKKEEPING",
    "val_acc, float32, BOOKKEEPING",
    "Accuracy/Mean/moving_avg, float32, BOOKKEEPING",
    "is_training, bool, BOOKKEEPING",
    "Training_step, float32, COUNTER",
    "Global_Step, float32, COUNTER",
    "episode_counter, int32, COUNTER",
    "train_stats/a2c/steps, float32, COUNTER",
    "problem_0_steps, int32, COUNTER",
    "batch, int32, COUNTER",
    "batch, float32, COUNTER",
    "Variable_3, int32, COUNTER",
    "Variable, float32, WEIGHT",
    "alpha, float32, WEIGHT",
    "count, int64, WEIGHT",
    "bn/moving_mean/local_step, float32, COUNTER",
    "vocabulary, string, BOOKKEEPING",
    "_CHECKPOINTABLE_OBJECT_GRAPH, string, BOOKKEEPING",
    "it/.ATTRIBUTES/ITERATOR_STATE, variant, BOOKKEEPING",
  })
  void scalars(String key, String dtype, Role role) {
    assertEquals(role, role(entry(key, type(dtype), Shape.SCALAR)));
  }

  @Test
  void fullNamesDecideWhereKeysDoNot() {
    TensorEntry seed = entry("variables/9/.ATTRIBUTES/VARIABLE_VALUE", DType.UINT32, Shape.of(2));
    RoleClassifier census =
        new RoleClassifier(List.of(seed), names(Map.of(seed.name(), "s/seed_generator_state")));
    assertEquals(Role.BOOKKEEPING, census.role(seed));
  }

  @Test
  void exportedTwiceCountsOnce() {
    List<TensorEntry> entries = new ArrayList<>();
    entries.add(stored("_all_variables/0/.ATTRIBUTES/VARIABLE_VALUE", 0, 7));
    entries.add(stored("a/.ATTRIBUTES/VARIABLE_VALUE", 48, 9));
    entries.add(stored("b/.ATTRIBUTES/VARIABLE_VALUE", 96, 9));
    entries.add(stored("variables/0/.ATTRIBUTES/VARIABLE_VALUE", 144, 7));
    Map<String, String> names =
        Map.of(
            entries.get(0).name(), "d1/kernel",
            entries.get(1).name(), "Variable",
            entries.get(2).name(), "Variable",
            entries.get(3).name(), "d1/kernel");
    Totals totals = new RoleClassifier(entries, names(names)).totals(entries);
    assertEquals(new Totals.Sum(3, 36, 144), totals.of(Role.WEIGHT));
    assertEquals(new Totals.Sum(1, 12, 48), totals.of(Role.ALIAS));
    assertEquals(36, totals.params());
    assertEquals(144, totals.bytes());
    assertEquals(4, totals.tensors());
    // By itself the second key is no alias: it would count nowhere.
    assertEquals(
        12, new RoleClassifier(entries, names(names)).totals(entries.subList(3, 4)).params());
  }

  /** Three layers of one name, as in TensorFlow's guide to modules: their biases begin as zeros. */
  @Test
  void layersOfOneNameAndContentAreNotAliases() {
    List<TensorEntry> entries = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      entries.add(stored("dense_" + i + "/b/.ATTRIBUTES/VARIABLE_VALUE", 48L * i, 7));
    }
    entries.add(stored("optimizer/_variables/5/.ATTRIBUTES/VARIABLE_VALUE", 144, 7));
    entries.add(stored("optimizer/_variables/6/.ATTRIBUTES/VARIABLE_VALUE", 192, 7));
    Totals totals = new RoleClassifier(entries, entry -> Optional.of("b")).totals(entries);
    assertEquals(3, totals.of(Role.WEIGHT).tensors());
    assertEquals(2, totals.of(Role.OPTIMIZER).tensors());
    assertEquals(0, totals.of(Role.ALIAS).tensors());
  }

  /** Of an export: two biases, alike and each there twice; a third that is in one list alone. */
  @Test
  void asManyAreAliasesAsTheListOfAllHas() {
    List<TensorEntry> entries = new ArrayList<>();
    for (String place : List.of("_all_variables/0", "_all_variables/1", "a/_all_variables/0")) {
      entries.add(stored(place + "/.ATTRIBUTES/VARIABLE_VALUE", 48L * entries.size(), 7));
    }
    for (int i = 0; i < 3; i++) {
      entries.add(stored("variables/" + i + "/.ATTRIBUTES/VARIABLE_VALUE", 480 + 48L * i, 7));
    }
    Totals totals = new RoleClassifier(entries, entry -> Optional.of("b")).totals(entries);
    assertEquals(4, totals.of(Role.WEIGHT).tensors());
    assertEquals(2, totals.of(Role.ALIAS).tensors());
  }

  @Test
  void metricsOfOneNameAreNotAliases() {
    String count = "/count/.ATTRIBUTES/VARIABLE_VALUE";
    List<TensorEntry> entries =
        List.of(
            stored("keras_api/metrics/0" + count, 0, 7),
            stored("keras_api/metrics/1" + count, 48, 7));
    FullNames names = entry -> Optional.of("count");
    Totals totals = new RoleClassifier(entries, names).totals(entries);
    assertEquals(2, totals.of(Role.BOOKKEEPING).tensors());
    assertEquals(0, totals.of(Role.ALIAS).tensors());
  }

  @Test
  void oneRunUnderTwoKeysCountsOnce() {
    List<TensorEntry> entries = List.of(stored("a", 48, 9), stored("b", 48, 9), stored("c", 0, 9));
    Totals totals = new RoleClassifier(entries, FullNames.none()).totals(entries);
    assertEquals(2, totals.of(Role.WEIGHT).tensors());
    assertEquals(1, totals.of(Role.ALIAS).tensors());
  }

  private static Role role(TensorEntry entry) {
    List<TensorEntry> all = new ArrayList<>();
    all.add(entry("conv1/weights", DType.FLOAT32, MATRIX));
    all.add(entry);
    all.sort(Comparator.comparing(TensorEntry::key));
    return new RoleClassifier(all, FullNames.none()).role(entry);
  }

  /** What each optimizer keeps, as the objects that were saved say it. */
  @TestFactory
  Stream<DynamicTest> optimizersOfKerasAndTensorFlow() throws IOException {
    Map<String, List<String[]>> sections = new LinkedHashMap<>();
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("testdata/roles/optimizers.tsv"))) {
      if (line.startsWith("#")) {
        rows = new ArrayList<>();
        sections.put(line.substring(2), rows);
      } else {
        rows.add(line.split("\t", -1));
      }
    }
    assertEquals(36, sections.size());
    return sections.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check(each)));
  }

  private static void check(Map.Entry<String, List<String[]>> section) {
    List<TensorEntry> all = new ArrayList<>();
    Map<String, String> full = new HashMap<>();
    StringBuilder expected = new StringBuilder();
    for (String[] row : section.getValue()) {
      String[] extents = row[4].replaceAll("[\\[\\] ]", "").split(",");
      long[] shape =
          Stream.of(extents).filter(n -> !n.isEmpty()).mapToLong(Long::parseLong).toArray();
      Bytes key = Bytes.utf8(row[1]);
      all.add(TensorEntry.scattered(key, type(row[3]), Shape.of(shape), List.of()));
      if (!row[2].isEmpty() && !row[2].equals(row[1])) {
        full.put(row[1], row[2]);
      }
      expected.append(row[0]).append(' ').append(row[1]).append('\n');
    }
    FullNames names = full.isEmpty() ? FullNames.none() : names(full);
    RoleClassifier census = new RoleClassifier(all, names);
    StringBuilder found = new StringBuilder();
    for (TensorEntry entry : all) {
      found.append(census.role(entry)).append(' ').append(entry.name()).append('\n');
    }
    assertEquals(expected.toString(), found.toString());
    String params = section.getKey().substring(section.getKey().lastIndexOf(' ') + 1);
    assertEquals(Long.parseLong(params), census.totals(all).params());
  }

  private static DType type(String label) {
    return DType.ALL.stream().filter(each -> each.label().equals(label)).findFirst().orElseThrow();
  }

  private static FullNames names(Map<String, String> names) {
    return entry -> Optional.ofNullable(names.get(entry.name()));
  }

  private static TensorEntry entry(String key, DType dtype, Shape shape) {
    return TensorEntry.stored(Bytes.utf8(key), dtype, shape, 0, 0, 48, 0);
  }

  private static TensorEntry stored(String key, long offset, int crc) {
    return TensorEntry.stored(Bytes.utf8(key), DType.FLOAT32, MATRIX, 0, offset, 48, crc);
  }

  /** What a classifier has seen before changes nothing for names that only end alike. */
  @Test
  void rolesDoNotDependOnWhatWasAskedBefore() {
    List<TensorEntry> all = new ArrayList<>();
    for (String key :
        List.of(
            "a/ExponentialMovingAverage",
            "b",
            "b/ExponentialMovingAverage",
            "dnn/accumulator",
            "iter",
            "iter/kernel",
            "kernel",
            "training/Adagrad/dnn/accumulator",
            "training/Adagrad/dnn/kernel",
            "v/.OPTIMIZER_SLOT/optimizer/kernel/.ATTRIBUTES/VARIABLE_VALUE",
            "w/Momentum",
            "xw/Momentum")) {
      all.add(entry(key, DType.FLOAT32, MATRIX));
    }
    all.add(entry("iter", DType.INT64, Shape.of()));
    all.add(entry("x/iter", DType.FLOAT32, Shape.of()));
    List<TensorEntry> twice = new ArrayList<>(all);
    twice.addAll(all);
    RoleClassifier one = new RoleClassifier(all, FullNames.none());
    for (TensorEntry entry : twice) {
      Role alone = new RoleClassifier(all, FullNames.none()).role(entry);
      assertEquals(alone, one.role(entry), entry.name());
    }
    assertEquals(
        Role.AVERAGE, one.role(entry("b/ExponentialMovingAverage", DType.FLOAT32, MATRIX)));
    assertEquals(Role.WEIGHT, one.role(entry("a/ExponentialMovingAverage", DType.FLOAT32, MATRIX)));
    assertEquals(
        Role.OPTIMIZER, one.role(entry("training/Adagrad/dnn/kernel", DType.FLOAT32, MATRIX)));
    assertEquals(Role.WEIGHT, one.role(entry("dnn/kernel", DType.FLOAT32, MATRIX)));
    assertEquals(Role.COUNTER, one.role(entry("iter", DType.INT64, Shape.of())));
    assertEquals(Role.WEIGHT, one.role(entry("iter", DType.INT64, MATRIX)));
  }
}
