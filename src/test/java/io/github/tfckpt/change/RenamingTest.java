package io.github.tfckpt.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RenamingTest {

  @ParameterizedTest
  @CsvSource({
    "vgg_16/*=my/vgg_16/*, vgg_16/conv1/weights, my/vgg_16/conv1/weights",
    "vgg_16/*=my/vgg_16/*, vgg_16/, my/vgg_16/",
    "*/weights=*/kernel, a/b/weights, a/b/kernel",
    "*/l*/w=*/layer_*/kernel, net/l3/w, net/layer_3/kernel",
    "a/*/b/*=*, a/x/b/y, x",
    "step=global_step, step, global_step",
    "*=*, anything, anything",
    "w?=v, w1, v",
    "w[0]=v, w[0], v",
    "w[0]=v, w0, v",
    "w\\[0]/*=v/*, w[0]/a, v/a",
    "a\\*=b, a*, b",
    "a=b=c, a, b=c",
  })
  void renames(String rule, String name, String expected) {
    assertEquals(Optional.of(expected), Renaming.globs(rule).apply(name));
  }

  @ParameterizedTest
  @CsvSource({"vgg_16/*=x/*, my/vgg_16/a", "a=b, ab", "*/weights=*/k, weights", "w?=v, w"})
  void leavesOtherNamesAlone(String rule, String name) {
    assertEquals(Optional.empty(), Renaming.globs(rule).apply(name));
  }

  @ParameterizedTest
  @CsvSource({
    "(.*)/w=$1/kernel, a/b/w, a/b/kernel",
    "l(\\d+)_(\\w+)=$2/$1, l12_bias, bias/12",
    "(.*)=(.)=$2, a=b, b",
    "a=b, a, b",
  })
  void renamesByRegularExpression(String rule, String name, String expected) {
    assertEquals(Optional.of(expected), Renaming.regex(rule).apply(name));
  }

  @Test
  void regularExpressionsMatchWholeNames() {
    assertEquals(Optional.empty(), Renaming.regex("a=b").apply("aa"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "=", "a=", "=b", "a=*", "*=**", "a\\*=*"})
  void refusesRulesWithoutMeaning(String rule) {
    assertThrows(IllegalArgumentException.class, () -> Renaming.globs(rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(=b", "a", "[=x"})
  void refusesInvalidExpressions(String rule) {
    assertThrows(IllegalArgumentException.class, () -> Renaming.regex(rule));
  }

  @Test
  void missingGroupIsReportedWithTheRule() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Renaming.regex("(a)=$2").apply("a"));
    assertTrue(e.getMessage().contains("'(a)' has no group that '$2' asks for"), e.getMessage());
  }
}
