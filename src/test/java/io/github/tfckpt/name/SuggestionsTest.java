package io.github.tfckpt.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SuggestionsTest {

  private static final List<String> NAMES =
      List.of(
          "global_step",
          "vgg_16/conv1/conv1_1/biases",
          "vgg_16/conv1/conv1_1/weights",
          "vgg_16/conv2/conv2_1/weights",
          "vgg_16/fc8/biases");

  @Test
  void partsAndPatternsOfNames() {
    assertEquals(List.of("vgg_16/fc8/biases"), Suggestions.of("fc8", NAMES));
    assertEquals(List.of("vgg_16/conv1/conv1_1/weights"), Suggestions.of("conv1/*weight", NAMES));
    assertEquals(List.of("global_step"), Suggestions.of("STEP", NAMES));
  }

  @Test
  void fewEdits() {
    assertEquals(List.of("global_step"), Suggestions.of("gloabl_step", NAMES));
    assertEquals(List.of("vgg_16/fc8/biases"), Suggestions.of("fc8/baises[0, :]", NAMES));
    assertEquals(
        List.of("vgg_16/conv1/conv1_1/weights", "vgg_16/conv2/conv2_1/weights"),
        Suggestions.of("conv1_1/wights", NAMES));
  }

  @Test
  void nothingNear() {
    assertEquals(List.of(), Suggestions.of("lstm/kernel", NAMES));
    assertEquals(List.of(), Suggestions.of("", NAMES));
  }
}
