package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;

/** The checksums of a variant tensor, all compared when it is opened. */
final class VariantCheck extends RunCheck {

  VariantCheck(Shards shards, NavigableSet<Integer> numbers, PlacedRun run) {
    super(shards, numbers, run);
  }

  @Override
  public Optional<ByteSource> open(FindingSink findings) throws IOException {
    try {
      sums(source()).run();
    } catch (Corrupt e) {
      findings.add(Finding.of(e, run().tensor()));
    }
    return Optional.empty();
  }

  private VariantSums sums(ByteSource bytes) {
    return new VariantSums(bytes, run().entry().elementCount(), stored(), run().what());
  }

  @Override
  boolean isRight(ByteSource bytes) throws IOException {
    try {
      sums(bytes).run();
      return true;
    } catch (Corrupt e) {
      return false;
    }
  }
}
