package io.github.tfckpt.tf.bundle;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.tensor.Selection;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.tensor.View;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.Checksum;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Outcome;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.SparseFile;
import io.github.tfckpt.testing.Strings;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** String tensors: lengths, their checksum, and the checksum of all. */
final class ForgedStringsTest {

  private static final List<byte[]> TEXTS =
      List.of("hello".getBytes(StandardCharsets.UTF_8), new byte[0], new byte[300]);

  @RegisterExtension final Scratch scratch = new Scratch();

  private Path forge(Consumer<EntryForm> change) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    change.accept(bundle.addStrings(0, "s", new long[] {3}, TEXTS));
    bundle.add(0, "behind", DTypes.FLOAT, new long[] {2}, Samples.floats(1, 2));
    return bundle.write();
  }

  private Path stored(Wire bytes, long... shape) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    SparseFile.Content content = SparseFile.Content.of(bytes.toBytes());
    bundle.addContent(0, "s", DTypes.STRING, shape, content);
    return bundle.write();
  }

  private void assertRefused(Path path, String... parts) throws IOException {
    assertEquals(1, scratch.names(path).stream().filter("s"::equals).count());
    tells(scratch.refused(Corrupt.class, path, "s"), parts);
    assertEquals(1, Outcome.of(path).troubles().size());
  }

  @Test
  void sizeThatTheStringsDoNotFill() throws IOException {
    assertRefused(forge(form -> form.size += 8), "\"s\"", "321 bytes stored", "take 313");
    assertRefused(forge(form -> form.size = 312), "\"s\"");
    assertRefused(forge(form -> form.size = 2), "\"s\"", "3 strings do not fit in 2 bytes");
    assertRefused(forge(form -> form.size = 0), "\"s\"");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 100})
  void lengthsThatAreNotThere(long length) throws IOException {
    Wire bytes = new Wire().varint(1).varint(length).varint(2).raw(new byte[40]);
    assertRefused(stored(bytes, 3), "a string of " + Long.toUnsignedString(length));
  }

  @Test
  void moreStringsThanBytes() throws IOException {
    assertRefused(stored(new Wire().raw(new byte[40]), 1L << 40), "1099511627776 strings");
  }

  @Test
  void lengthThatGoesOnAndOn() throws IOException {
    Wire bytes = new Wire().longVarint(0, 11).raw(new byte[40]);
    assertRefused(stored(bytes, 3), "varint");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 6, 7, 8, 20, 312})
  void anyByteChanged(int at) throws IOException {
    Path path = forge(form -> {});
    scratch.edit(
        BundleBuilder.dataFile(path, 0, 1),
        bytes -> {
          bytes[at] ^= 1;
          return bytes;
        });
    tells(scratch.refused(Corrupt.class, path, "s"), "\"s\"");
  }

  /** The lengths of two strings changed places: all are as long together as they should be. */
  @Test
  void lengthsAreSummedBeforeOneStringIsRead() throws IOException {
    Path path = forge(form -> {});
    scratch.edit(
        BundleBuilder.dataFile(path, 0, 1),
        bytes -> {
          bytes[0] = 0;
          bytes[1] = 5;
          return bytes;
        });
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      Corrupt refused = assertThrows(Corrupt.class, () -> first(checkpoint.tensor("s")));
      tells(refused.getMessage(), "\"s\": crc32c of the string lengths is ");
    }
  }

  private static byte[] first(Tensor strings) throws IOException {
    View one = Selection.parse("[0:1]").on(strings.shape());
    return ((StringElements) strings.elements().view(one)).at(0).readAll();
  }

  @Test
  void checksumOfTheStoredBytesIsNotTheOneMeant() throws IOException {
    byte[] bytes = Strings.of(TEXTS, false).stored().toBytes();
    assertRefused(forge(form -> form.maskedCrc = Checksum.masked(bytes)), "crc32c");
  }

  @Test
  void noStringsInFourBytesOrInNone() throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    bundle.addStrings(0, "four", new long[] {0}, List.of());
    EntryForm none = bundle.addStrings(0, "none", new long[] {2, 0}, List.of());
    none.size = 0;
    Path path = bundle.write();
    assertArrayEquals(new byte[0], scratch.bytes(path, "four"));
    assertArrayEquals(new byte[0], scratch.bytes(path, "none"));
  }

  @Test
  void manyStringsOfEveryLength() throws IOException {
    Random random = new Random(12);
    List<byte[]> strings = Samples.strings(random, 5000);
    strings.set(70, new byte[1 << 21]);
    strings.set(71, new byte[16384]);
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    bundle.addStrings(0, "s", new long[] {50, 100}, strings);
    assertArrayEquals(Strings.canonical(strings), scratch.bytes(bundle.write(), "s"));
  }
}
