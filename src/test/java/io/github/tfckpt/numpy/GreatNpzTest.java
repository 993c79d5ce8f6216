package io.github.tfckpt.numpy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.archive.RandomOutput;
import io.github.tfckpt.archive.TensorList;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives beyond what zip files could once hold. The JDK's reader of them is the judge. */
final class GreatNpzTest {

  @TempDir private Path folder;

  /** Tensors of zeros, named by their numbers. */
  private record Zeros(int count, long size) implements TensorList {
    @Override
    public String name(int index) {
      return "t" + index;
    }

    @Override
    public DType dtype(int index) {
      return DType.UINT8;
    }

    @Override
    public Shape shape(int index) {
      return Shape.of(size);
    }

    @Override
    public Tensor read(int index) {
      ByteSource zeros =
          new ByteSource() {
            @Override
            public String description() {
              return "zeros";
            }

            @Override
            public long size() {
              return size;
            }

            @Override
            public void read(long offset, ByteBuffer target) {
              target.position(target.limit());
            }
          };
      return new Tensor(
          name(index),
          dtype(index),
          shape(index),
          new FixedElements(DType.UINT8, zeros, FixedElements.Check.NONE));
    }

    @Override
    public FixedElements opaque(int index) {
      throw new IllegalArgumentException(name(index));
    }
  }

  private ZipFile write(Zeros tensors) throws IOException {
    Path file = folder.resolve("great.npz");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      NpzArchive archive = new NpzArchive(tensors, false, new Holes(channel));
      for (int i = tensors.count() - 1; i >= 0; i--) {
        archive.write(i, bytes -> {});
      }
      archive.finish();
    }
    return new ZipFile(file.toFile());
  }

  /** Leaves holes where whole pieces of zeros would be. */
  private record Holes(FileChannel channel) implements RandomOutput {
    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
      if (bytes.remaining() < 1 << 16) {
        channel.write(bytes, position);
      } else {
        bytes.position(bytes.limit());
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void membersOfMoreThan4GiB() throws IOException {
    long size = (1L << 32) + 5;
    try (ZipFile zip = write(new Zeros(3, size))) {
      assertEquals(3, zip.size());
      for (int i = 0; i < 3; i++) {
        assertEquals(size + 128, zip.getEntry("t" + i + ".npy").getSize());
      }
      byte[] begin = zip.getInputStream(zip.getEntry("t2.npy")).readNBytes(6);
      assertEquals((byte) 0x93, begin[0]);
    }
  }

  @Test
  void membersAfter4GiB() throws IOException {
    long size = 1L << 31;
    try (ZipFile zip = write(new Zeros(4, size))) {
      assertEquals(size + 128, zip.getEntry("t3.npy").getSize());
      assertEquals((byte) 0x93, zip.getInputStream(zip.getEntry("t3.npy")).readNBytes(6)[0]);
    }
  }

  @Test
  void moreThan65535Members() throws IOException {
    for (int count : new int[] {65_534, 65_535, 65_536, 70_000}) {
      try (ZipFile zip = write(new Zeros(count, 3))) {
        assertEquals(count, zip.size());
        assertEquals(131, zip.getEntry("t" + (count - 1) + ".npy").getSize());
      }
      java.nio.file.Files.delete(folder.resolve("great.npz"));
    }
  }
}
