package io.github.tfckpt.cli.list;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.entry.TensorEntry;
import java.util.Optional;

/** The checksum of a tensor as it is shown: eight hexadecimal digits of the plain sum. */
final class Crc {

  private Crc() {}

  static Optional<String> hex(TensorEntry entry) {
    return entry.crc32c().isPresent()
        ? Optional.of(Crc32c.hex(entry.crc32c().getAsInt()))
        : Optional.empty();
  }
}
