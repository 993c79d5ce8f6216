package io.github.tfckpt.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MapRuleTest {

  @ParameterizedTest
  @CsvSource({
    "vgg_16/conv1/w, my/vgg_16/conv1/w, vgg_16/*=my/vgg_16/*",
    "my/vgg_16/conv1/w, vgg_16/conv1/w, my/*=*",
    "a/conv1/w, b/conv1/w, a/*=b/*",
    "conv1/weights, conv1/kernel, */weights=*/kernel",
    "a/conv1/weights, b/c/conv1/kernel, a/*/weights=b/c/*/kernel",
    "w, net/w, *=net/*",
    "net/w, w, net/*=*",
    "a[0]/x/w, b/x/w, a\\[0]/*=b/*",
  })
  void ruleGivesTheOtherName(String a, String b, String expected) {
    MapRule rule = MapRule.of(a, b).orElseThrow();
    assertEquals(expected, rule.text());
    assertEquals(Optional.of(b), rule.scope().apply(a));
  }

  @Test
  void namesThatShareNothingMakeNoRule() {
    assertEquals(Optional.empty(), MapRule.of("a/b", "c/d"));
    assertEquals(
        Optional.empty(), MapRule.of("a/".repeat(100) + "w", "b/" + "a/".repeat(99) + "w"));
  }
}
