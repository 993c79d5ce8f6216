package io.github.tfckpt.tf.v1;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.V1Builder;
import io.github.tfckpt.testing.Verifying;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.verify.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V1 files whose slices do not make up the tensor they are slices of. */
final class ForgedSlicesV1Test {

  private static final long[] TWO = {2};
  private static final byte[] ELEMENTS = Samples.floats(1, 2);
  private static final long[][] ALL = {{0, -1}};

  @RegisterExtension final Scratch scratch = new Scratch();

  /** Writes the file with a sound "z" beside the "t" that is refused in these words. */
  private Path assertRefused(V1Builder file, String... parts) throws IOException {
    file.add("z", DTypes.FLOAT, TWO, ELEMENTS);
    Path path = file.write(scratch.file("x.ckpt"));
    tells(scratch.refused(Corrupt.class, path, "t"), "x.ckpt", "\"t\"");
    tells(scratch.refused(Corrupt.class, path, "t"), parts);
    assertArrayEquals(ELEMENTS, scratch.bytes(path, "z"));
    return path;
  }

  @Test
  void oneSliceOfAWholeThatIsElsewhere() throws IOException {
    V1Builder file = new V1Builder();
    file.addSlice("t", DTypes.FLOAT, new long[] {5}, new long[][] {{1, 2}}, ELEMENTS);
    assertRefused(file, "no slice covers [0:1]");
  }

  @Test
  void tensorSavedTwice() throws IOException {
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, TWO, ELEMENTS);
    file.announce("t", DTypes.FLOAT, TWO, ALL);
    assertRefused(file, "overlap");
  }

  @Test
  void tensorWithoutSlices() throws IOException {
    V1Builder file = new V1Builder();
    file.announce("t", DTypes.FLOAT, TWO, ALL).slices.clear();
    Path path = file.write(scratch.file("x.ckpt"));
    assertEquals(List.of(), scratch.names(path));
    tells(scratch.damage(path).get(0), "\"t\"", "no slices");
  }

  @Test
  void impossibleSlices() throws IOException {
    for (long[] extent :
        new long[][] {{-1, 1}, {0, 0}, {1, 2}, {0, -2}, {1, -1}, {1, Long.MAX_VALUE}}) {
      V1Builder file = new V1Builder();
      file.announce("t", DTypes.FLOAT, TWO, new long[][] {extent});
      assertRefused(file, "slice", "does not lie within [2]");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2})
  void sliceOfAnotherRank(long extent) throws IOException {
    V1Builder file = new V1Builder();
    file.announce("t", DTypes.FLOAT, new long[] {extent, 3}, ALL);
    Path path = assertRefused(file, "slice - has rank 1, the tensor 2");
    Report report = Verifying.verify(path, OptionalLong.empty(), Part.WHOLE, 1);
    assertFalse(report.isSound(), () -> report.toString());
  }
}
