package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Hdf5Builder;
import io.github.tfckpt.testing.Hdf5Builder.Piece;
import io.github.tfckpt.testing.SafetensorsBuilder;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a million of something, in a JVM of 64 MB: an answer, or one line that says why not. */
final class SmallMemoryTest {

  private static final int MILLION = 1_000_000;

  @TempDir private Path folder;

  /** Runs {@code list -1} and {@code verify}; the result is what the first printed. */
  private String list(Path file, String error) throws Exception {
    String answer = run(file, error, "list", "-1");
    run(file, error, "verify", "--quick");
    return answer;
  }

  private String run(Path file, String error, String... command) throws Exception {
    return run(List.of(file), error, command);
  }

  private String run(List<Path> files, String error, String... command) throws Exception {
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> line =
        new ArrayList<>(
            List.of(
                java,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    line.addAll(List.of(command));
    files.forEach(file -> line.add(file.toString()));
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code = process.waitFor();
    String told = Files.readString(err);
    assertTrue(told.contains(error), told);
    assertEquals(error.isEmpty() ? 0 : 4, code, told);
    assertTrue(told.lines().count() <= 1, told);
    return Files.readString(out);
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private Path write(String name, Content content) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      content.writeTo(out);
    }
    return file;
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.rewind().get(bytes);
    return bytes;
  }

  private Path bundle(int count) throws IOException {
    Path prefix = folder.resolve("many");
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    byte[] elements = new byte[24];
    for (int i = 0; i < count; i++) {
      String name = "model/layer_" + i / 8 + "/part_" + i % 8 + "/kernel";
      bundle.add(0, name, DTypes.FLOAT, new long[] {2, 3}, elements);
    }
    bundle.write();
    return prefix;
  }

  /** What is found of most pairs is the same, and their names are in the indexes. */
  @Test
  void diffOfAHundredThousandNames() throws Exception {
    Path prefix = bundle(100_000);
    String all = run(List.of(prefix, prefix), "", "diff", "--name-status", "--all");
    assertEquals(100_000, all.lines().filter(line -> line.startsWith("=\t")).count());
    assertTrue(all.startsWith("=\tmodel/layer_0/part_0/kernel\n"), all.substring(0, 80));
  }

  /** As many scopes as tensors: the tree has to be not much larger than the list. */
  @Test
  void treeOfAHundredThousandNames() throws Exception {
    int count = 100_000;
    Path prefix = bundle(count);
    String tree = run(prefix, "", "list", "--tree");
    assertEquals(2 + 1 + count / 8 + 2 * count, tree.lines().count());
    String folded = run(prefix, "", "list", "--fold");
    assertTrue(folded.contains("model/layer_[0-12499]/part_[0-7]/kernel  float32"), folded);
  }

  /** As many bytes of JSON as the library takes, of which each tensor has a thousand. */
  @Test
  void safetensorsHeaderOf100Megabytes() throws Exception {
    int length = 100_000_000;
    ByteArrayOutputStream tensors = new ByteArrayOutputStream(length);
    String name = "x".repeat(940);
    text(tensors, "{");
    for (int i = 0; tensors.size() < length - 1100; i++) {
      text(tensors, i == 0 ? "" : ",");
      text(tensors, "\"" + i + name + "\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0,0]}");
    }
    text(tensors, "}");
    text(tensors, " ".repeat(length - tensors.size()));
    Path file =
        write(
            "x.safetensors",
            out -> {
              out.write(bytes(little(8).putLong(length)));
              tensors.writeTo(out);
            });
    run(file, "more tensors than fit into memory", "list", "-1");
  }

  @Test
  void safetensorsOfAMillionNames() throws Exception {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < MILLION; i++) {
      header.append(i == 0 ? "" : ",").append('"').append(i * 7919L % MILLION);
      header.append("\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0,0]}");
    }
    byte[] text = header.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    Path file =
        write(
            "x.safetensors",
            out -> out.write(SafetensorsBuilder.file(text.length, text, new byte[0])));
    list(file, "more tensors than fit into memory");
  }

  /** A directory of members that are nowhere. */
  @Test
  void npzOfAMillionMembers() throws Exception {
    Path file =
        write(
            "x.npz",
            out -> {
              text(out, "PK\3\4" + "\0".repeat(26) + "000000.npy");
              for (int i = 0; i < MILLION; i++) {
                ByteBuffer member = little(46).putInt(0x02014b50);
                out.write(bytes(member.putShort(28, (short) 10)));
                text(out, "%06d.npy".formatted(i));
              }
              long size = 56L * MILLION;
              ByteBuffer end64 = little(56).putInt(0x06064b50).putLong(44);
              end64.putLong(24, MILLION).putLong(32, MILLION).putLong(40, size).putLong(48, 40);
              out.write(bytes(end64));
              ByteBuffer locator = little(20).putInt(0x07064b50).putInt(0).putLong(40 + size);
              out.write(bytes(locator.putInt(1)));
              ByteBuffer end = little(22).putInt(0x06054b50);
              end.putShort(8, (short) -1).putShort(10, (short) -1).putInt(12, -1).putInt(16, -1);
              out.write(bytes(end));
            });
    list(file, "a zip file of 1000000 members, at most");
  }

  /** A group whose links are all one dataset: it is there once. */
  @Test
  void hdf5OfAMillionLinks() throws Exception {
    Hdf5Builder file = new Hdf5Builder();
    long data = file.add(new byte[8]);
    long dataset =
        file.header(
            Hdf5Builder.dataspace(2), Hdf5Builder.float32(), Hdf5Builder.contiguous(data, 8));
    long[] leaves = new long[20];
    long name = 8;
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      Piece symbols = new Piece().text("SNOD").u8(1, 0).u16(MILLION / leaves.length);
      for (int i = 0; i < MILLION / leaves.length; i++) {
        symbols.u64(name, dataset, 0, 0, 0);
        name += 8;
      }
      leaves[leaf] = file.add(symbols);
    }
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    text(names, "\0".repeat(8));
    for (int i = 0; i < MILLION; i++) {
      text(names, "%07d\0".formatted(i));
    }
    long heap = file.heap(names.toByteArray());
    long root = file.group(file.add(Hdf5Builder.node(0, 0, leaves)), heap);
    Path path = Files.write(folder.resolve("x.h5"), file.toBytes(root));
    assertEquals("0000000\n", list(path, ""));
  }

  @Test
  void hdf5OfMoreDatasetsThanMemory() throws Exception {
    int count = 200_000;
    Hdf5Builder file = new Hdf5Builder();
    long data = file.add(new byte[8]);
    long[] leaves = new long[4];
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    text(names, "\0".repeat(8));
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      Piece symbols = new Piece().text("SNOD").u8(1, 0).u16(count / leaves.length);
      for (int i = 0; i < count / leaves.length; i++) {
        long dataset =
            file.header(
                Hdf5Builder.dataspace(2), Hdf5Builder.float32(), Hdf5Builder.contiguous(data, 8));
        symbols.u64(names.size(), dataset, 0, 0, 0);
        text(names, "%07d\0".formatted(names.size() / 8));
      }
      leaves[leaf] = file.add(symbols);
    }
    long heap = file.heap(names.toByteArray());
    long root = file.group(file.add(Hdf5Builder.node(0, 0, leaves)), heap);
    Path path = Files.write(folder.resolve("x.h5"), file.toBytes(root));
    list(path, "datasets, which do not fit into memory");
  }
}
