package io.github.tfckpt.tf.v1;

import io.github.tfckpt.testing.Fed;
import io.github.tfckpt.testing.StoreConformance;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** V1 files, whose value fields are packed or not. */
final class V1ConformanceTest {

  private abstract static class OfFiles extends StoreConformance {

    abstract V1Builder builder();

    @Override
    protected final Path write(Path file, List<Fed> tensors) throws IOException {
      V1Builder builder = builder();
      for (Fed fed : tensors) {
        if (fed.isStrings()) {
          builder.addStrings(fed.name(), fed.shape(), fed.strings());
        } else {
          builder.add(fed.name(), fed.dtype(), fed.shape(), fed.elements());
        }
      }
      return builder.write(file.resolveSibling(file.getFileName() + ".ckpt"));
    }

    @Override
    protected final List<Path> summed(Path written) {
      return List.of(written);
    }

    /** A byte of the first block, which has all records of one tensor. */
    @Override
    protected final byte[] changed(byte[] bytes) {
      bytes[bytes.length / 2] ^= 1;
      return bytes;
    }
  }

  @Nested
  final class Packed extends OfFiles {
    @Override
    V1Builder builder() {
      return new V1Builder();
    }
  }

  @Nested
  final class Unpacked extends OfFiles {
    @Override
    V1Builder builder() {
      return new V1Builder().unpacked();
    }
  }
}
