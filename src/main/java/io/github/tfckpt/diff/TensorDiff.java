package io.github.tfckpt.diff;

import java.io.IOException;
import java.util.Optional;

/**
 * What the comparison of a pair came to.
 *
 * @param metrics if numbers were compared
 * @param note what else there is to say, in a few words; may be empty
 * @param failure why the values could not be compared, if that was a fault of the files
 */
public record TensorDiff(
    Pair pair,
    Status status,
    Optional<Metrics> metrics,
    String note,
    Optional<IOException> failure) {

  static TensorDiff of(Pair pair, Status status, String note) {
    return new TensorDiff(pair, status, Optional.empty(), note, Optional.empty());
  }

  static TensorDiff failed(Pair pair, IOException failure) {
    return new TensorDiff(
        pair, Status.UNKNOWN, Optional.empty(), failure.getMessage(), Optional.of(failure));
  }
}
