package io.github.tfckpt.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.store.ValueField;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.testing.SafetensorsBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each element type that is declared has its place in each table of types: none is forgotten. */
final class EveryTypeTest {

  /** From {@code tensorflow/core/framework/tensor.proto}, TensorProto. */
  private static final Map<String, Integer> FIELDS =
      Map.ofEntries(
          Map.entry("float16", 13),
          Map.entry("bfloat16", 13),
          Map.entry("float32", 5),
          Map.entry("float64", 6),
          Map.entry("string", 8),
          Map.entry("complex64", 9),
          Map.entry("int64", 10),
          Map.entry("bool", 11),
          Map.entry("complex128", 12),
          Map.entry("uint32", 16),
          Map.entry("uint64", 17),
          Map.entry("float8_e5m2", 18),
          Map.entry("float8_e4m3fn", 18),
          Map.entry("float8_e4m3fnuz", 18),
          Map.entry("float8_e4m3b11fnuz", 18),
          Map.entry("float8_e5m2fnuz", 18),
          Map.entry("float4_e2m1fn", 18));

  @Test
  void safetensorsHasALabelForEachTypeOrKnowsThatThereIsNone() {
    Map<String, String> labels = new TreeMap<>();
    for (DType dtype : DType.ALL) {
      String label = SafetensorsTypes.label(dtype);
      if (!label.isEmpty() && dtype.equals(dtype.unquantized())) {
        labels.put(dtype.label(), label);
      }
    }
    assertEquals(new TreeMap<>(SafetensorsBuilder.LABELS), labels);
  }

  @Test
  void valuesOfEachTypeHaveAFieldOfTheirMessage() {
    for (DType dtype : DType.ALL) {
      if (dtype.kind() == Kind.OPAQUE) {
        assertThrows(IllegalArgumentException.class, () -> ValueField.of(dtype));
      } else {
        assertEquals(FIELDS.getOrDefault(dtype.label(), 7), ValueField.of(dtype), dtype.label());
      }
    }
  }

  @Test
  void floatsHaveALayoutAsWideAsTheirElements() {
    for (DType dtype : DType.ALL) {
      boolean real = dtype.kind() == Kind.FLOAT || dtype.kind() == Kind.SMALL_FLOAT;
      assertEquals(real || dtype.kind() == Kind.COMPLEX, dtype.layout().isPresent(), dtype.label());
      if (real) {
        assertEquals(dtype.bits(), dtype.layout().orElseThrow().bits(), dtype.label());
      }
    }
  }
}
