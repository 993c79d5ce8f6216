package io.github.tfckpt.tf.bundle;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Headers of bundles, and bundles without one. */
final class ForgedHeaderTest {

  private static final byte[] ONE = Samples.floats(1);

  @RegisterExtension final Scratch scratch = new Scratch();

  private BundleBuilder bundle() throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    bundle.add(0, "t", DTypes.FLOAT, new long[] {1}, ONE);
    return bundle;
  }

  private Path header(Wire header) throws IOException {
    return bundle().header(old -> header).write();
  }

  private static Wire version(Wire version) {
    return new Wire().number(1, 1).message(3, version);
  }

  @Test
  void producerBelowZero() throws IOException {
    Path path = header(version(new Wire().number(1, -1)));
    tells(scratch.refused(Unsupported.class, path), "producer", "-1");
  }

  @Test
  void meantForLaterReaders() throws IOException {
    Path path = header(version(new Wire().number(1, 9).number(2, 2)));
    tells(scratch.refused(Unsupported.class, path), "version 2");
  }

  @Test
  void forbiddenToReadersOfOurVersion() throws IOException {
    Path path = header(version(new Wire().number(3, 7).number(3, 1)));
    tells(scratch.refused(Unsupported.class, path), "excludes readers of version 1");
    Wire packed = new Wire().bytes(3, new byte[] {7, 1});
    tells(scratch.refused(Unsupported.class, header(version(packed))), "version 1");
  }

  @Test
  void otherVersionsAreFine() throws IOException {
    for (Wire version :
        List.of(
            new Wire(),
            new Wire().number(1, Integer.MAX_VALUE).number(2, 1),
            new Wire().bytes(3, new byte[] {0, 2}))) {
      assertArrayEquals(ONE, scratch.bytes(header(version(version)), "t"));
    }
  }

  @Test
  void numberOfShardsBelowZero() throws IOException {
    Path path = header(new Wire().number(1, -2));
    tells(String.join(" ", scratch.damage(path)), "number of shards is -2");
    assertArrayEquals(ONE, scratch.bytes(path, "t"));
  }

  @Test
  void unknownByteOrder() throws IOException {
    Path path = header(new Wire().number(1, 1).number(2, 2));
    tells(scratch.refused(Unsupported.class, path), "endianness is 2");
  }

  @Test
  void headerThatIsNotAMessage() throws IOException {
    Path path = header(new Wire().raw((byte) 0x1a, (byte) 99));
    tells(String.join(" ", scratch.damage(path)), "header");
    assertArrayEquals(ONE, scratch.bytes(path, "t"));
  }

  /** Groups within groups: a reader that recurses runs out of stack. */
  @Test
  void nestedGroups() throws IOException {
    byte[] groups = new byte[200_000];
    java.util.Arrays.fill(groups, (byte) (9 << 3 | 3));
    Path path = header(new Wire().number(1, 1).raw(groups));
    tells(String.join(" ", scratch.damage(path)), "header");
  }

  @Test
  void entryInPlaceOfTheHeader() throws IOException {
    Path path = bundle().noHeader().write();
    assertEquals(List.of("t"), scratch.names(path));
    tells(String.join(" ", scratch.damage(path)), "no header");
  }

  @Test
  void millionsOfShards() throws IOException {
    Path path = header(new Wire().number(1, Integer.MAX_VALUE));
    assertEquals(List.of("t"), scratch.names(path));
    assertArrayEquals(ONE, scratch.bytes(path, "t"));
  }

  @Test
  void bundleWithoutTensors() throws IOException {
    Path path = new BundleBuilder(scratch.file("x"), 1).write();
    assertEquals(List.of(), scratch.names(path));
    assertEquals(List.of(), scratch.damage(path));
  }
}
