package io.github.tfckpt.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** One tensor under several keys is left out but once; tensors that only look alike stay. */
final class AliasesTest {

  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  private final Map<String, String> names = new TreeMap<>();
  private final List<TensorEntry> entries = new ArrayList<>();

  private void add(String key, String fullName, int sum) {
    long offset = 16L * entries.size();
    entries.add(
        TensorEntry.stored(
            Bytes.utf8(key + VALUE), DType.FLOAT32, Shape.of(4), 0, offset, 16, sum));
    names.put(key + VALUE, fullName);
  }

  private List<String> merged(Predicate<TensorEntry> isAvoided) {
    FullNames full = entry -> Optional.ofNullable(names.get(entry.name()));
    return Aliases.merged(entries, full, isAvoided).entries().stream()
        .map(entry -> entry.name().replace(VALUE, ""))
        .toList();
  }

  @Test
  void exportedTwiceIsOnce() {
    add("_all_variables/0", "d1/kernel", 1);
    add("_all_variables/1", "d1/bias", 2);
    add("variables/0", "d1/kernel", 1);
    add("variables/1", "d1/bias", 2);
    assertEquals(List.of("_all_variables/0", "_all_variables/1"), merged(entry -> false));
    assertEquals(
        List.of("variables/0", "variables/1"),
        merged(entry -> entry.name().startsWith("_all_variables")));
  }

  @Test
  void layersOfOneNameThatBeginAlikeStay() {
    add("_all_variables/0", "dense/bias", 7);
    add("_all_variables/1", "dense/bias", 7);
    add("variables/0", "dense/bias", 7);
    add("variables/1", "dense/bias", 7);
    assertEquals(List.of("_all_variables/0", "_all_variables/1"), merged(entry -> false));
  }

  @Test
  void otherContentStays() {
    add("_all_variables/0", "d1/kernel", 1);
    add("variables/0", "d1/kernel", 2);
    assertEquals(List.of("_all_variables/0", "variables/0"), merged(entry -> false));
  }
}
