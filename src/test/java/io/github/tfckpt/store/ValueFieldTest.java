package io.github.tfckpt.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.V1Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class ValueFieldTest {

  /** The second list knows no field that it was not told of: a new type has to be told to both. */
  @ParameterizedTest
  @FieldSource("io.github.tfckpt.tensor.DType#ALL")
  void everyTypeHasItsField(DType dtype) {
    if (dtype.kind() != DType.Kind.OPAQUE) {
      assertEquals(V1Values.field(dtype.number()), ValueField.of(dtype));
    }
  }
}
