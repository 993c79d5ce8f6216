package io.github.tfckpt.tf.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.Checksum;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.SparseFile;
import io.github.tfckpt.testing.Verifying;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strings as long as an unsigned int counts, and longer: from there on a length is summed in 8
 * bytes. Their files are sparse.
 *
 * @see "tensorflow/core/util/tensor_bundle/tensor_bundle.cc, ReadStringTensor"
 */
final class GreatStringTest {

  private static final long NARROW = (1L << 32) - 1;
  private static final long WIDE = 1L << 32;

  @TempDir private Path folder;

  private Path prefix() {
    return folder.resolve("x");
  }

  /**
   * Strings of zeros: a short one, one whose length is just summed in 4 bytes, and one in 8. The
   * short one comes first: a sum that begins with 2^32 - 1 does not tell how wide that was.
   */
  private void write() throws IOException {
    Wire lengths = new Wire().varint(3).varint(NARROW).varint(WIDE);
    Wire summed = new Wire().fixed32(3).fixed32((int) NARROW).fixed64(WIDE);
    byte[] begin = lengths.fixed32(Checksum.masked(summed.toBytes())).toBytes();
    long zeros = NARROW + WIDE + 3;
    SparseFile.Content content =
        new SparseFile.Content() {
          @Override
          public long size() {
            return begin.length + zeros;
          }

          @Override
          public void writeTo(SparseFile file) throws IOException {
            file.write(begin);
            file.zeros(zeros);
          }
        };
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    bundle.addContent(0, "s", DTypes.STRING, new long[] {3}, content);
    bundle.write();
  }

  @Test
  void lengthsAreSummedAsTheyAreWide() throws IOException {
    write();
    try (Checkpoint checkpoint = Checkpoint.open(prefix())) {
      StringElements strings = (StringElements) checkpoint.tensor("s").elements();
      assertEquals(3, strings.at(0).size());
      assertEquals(NARROW, strings.at(1).size());
      assertEquals(WIDE, strings.at(2).size());
    }
  }

  @Test
  void aBitOfTheLengthsIsNamed() throws IOException {
    write();
    try (FileChannel channel =
        FileChannel.open(BundleBuilder.dataFile(prefix(), 0, 1), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {3 ^ 4}), 0);
    }
    List<String> lines = Verifying.lines(Verifying.verify(prefix()), folder);
    assertEquals(1, lines.size(), lines::toString);
    String words = "; one flipped bit explains it: bit 2 of byte 0";
    assertTrue(lines.get(0).endsWith(words), lines::toString);
  }
}
