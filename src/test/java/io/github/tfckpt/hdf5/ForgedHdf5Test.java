package io.github.tfckpt.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.Hdf5Builder;
import io.github.tfckpt.testing.Hdf5Builder.Piece;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the HDF5 library would not write. */
final class ForgedHdf5Test {

  private static final int CONTINUATION = 16;
  private static final int FILTERS = 11;

  @RegisterExtension final Scratch scratch = new Scratch();

  private final Hdf5Builder file = new Hdf5Builder();

  private Path write(long root) throws IOException {
    return Files.write(scratch.file("x.h5"), file.toBytes(root));
  }

  private List<String> findings(Path path) {
    return Verifying.lines(Verifying.verify(path), path.getParent());
  }

  /** A dataset of two floats that are there. */
  private long good() {
    long data = file.add(new byte[8]);
    return file.header(
        Hdf5Builder.dataspace(2), Hdf5Builder.float32(), Hdf5Builder.contiguous(data, 8));
  }

  private long dataset(byte[] layout, long... extents) {
    return file.header(Hdf5Builder.dataspace(extents), Hdf5Builder.float32(), layout);
  }

  @Test
  void groupsInACircle() throws IOException {
    long back = file.here();
    long inner = file.header(Hdf5Builder.message(17, new Piece().u64(0, 0)));
    long root = file.group(Map.of("a", good(), "up", inner));
    file.copy(root + 24, back + 24, 16);
    Path path = write(root);
    assertEquals(List.of("a"), Bounded.run(() -> scratch.names(path)));
  }

  @Test
  void treeThatIsItsOwnChild() throws IOException {
    long heap = file.heap(new byte[8]);
    long tree = file.here();
    file.add(Hdf5Builder.node(0, 1, tree));
    Path path = write(file.group(Map.of("a", good(), "bad", file.group(tree, heap))));
    assertEquals(List.of("a"), scratch.names(path));
    Scratch.tells(findings(path).toString(), "\"bad\"", "level 1 below level 1");
  }

  @Test
  void treeWhoseChildrenAreAllOne() throws IOException {
    long heap = file.heap(new byte[8]);
    long tree = file.add(Hdf5Builder.node(0, 0));
    for (int level = 1; level < 8; level++) {
      long[] children = new long[1000];
      Arrays.fill(children, tree);
      tree = file.add(Hdf5Builder.node(0, level, children));
    }
    Path path = write(file.group(tree, heap));
    String told = Bounded.run(() -> scratch.refused(Corrupt.class, path));
    Scratch.tells(told, "its groups and trees go in circles");
  }

  @Test
  void headerThatContinuesInItself() throws IOException {
    long here = file.here();
    file.header(Hdf5Builder.message(CONTINUATION, new Piece().u64(here + 16, 24)));
    file.change(here + 3, 0xff);
    Path path = write(file.group(Map.of("a", good(), "bad", here)));
    String told = Bounded.run(() -> scratch.refused(Corrupt.class, path));
    Scratch.tells(told, "its groups and trees go in circles");
  }

  @Test
  void groupsInGroups() throws IOException {
    long inner = good();
    for (int i = 0; i < 1000; i++) {
      inner = file.group(Map.of("g", inner));
    }
    Path path = write(inner);
    assertEquals(List.of(), scratch.names(path));
    Scratch.tells(scratch.damage(path).toString(), "more than 128 deep");
  }

