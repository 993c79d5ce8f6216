package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Verifying;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of all parts, one after another, are the answer. */
final class PartTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broken/swapped-shards/model.ckpt-7",
        "broken/data-is-lfs-pointer/model.ckpt-7",
        "broken/wrong-slices/model.ckpt-7",
        "broken/v1-flipped-bit/model.ckpt",
        "bundles/partitioned-v2-shards",
        "bundles/many-names",
        "bundles/dtypes-v1/model.ckpt",
        "synthetic/opaque/x"
      })
  void partsAreTheWhole(String path) {
    Path checkpoint = Fixtures.TESTDATA.resolve(path);
    Report whole = Verifying.verify(checkpoint);
    for (int of = 1; of <= 7; of++) {
      List<Finding> findings = new ArrayList<>();
      long blocks = 0;
      long tensors = 0;
      long bytes = 0;
      for (int number = 1; number <= of; number++) {
        Report part = Verifying.verify(checkpoint, OptionalLong.empty(), new Part(number, of), 1);
        findings.addAll(part.findings());
        blocks += part.blocks();
        tensors += part.tensors();
        bytes += part.bytes();
      }
      assertEquals(whole.findings(), findings);
      assertEquals(
          List.of(whole.blocks(), whole.tensors(), whole.bytes()), List.of(blocks, tensors, bytes));
    }
  }

  /** An index may claim anything of sizes: each of these is in one part all the same. */
  @Test
  void invalidSizes() {
    List<Long> sizes = List.of(Long.MAX_VALUE, -5L, 0L, Long.MIN_VALUE, Long.MAX_VALUE, 7L, 1L);
    for (int of = 1; of <= 9; of++) {
      List<Long> all = new ArrayList<>();
      for (int number = 1; number <= of; number++) {
        all.addAll(new Part(number, of).of(sizes, size -> size));
      }
      assertEquals(sizes, all);
    }
  }
}
