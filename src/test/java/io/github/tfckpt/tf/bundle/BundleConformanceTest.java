package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Fed;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.StoreConformance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Bundles: as TensorFlow writes them here, big-endian, and of slices. */
final class BundleConformanceTest {

  /** Whole tensors in one shard. */
  private abstract static class OfBundles extends StoreConformance {

    abstract void add(BundleBuilder bundle, Fed fed) throws IOException;

    BundleBuilder builder(Path file) throws IOException {
      return new BundleBuilder(file, 1);
    }

    @Override
    protected final Path write(Path file, List<Fed> tensors) throws IOException {
      BundleBuilder bundle = builder(file);
      for (Fed fed : tensors) {
        add(bundle, fed);
      }
      return bundle.write();
    }

    @Override
    protected final List<Path> summed(Path written) {
      return List.of(BundleBuilder.dataFile(written, 0, 1));
    }

    static void addWhole(BundleBuilder bundle, Fed fed) throws IOException {
      if (fed.isStrings()) {
        bundle.addStrings(0, fed.name(), fed.shape(), fed.strings());
      } else {
        bundle.add(0, fed.name(), fed.dtype(), fed.shape(), fed.elements());
      }
    }
  }

  @Nested
  final class LittleEndian extends OfBundles {
    @Override
    void add(BundleBuilder bundle, Fed fed) throws IOException {
      addWhole(bundle, fed);
    }
  }

  @Nested
  final class BigEndian extends OfBundles {
    @Override
    BundleBuilder builder(Path file) throws IOException {
      return super.builder(file).bigEndian();
    }

    @Override
    void add(BundleBuilder bundle, Fed fed) throws IOException {
      addWhole(bundle, fed);
    }
  }

  /** Cut in two along the last axis, where it is long enough. */
  @Nested
  final class Partitioned extends OfBundles {
    @Override
    void add(BundleBuilder bundle, Fed fed) throws IOException {
      long[] whole = fed.shape();
      int last = whole.length - 1;
      if (Samples.count(whole) == 0 || last < 0 || whole[last] < 2) {
        addWhole(bundle, fed);
        return;
      }
      for (long[] range : new long[][] {{0, 1}, {1, whole[last] - 1}}) {
        long[][] box = new long[whole.length][];
        java.util.Arrays.setAll(box, axis -> axis == last ? range : new long[] {0, -1});
        if (fed.isStrings()) {
          List<byte[]> part = Samples.box(fed.strings(), whole, box);
          bundle.addStringSlice(0, fed.name(), whole, box, part);
        } else {
          byte[] part = Samples.box(fed.elements(), DTypes.width(fed.dtype()), whole, box);
          bundle.addSlice(0, fed.name(), fed.dtype(), whole, box, part);
        }
      }
    }
  }
}
