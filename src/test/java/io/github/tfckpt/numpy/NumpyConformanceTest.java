package io.github.tfckpt.numpy;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.Fed;
import io.github.tfckpt.testing.NpyBytes;
import io.github.tfckpt.testing.StoreConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;

/** Arrays of every type that numpy has, stored, deflated, and in files of their own. */
final class NumpyConformanceTest {

  private abstract static class OfArrays extends StoreConformance {

    @Override
    protected Set<String> lacks() {
      Set<String> lacking =
          DType.ALL.stream()
              .filter(dtype -> !NpyBytes.DESCRS.containsKey(dtype.number()))
              .map(DType::label)
              .collect(Collectors.toSet());
      // Theirs may end in NUL bytes, which numpy drops: numpy's own strings are in testdata/npz.
      lacking.add("string");
      return lacking;
    }
  }

  private abstract static class Archives extends OfArrays {

    abstract int method();

    @Override
    protected final Path write(Path file, List<Fed> tensors) throws IOException {
      Path path = file.resolveSibling(file.getFileName() + ".npz");
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
        for (Fed fed : tensors) {
          byte[] bytes = NpyBytes.of(fed, false);
          CRC32 crc = new CRC32();
          crc.update(bytes);
          ZipEntry entry = new ZipEntry(fed.name() + ".npy");
          entry.setMethod(method());
          entry.setSize(bytes.length);
          entry.setCrc(crc.getValue());
          zip.putNextEntry(entry);
          zip.write(bytes);
        }
      }
      return path;
    }

    @Override
    protected final List<Path> summed(Path written) {
      return List.of(written);
    }
  }

  @Nested
  final class Stored extends Archives {
    @Override
    int method() {
      return ZipEntry.STORED;
    }

    /** The last byte of the only member: behind it are a directory of 52 bytes and an end of 22. */
    @Override
    protected byte[] changed(byte[] bytes) {
      bytes[bytes.length - 22 - 46 - "t.npy".length() - 1] ^= 1;
      return bytes;
    }
  }

  @Nested
  final class Deflated extends Archives {
    @Override
    int method() {
      return ZipEntry.DEFLATED;
    }

    /** The stored sum itself, as the directory has it. */
    @Override
    protected byte[] changed(byte[] bytes) {
      bytes[bytes.length - 22 - 46 - "t.npy".length() + 16] ^= 1;
      return bytes;
    }
  }

  @Nested
  final class Folder extends OfArrays {
    @Override
    protected Path write(Path file, List<Fed> tensors) throws IOException {
      Path folder =
          Files.createDirectories(file.resolveSibling(file.getFileName() + "-" + tensors.size()));
      for (Fed fed : tensors) {
        Files.write(folder.resolve(fed.name() + ".npy"), NpyBytes.of(fed, false));
      }
      return folder;
    }

    @Override
    protected List<Path> summed(Path written) {
      return List.of();
    }
  }

  @Nested
  final class BigEndian extends OfArrays {
    @Override
    protected Path write(Path file, List<Fed> tensors) throws IOException {
      Path folder =
          Files.createDirectories(file.resolveSibling(file.getFileName() + "-" + tensors.size()));
      for (Fed fed : tensors) {
        Files.write(folder.resolve(fed.name() + ".npy"), NpyBytes.of(fed, true));
      }
      return folder;
    }

    @Override
    protected List<Path> summed(Path written) {
      return List.of();
    }
  }
}
