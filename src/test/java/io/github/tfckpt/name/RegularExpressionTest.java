package io.github.tfckpt.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.Bounded;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegularExpressionTest {

  @ParameterizedTest
  @CsvSource({
    "v1/w, conv1/weights, true",
    "^v1, conv1/weights, false",
    "^(\\w|/)+kernel$, a/b/kernel, true",
    "'layer_[0-9]{1,3}/', layer_12/w, true",
    "(?i)ADAM, x/Adam_1, true",
    "a{b, a{b, true",
    "[]a]x, ]x, true",
    "[[:alpha:])]{2}, a), true",
    "\\Q(((\\E, (((, true",
  })
  void isFoundAnywhere(String expression, String name, boolean expected) {
    assertEquals(expected, new RegularExpression(expression).matches(name));
  }

  /** Each of these kept a backtracking matcher busy, or overflowed its stack. */
  @ParameterizedTest
  @ValueSource(strings = {"^(\\w|/)+kernel$", "(a+)+b", "(a|a)*b", "(.*)*b", "^(([a-z])+.)+[A-Z]$"})
  void timeIsLinear(String text) {
    RegularExpression expression = new RegularExpression(text);
    assertFalse(Bounded.run(() -> expression.matches("a/".repeat(1000) + "aaaaaaaa")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(=b", "[x", "(.*)*\\1b", "a(?=b)", "(?<!a)b", "a*+", "\\", "a{1001}"})
  void whatRe2LacksIsRefused(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new RegularExpression(text));
    assertTrue(e.getMessage().startsWith("'" + text + "' is not an RE2 regular expression: "));
  }

  @Test
  void whatWouldBeTooLargeCompiledIsRefused() {
    List<String> texts =
        List.of(
            "a{1,60000}b",
            "((a{1,1000}){1,1000}){1,1000}",
            "((((a?){10}){10}){10}){10}",
            "(".repeat(20_000) + ")".repeat(20_000),
            "(a|b".repeat(1000) + ")".repeat(1000),
            "^*".repeat(8000),
            "a{999999999}{999999999}{999999999}",
            "x".repeat(100_000));
    for (String text : texts) {
      String message =
          Bounded.run(
              () ->
                  assertThrows(IllegalArgumentException.class, () -> new RegularExpression(text))
                      .getMessage());
      assertTrue(message.endsWith("is too large a regular expression"), message);
      assertTrue(message.length() < 400, message);
    }
  }

  /** What is let through neither overflows the stack nor the memory. */
  @Test
  void whateverIsTyped() {
    Random random = new Random(0);
    String[] pieces = {
      "(", "(?:", ")", ")", "|", "a", "b*", "?", "*", "+", "{0,30}", "{7}", "{500}", "\\b", "^",
      "[a-z]", "$", ".", "()", "{2,}", "\\Q", "\\E", "[^", "]", "\\pL"
    };
    int compiled = 0;
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length >= 0; length--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      compiled += runs(text.toString()) ? 1 : 0;
    }
    for (String piece : List.of("(?:a?)", "(a?)", "a*", "x|yz|", "(?:a|)", "^*", "(?:ab|c?d)?")) {
      for (int n = 200; n < 3000; n += 200) {
        compiled += runs(piece.repeat(n)) ? 1 : 0;
        compiled += runs("(?:" + piece.repeat(n / 100) + "){100}") ? 1 : 0;
      }
    }
    assertTrue(compiled > 300, compiled + " compiled");
  }

  private static boolean runs(String text) {
    try {
      RegularExpression expression = new RegularExpression(text);
      expression.matches("aaaaaaaabcab/yzx".repeat(10));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void groupsThatAreNotThere() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new RegularExpression("(a)").replaced("a", "$2"));
    assertEquals("'(a)' has no group that '$2' asks for", e.getMessage());
  }
}
