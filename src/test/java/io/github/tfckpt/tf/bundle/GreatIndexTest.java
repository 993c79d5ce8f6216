package io.github.tfckpt.tf.bundle;

import static io.github.tfckpt.testing.Scratch.tells;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.testing.BlockBuilder;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.TableBuilder;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Indexes of many blocks, which several threads read, and small ones that pretend to be great. */
final class GreatIndexTest {

  private static final int TENSORS = 20_000;

  @RegisterExtension final Scratch scratch = new Scratch();

  private static String name(int i) {
    return "layer_" + i + "/" + "kernel".repeat(i % 7);
  }

  private Path write(Consumer<TableBuilder> options) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    Random random = new Random(1);
    for (int i = 0; i < TENSORS; i++) {
      long extent = 1L + i % 5;
      byte[] elements = Samples.elements(random, DTypes.INT8, extent);
      bundle.add(0, name(i), DTypes.INT8, new long[] {extent}, elements);
    }
    return bundle.write(options);
  }

  @Test
  void everyEntryOfEveryBlockInOrder() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < TENSORS; i++) {
      names.add(name(i));
    }
    Path path = write(table -> table.blockSize(2000).snappy(block -> block % 5 == 0));
    assertEquals(List.of(), scratch.damage(path));
    assertEquals(List.copyOf(names), scratch.names(path));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      for (TensorEntry entry : checkpoint.tensors()) {
        int i = Integer.parseInt(entry.name().substring(6, entry.name().indexOf('/')));
        assertEquals(1 + i % 5, entry.elementCount());
      }
    }
  }

  @Test
  void damagedBlocksAreReportedInOrder() throws IOException {
    Path path =
        write(
            table ->
                table
                    .blockSize(2000)
                    .editTypes((n, type) -> n % 100 == 50 ? new byte[] {(byte) (n / 100)} : type));
    List<String> damage = scratch.damage(path);
    assertTrue(damage.size() > 2, damage::toString);
    for (int i = 0; i < damage.size(); i++) {
      tells(damage.get(i), i == 0 ? "Snappy" : "type is " + (i + 1), "its entries are lost");
    }
    assertTrue(scratch.names(path).size() > TENSORS * 9 / 10);
  }

  /** One block of entries, listed over and over: what there is to read has no end. */
  @Test
  void blocksThatAreAllTheSame() throws IOException {
    BlockBuilder entries = new BlockBuilder(16);
    Wire block = new Wire();
    for (int i = 0; i < 20_000; i++) {
      block.varint(0).varint(0).varint(2).number(1, 1);
    }
    byte[] contents = block.fixed32(0).fixed32(1).toBytes();
    byte[] handle = new Wire().varint(0).varint(contents.length).toBytes();
    for (int i = 0; i < 50_000; i++) {
      entries.add(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i}, handle);
    }
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    byte[] index = entries.finish();
    Path path =
        bundle.write(
            table ->
                table.editContents(
                    (n, old) ->
                        switch (n) {
                          case 0 -> contents;
                          case TableBuilder.INDEX -> index;
                          default -> old;
                        }));
    String message = Bounded.run(() -> scratch.refused(Corrupt.class, path));
    tells(message, "x.index", "blocks");
  }

  /** A separator of 60 kB for each of many empty blocks, spelled in a few bytes. */
  @Test
  void separatorsThatShareTheirBeginning() throws IOException {
    byte[] handle = {0, 0};
    Wire entries = new Wire().varint(0).varint(60000).varint(2).raw(new byte[60000]).raw(handle);
    for (int i = 0; i < 50_000; i++) {
      entries.varint(60000).varint(1).varint(2).raw((byte) i).raw(handle);
    }
    byte[] index = entries.fixed32(0).fixed32(1).toBytes();
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    Path path = bundle.write(t -> t.editContents((n, o) -> n == TableBuilder.INDEX ? index : o));
    String message = Bounded.run(() -> scratch.refused(Unsupported.class, path));
    tells(message, "x.index", "separators");
  }

  /** Entries that are all wrong: what there is to tell has an end. */
  @Test
  void moreDamageThanIsReported() throws IOException {
    Wire block = new Wire();
    for (int i = 0; i < 200_000; i++) {
      block.varint(0).varint(0).varint(1).raw((byte) 0x12);
    }
    byte[] contents = block.fixed32(0).fixed32(1).toBytes();
    BundleBuilder bundle = new BundleBuilder(scratch.file("x"), 1);
    Path path = bundle.write(t -> t.editContents((n, old) -> n == 0 ? contents : old));
    List<String> damage = Bounded.run(() -> scratch.damage(path));
    assertTrue(damage.size() <= 1000, () -> damage.size() + " messages");
    tells(damage.get(damage.size() - 1), "more");
  }
}
