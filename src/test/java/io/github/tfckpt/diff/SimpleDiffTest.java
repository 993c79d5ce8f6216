package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a program calls that wants one answer: a comparison, and a part of a tensor. */
final class SimpleDiffTest {

  private static final Path STEPS = Path.of("testdata/python/objects");

  @Test
  void twoStepsOfARunDifferInTheirCounter() throws IOException {
    try (Checkpoint first = Checkpoint.open(STEPS.resolve("ckpt-1"));
        Checkpoint second = Checkpoint.open(STEPS.resolve("ckpt-2"))) {
      DiffReport report = CheckpointDiff.of(first, second);
      assertFalse(report.isEqual());
      assertEquals(first.tensors().size(), report.diffs().size());
      List<Status> counter =
          report.diffs().stream()
              .filter(diff -> diff.pair().name().startsWith("save_counter/"))
              .map(TensorDiff::status)
              .toList();
      assertEquals(List.of(Status.DIFFERENT), counter);
      assertTrue(CheckpointDiff.of(first, first).isEqual());
    }
  }

  @Test
  void aSelectionHoldsTheElementsThatItNames() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(Path.of("testdata/vgg/vgg_16.ckpt"))) {
      Tensor bias = checkpoint.tensor("vgg_16/fc8/biases");
      float[] all = bias.floats();
      assertArrayEquals(new float[] {all[4], all[2]}, bias.select("[4:1:-2]").floats());
      assertThrows(IllegalArgumentException.class, () -> bias.select("4:1"));
      assertThrows(IllegalArgumentException.class, () -> bias.select("[0, 0]"));
    }
  }
}