  @Test
  void namesOutsideTheirHeapAndWithoutAnEnd() throws IOException {
    byte[] endless = new byte[70_000];
    Arrays.fill(endless, (byte) 'x');
    for (byte[] names : List.of(new byte[4], endless)) {
      long good = good();
      Piece leaf = new Piece().text("SNOD").u8(1, 0).u16(1).u64(8, good, 0, 0, 0);
      long leafAt = file.add(leaf);
      long tree = file.add(Hdf5Builder.node(0, 0, leafAt));
      Path path = write(file.group(tree, file.heap(names)));
      assertEquals(List.of(), scratch.names(path));
      Scratch.tells(scratch.damage(path).toString(), names.length == 4 ? "outside" : "longer than");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, 1L << 62, 1L << 61, 1L << 40})
  void moreElementsThanTheFileHolds(long extent) throws IOException {
    long data = file.add(new byte[8]);
    long bad = dataset(Hdf5Builder.contiguous(data, extent * 4), extent);
    long none = dataset(Hdf5Builder.contiguous(-1, extent * 4), extent);
    Map<String, Long> links = new LinkedHashMap<>(Map.of("bad", bad, "none", none, "good", good()));
    Path path = write(file.group(links));
    assertTrue(scratch.names(path).contains("good"));
    String told = findings(path).toString();
    Scratch.tells(told, extent > 1L << 60 ? "more than 2^63 bytes" : "\"bad\": data at");
    if (extent == 1L << 40) {
      Scratch.tells(scratch.refused(Corrupt.class, path, "bad"), "runs past the end");
      Scratch.tells(scratch.refused(Corrupt.class, path, "none"), "are not stored");
    }
  }

  @Test
  void sizeThatIsNotTheShapes() throws IOException {
    long data = file.add(new byte[16]);
    Path path = write(file.group(Map.of("a", dataset(Hdf5Builder.contiguous(data, 12), 2))));
    Scratch.tells(scratch.refused(Corrupt.class, path, "a"), "12 bytes stored", "[2] takes 8");
  }

  @Test
  void datasetsThatOverlap() throws IOException {
    long data = file.add(new byte[16]);
    long first = dataset(Hdf5Builder.contiguous(data, 8), 2);
    long second = dataset(Hdf5Builder.contiguous(data + 4, 8), 2);
    Path path = write(file.group(Map.of("a", first, "b", second)));
    Scratch.tells(findings(path).toString(), "\"b\": its first 4 bytes belong to \"a\" too");
  }

  @Test
  void moreChunksThanAreKept() throws IOException {
    long tree = file.add(Hdf5Builder.node(1, 0));
    Path path =
        write(file.group(Map.of("a", dataset(Hdf5Builder.chunked(tree, 1, 1), 1 << 20, 1 << 20))));
    String told = Bounded.run(() -> scratch.refused(Unsupported.class, path, "a"));
    Scratch.tells(told, "more than 1048576 chunks", "h5repack");
  }

  @Test
  void chunkTreeThatIsItsOwnChild() throws IOException {
    long tree = file.here();
    file.add(Hdf5Builder.node(1, 1, 0, tree));
    Path path = write(file.group(Map.of("a", dataset(Hdf5Builder.chunked(tree, 2), 4))));
    Scratch.tells(scratch.refused(Corrupt.class, path, "a"), "level 1, below level 1");
  }

  @Test
  void chunksOfManyBytes() throws IOException {
    Piece deflate = new Piece().u8(1, 1, 0, 0, 0, 0, 0, 0).u16(1).u16(0).u16(0).u16(1).u64(6);
    long tree = file.add(Hdf5Builder.node(1, 0));
    long bad =
        file.header(
            Hdf5Builder.dataspace(5),
            Hdf5Builder.float32(),
            Hdf5Builder.chunked(tree, Integer.MAX_VALUE),
            Hdf5Builder.message(FILTERS, deflate));
    Path path = write(file.group(Map.of("a", bad)));
    Scratch.tells(scratch.refused(Unsupported.class, path, "a"), "compressed chunks of 8589934588");
  }

  @Test
  void filesThatEndTooSoon() throws IOException {
    byte[] whole = file.toBytes(file.group(Map.of("a", good())));
    for (int length = 0; length < whole.length; length++) {
      Path path = Files.write(scratch.file("x.h5"), Arrays.copyOf(whole, length));
      assertTrue(!findings(path).isEmpty(), length + " of " + whole.length);
    }
  }

  @Test
  void aFileThatLacksItsEndSaysSo() throws IOException {
    long root = file.group(Map.of("a", good()));
    long data = file.add(new byte[800]);
    byte[] whole = file.toBytes(root);
    Path path = Files.write(scratch.file("x.h5"), Arrays.copyOf(whole, (int) data));
    assertEquals(List.of("a"), scratch.names(path));
    Scratch.tells(scratch.damage(path).get(0), "ends at " + data, "(truncated?)");
  }
}
