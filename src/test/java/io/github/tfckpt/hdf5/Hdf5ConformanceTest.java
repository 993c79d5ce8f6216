package io.github.tfckpt.hdf5;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Fed;
import io.github.tfckpt.testing.Hdf5Builder;
import io.github.tfckpt.testing.Hdf5Builder.Piece;
import io.github.tfckpt.testing.Hdf5Types;
import io.github.tfckpt.testing.StoreConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Nested;

/**
 * Datasets of every type that h5py writes of TensorFlow's, in one run, turned round, and in chunks
 * that were shuffled and deflated. Strings are in testdata/hdf5/types.
 */
final class Hdf5ConformanceTest {

  private abstract static class Datasets extends StoreConformance {

    @Override
    protected final Set<String> lacks() {
      return DType.ALL.stream()
          .filter(dtype -> !Hdf5Types.NUMBERS.contains(dtype.number()))
          .map(DType::label)
          .collect(Collectors.toSet());
    }

    abstract long header(Hdf5Builder file, Fed fed);

    @Override
    protected final Path write(Path path, List<Fed> tensors) throws IOException {
      Hdf5Builder file = new Hdf5Builder();
      Map<String, Long> links = new TreeMap<>();
      tensors.forEach(fed -> links.put(fed.name(), header(file, fed)));
      Path h5 = path.resolveSibling(path.getFileName() + ".h5");
      return Files.write(h5, file.toBytes(file.group(links)));
    }

    @Override
    protected List<Path> summed(Path written) {
      return List.of();
    }

    static long contiguous(Hdf5Builder file, Fed fed, boolean bigEndian) {
      byte[] bytes = fed.elements();
      byte[] stored = bigEndian ? DTypes.swapped(fed.dtype(), bytes) : bytes;
      long address = stored.length == 0 ? -1 : file.add(stored);
      return file.header(
          Hdf5Builder.dataspace(fed.shape()),
          Hdf5Types.message(fed.dtype(), bigEndian),
          Hdf5Builder.contiguous(address, stored.length));
    }
  }

  @Nested
  final class LittleEndian extends Datasets {
    @Override
    long header(Hdf5Builder file, Fed fed) {
      return contiguous(file, fed, false);
    }
  }

  @Nested
  final class BigEndian extends Datasets {
    @Override
    long header(Hdf5Builder file, Fed fed) {
      return contiguous(file, fed, true);
    }
  }

  /** Two chunks along the first axis, the second not full. */
  @Nested
  final class Chunked extends Datasets {

    private static final int LAYOUT = 8;
    private static final int FILTERS = 11;

    /** Where the last chunk that was written ends: there is its sum. */
    private long end;

    @Override
    long header(Hdf5Builder file, Fed fed) {
      int rank = fed.shape().length;
      if (rank == 0) {
        return contiguous(file, fed, false);
      }
      int width = DTypes.width(fed.dtype());
      int[] extents = Arrays.stream(fed.shape()).mapToInt(e -> Math.max(1, (int) e)).toArray();
      extents[0] = extents[0] / 2 + 1;
      byte[] bytes = fed.elements();
      int size = width * Arrays.stream(extents).reduce(1, (a, b) -> a * b);
      int count = (bytes.length + size - 1) / size;
      Piece node = new Piece().text("TREE").u8(1, 0).u16(count).u64(-1, -1);
      for (int i = 0; i < count; i++) {
        byte[] chunk =
            deflated(shuffled(Arrays.copyOfRange(bytes, i * size, (i + 1) * size), width));
        node.u32(chunk.length, 0).u64((long) i * extents[0]).u64(new long[rank]);
        long address = file.add(chunk);
        end = address + chunk.length;
        node.u64(address);
      }
      node.u32(0, 0).u64(new long[rank + 1]);
      long tree = count == 0 ? -1 : file.add(node);
      Piece layout = new Piece().u8(3, 2, rank + 1).u64(tree).u32(extents).u32(width);
      Piece filters = new Piece().u8(1, 2).u16(0).u32(0);
      filters.u16(2).u16(0).u16(1).u16(1).u32(width, 0);
      filters.u16(1).u16(0).u16(1).u16(1).u32(4, 0);
      return file.header(
          Hdf5Builder.dataspace(fed.shape()),
          Hdf5Types.message(fed.dtype(), false),
          Hdf5Builder.message(FILTERS, filters),
          Hdf5Builder.message(LAYOUT, layout));
    }

    private static byte[] shuffled(byte[] chunk, int width) {
      byte[] shuffled = new byte[chunk.length];
      int count = chunk.length / width;
      for (int i = 0; i < chunk.length; i++) {
        shuffled[i % width * count + i / width] = chunk[i];
      }
      return shuffled;
    }

    private static byte[] deflated(byte[] chunk) {
      Deflater deflater = new Deflater();
      deflater.setInput(chunk);
      deflater.finish();
      byte[] room = new byte[chunk.length + 100];
      int size = deflater.deflate(room);
      deflater.end();
      return Arrays.copyOf(room, size);
    }

    @Override
    protected List<Path> summed(Path written) {
      return List.of(written);
    }

    /** The last byte of zlib's sum of the last chunk. */
    @Override
    protected byte[] changed(byte[] bytes) {
      bytes[(int) end - 1] ^= 1;
      return bytes;
    }
  }
}
