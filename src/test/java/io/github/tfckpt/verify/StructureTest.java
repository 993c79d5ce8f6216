package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.EntryForm;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.V1Builder;
import io.github.tfckpt.testing.Verifying;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints whose checksums are right, and whose structure is not. */
final class StructureTest {

  private static final int UINT8 = DTypes.UINT8;
  private static final long[] FOUR = {4};

  @TempDir private Path folder;

  private Path prefix() {
    return folder.resolve("m");
  }

  private List<String> lines() {
    return Verifying.lines(Verifying.verify(prefix()), folder);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void leftovers() throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    bundle.add(0, "t", UINT8, FOUR, new byte[4]);
    bundle.write();
    Files.createDirectory(folder.resolve("m_temp"));
    Files.write(folder.resolve("m.data-00000-of-00001.tempstate123"), new byte[3]);
    Files.write(folder.resolve("m.data-00001-of-00002"), new byte[3]);
    Files.write(folder.resolve("m.meta"), new byte[3]);
    assertEquals(
        List.of(
            "warning: m.data-00000-of-00001.tempstate123: is left over from an unfinished save",
            "warning: m.data-00001-of-00002: no tensor of this checkpoint is in it",
            "warning: m_temp: is left over from an unfinished save"),
        lines());
  }

  @Test
  void bytesOfNoTensor() throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    bundle.add(0, "a", UINT8, FOUR, new byte[4]);
    EntryForm lost = bundle.add(0, "b", UINT8, FOUR, new byte[] {1, 2, 3, 4});
    bundle.add(0, "c", UINT8, FOUR, new byte[4]);
    bundle.remove(utf8("b"));
    bundle.write();
    assertEquals(4, lost.offset);
    Path data = BundleBuilder.dataFile(prefix(), 0, 1);
    assertEquals(
        List.of("warning: " + data.getFileName() + ": bytes 4+4 before \"c\" belong to no tensor"),
        lines());
  }

  /** What a writer leaves that begins each tensor at a multiple of 4096 bytes, and one more. */
  @ParameterizedTest
  @ValueSource(ints = {4095, 4096})
  void zerosBetweenTensors(int size) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    bundle.add(0, "a", UINT8, FOUR, new byte[4]);
    bundle.add(0, "b", UINT8, new long[] {size}, new byte[size]);
    bundle.add(0, "c", UINT8, FOUR, new byte[4]);
    bundle.remove(utf8("b"));
    bundle.write();
    assertEquals(size < 4096 ? 0 : 1, lines().size(), lines()::toString);
  }

  /** TensorFlow and ml_dtypes write -1 as 0f, and read ff as -1 too; of float4 they read it so. */
  @Test
  void bitsThatBelongToNoElement() throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    bundle.add(0, "bool", DTypes.BOOL, FOUR, new byte[] {0, 1, -1, 2});
    bundle.add(0, "fine", DTypes.INT4, FOUR, new byte[] {0, 15, 8, 7});
    bundle.add(0, "float4", 33, FOUR, new byte[] {0, 15, 8, 0x11});
    bundle.add(0, "int2", 31, FOUR, new byte[] {3, 4, 2, -1});
    bundle.add(0, "int4", DTypes.INT4, FOUR, new byte[] {0, -1, 1, -15});
    bundle.write();
    String data = "warning: m.data-00000-of-00001: bytes ";
    assertEquals(
        List.of(
            data
                + "8+4: \"float4\": 1 of 4 bytes have bits set above the low 4 of float4_e2m1fn,"
                + " the first is byte 3: 0x11",
            data
                + "12+4: \"int2\": 2 of 4 bytes have bits set above the low 2 of int2,"
                + " the first is byte 1: 0x04",
            data
                + "16+4: \"int4\": 2 of 4 bytes have bits set above the low 4 of int4,"
                + " the first is byte 1: 0xff"),
        lines());
  }

  /** A pointer has some 130 bytes, more than it stands for, as many, or fewer. */
  @Test
  void pointerOfAnyLengthInPlaceOfData() throws IOException {
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0123456789abcdef".repeat(4);
    byte[] stored = utf8(pointer + "\nsize 96\n");
    for (int size : new int[] {4, 96, stored.length, 4000}) {
      BundleBuilder bundle = new BundleBuilder(prefix(), 1);
      bundle.add(0, "t", UINT8, new long[] {size}, new byte[size]);
      bundle.write();
      Files.write(BundleBuilder.dataFile(prefix(), 0, 1), stored);
      String told = String.join("\n", lines());
      assertTrue(told.contains("is a Git LFS pointer, not the file itself"), size + ": " + told);
    }
  }

  @Test
  void invalidPlaces() throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    bundle.add(0, "negative", UINT8, FOUR, new byte[4]).offset = -4;
    bundle.add(0, "shard", UINT8, FOUR, new byte[4]).shard = 7;
    bundle.add(0, "size", UINT8, FOUR, new byte[4]).size = 3;
    bundle.write();
    String index = "error: m.index: ";
    String missing = "error: m.data-00007-of-00001: ";
    assertEquals(
        List.of(
            index + "\"negative\": bytes -4+4 of shard 0 are not a valid range",
            index + "\"size\": 3 bytes stored, uint8 [4] takes 4",
            index + "tensors are in shard 7, the header says there are 1",
            missing + "no such file; 1 tensor of 4 bytes in it",
            missing + "\"shard\": no such file",
            "warning: m.data-00000-of-00001: no tensor of this checkpoint is in it"),
        lines());
  }

  @Test
  void claimsThatAddUpAreNotSummed() throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    int size = 4 << 20;
    EntryForm whole = bundle.add(0, "t", UINT8, new long[] {size}, new byte[size]);
    for (int i = 0; i < 40; i++) {
      EntryForm again = bundle.addEntry(utf8("t" + i), UINT8, size);
      again.size = size;
      again.maskedCrc = whole.maskedCrc;
    }
    bundle.write();
    Report report = Verifying.verify(prefix());
    assertEquals(0, report.bytes());
    String words = "tensors claim 171966464 bytes of files with 4194304, each more than once";
    assertTrue(lines().stream().anyMatch(line -> line.contains(words)), () -> lines().toString());
  }

  @Test
  void objectGraph() throws IOException {
    String key = "v/.ATTRIBUTES/VARIABLE_VALUE";
    Wire root = new Wire().message(1, new Wire().number(1, 1)).message(1, new Wire().number(1, 9));
    Wire known = new Wire().message(2, new Wire().text(1, "VARIABLE_VALUE").text(3, key));
    Wire table = new Wire().message(2, new Wire().text(3, "tbl/.ATTRIBUTES/table"));
    Wire gone = new Wire().message(2, new Wire().text(3, "w/.ATTRIBUTES/VARIABLE_VALUE"));
    Wire slot = new Wire().message(3, new Wire().number(1, 2).number(3, 77));
    Wire graph = new Wire();
    for (Wire node : List.of(root, known, table, gone, slot)) {
      graph.message(1, node);
    }
    BundleBuilder bundle = new BundleBuilder(prefix(), 1);
    bundle.addStrings(0, "_CHECKPOINTABLE_OBJECT_GRAPH", new long[0], List.of(graph.toBytes()));
    bundle.add(0, key, UINT8, FOUR, new byte[4]);
    bundle.add(0, "tbl/.ATTRIBUTES/table-keys", UINT8, FOUR, new byte[4]);
    bundle.write();
    List<String> found = lines().stream().map(line -> line.replaceAll(".*object ", "")).toList();
    List<String> whole = lines();
    assertEquals(3, whole.size(), whole::toString);
    assertTrue(
        whole.get(0).endsWith("object 0: its child is object 9, there are 5"), found::toString);
    assertTrue(
        whole.get(1).endsWith("object 3: no tensor has its key \"w/.ATTRIBUTES/VARIABLE_VALUE\""),
        found::toString);
    assertTrue(
        whole.get(2).endsWith("object 4: its slot variable is object 77, there are 5"),
        found::toString);
  }

  @Test
  void recordsOfV1() throws IOException {
    V1Builder file = new V1Builder();
    byte[] elements = Samples.floats(1, 2, 3, 4);
    file.add("a", DTypes.FLOAT, FOUR, elements);
    file.announce("gone", DTypes.FLOAT, FOUR, V1Builder.everything(1));
    file.add("renamed", DTypes.FLOAT, FOUR, elements).record =
        bytes ->
            new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("renamed", "another")
                .getBytes(StandardCharsets.ISO_8859_1);
    file.add("short", DTypes.FLOAT, new long[] {5}, elements);
    file.addRecord(new byte[] {0, 'x'}, new byte[0]);
    file.write(prefix());
    List<String> found = lines();
    assertEquals(4, found.size(), found::toString);
    assertTrue(found.get(0).endsWith("\"renamed\": its record is of \"another\""), found::toString);
    assertTrue(found.get(1).endsWith("\"short\": 4 values stored, expected 5"), found::toString);
    assertTrue(
        found.get(2).endsWith("record \"\\x00x\" belongs to no slice in the list"),
        found::toString);
    assertTrue(found.get(3).endsWith("\"gone\": its record is missing"), found::toString);
  }

  @Test
  void theSameSliceTwice() throws IOException {
    for (int i = 0; i < 2; i++) {
      V1Builder file = new V1Builder();
      file.add("t", DTypes.FLOAT, FOUR, Samples.floats(1, 2, 3, 4));
      file.write(folder.resolve("m-0000" + i + "-of-00002"));
    }
    List<String> found = lines();
    assertEquals(1, found.size(), found::toString);
    assertTrue(found.get(0).endsWith("\"t\": slices - and - overlap"), found::toString);
  }
}
