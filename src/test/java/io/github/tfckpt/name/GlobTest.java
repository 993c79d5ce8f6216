package io.github.tfckpt.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.tfckpt.testing.Bounded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "*, a/b/c, true",
    "*, '', true",
    "a*c, a/b/c, true",
    "a*c, a/b/cd, false",
    "*weights, vgg/conv1/weights, true",
    "weights, vgg/weights, false",
    "conv?, conv1, true",
    "conv?, conv, false",
    "conv?, conv10, false",
    "?, 世, true",
    "?, 😀, true",
    "conv[12], conv2, true",
    "conv[12], conv3, false",
    "conv[0-9]x, conv7x, true",
    "conv[!0-9], conv7, false",
    "conv[^0-9], conva, true",
    "[]a], ], true",
    "[a-], -, true",
    "[, [, true",
    "w[0], w[0], true",
    "w[0], w0, true",
    "w[0, w[0, true",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "\\x1b*, \\x1b[31m, true",
    "tab\there, tab\\x09here, true",
    "t*\t*\u009b, tab\\x09here\\xc2\\x9b, true",
    "tab\there, tab\\x0ahere, false",
    "a**b, ab, true",
    "*a*b*c*, xxaxxbxxcxx, true",
    "*a*b*c*, xxaxxcxxbxx, false",
    "'', '', true",
    "'', a, false",
  })
  void matches(String glob, String name, boolean expected) {
    assertEquals(expected, NamePattern.of(glob, false).matches(name));
  }

  @Test
  void manyStarsTakeLittleTime() {
    NamePattern glob = NamePattern.of("*a".repeat(50) + "*b", false);
    assertFalse(Bounded.run(() -> glob.matches("a".repeat(60_000))));
  }
}
