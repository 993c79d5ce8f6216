package io.github.tfckpt.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.NpyBytes;
import io.github.tfckpt.testing.Reading;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.Verifying;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and archives that numpy would not write. */
final class ForgedNumpyTest {

  private static final String GOOD = NpyBytes.dict("<i2", "False", "(2,)");
  private static final byte[] ELEMENTS = {1, 0, 2, 0};

  @RegisterExtension final Scratch scratch = new Scratch();

  private Path npy(byte[] bytes) throws IOException {
    return Files.write(scratch.file("x.npy"), bytes);
  }

  private Path npy(String dict) throws IOException {
    return npy(NpyBytes.of(dict, ELEMENTS));
  }

  private static byte[] zip(int method, Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setMethod(ZipEntry.DEFLATED);
        zip.setLevel(method == ZipEntry.STORED ? 0 : 9);
        zip.putNextEntry(entry);
        zip.write(member.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private Path npz(byte[] bytes) throws IOException {
    return Files.write(scratch.file("x.npz"), bytes);
  }

  private static byte[] good() {
    return NpyBytes.of(GOOD, ELEMENTS);
  }

  private List<String> findings(Path path) {
    return Verifying.lines(Verifying.verify(path), path.getParent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "|ends too soon",
        "{|ends too soon",
        "()|expected {",
        "{'descr': '<i2'}|is missing",
        "{'descr': '<i2', 'descr': '<i2', 'fortran_order': False, 'shape': (2,)}|'descr' appears twice",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (2,)} + f()|something follows",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), 'x': 1}|'x' is not a key",
        "{'descr': '<i2', 'fortran_order': 0, 'shape': (2,)}|neither True nor False",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (-2,)}|something other than numbers",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (9223372036854775808,)}|2^63 - 1",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (4294967296, 4294967296)}|2^63 elements",
        "{'descr': '<i2', 'fortran_order': False, 'shape': [2]}|expected (",
        "{'descr': 'exec', 'fortran_order': False, 'shape': (2,)}|is not a type",
        "{'descr': 7, 'fortran_order': False, 'shape': (2,)}|",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (__import__('os'),)}|something other",
      })
  void headersThatPythonWouldNotWrite(String dict, String what) throws IOException {
    Path path = npy(dict == null ? "" : dict);
    Scratch.tells(scratch.refused(Corrupt.class, path), "npy header: ", what == null ? "" : what);
  }

  @Test
  void headersOfFieldsWithinFields() throws IOException {
    Path path = npy(GOOD.replace("'<i2'", "[".repeat(30_000)));
    Scratch.tells(scratch.refused(Corrupt.class, path), "fields within fields");
    path = npy(NpyBytes.dict("<i2", "False", "(" + "1, ".repeat(65) + ")"));
    Scratch.tells(scratch.refused(Corrupt.class, path), "a shape of 65 axes");
  }

  @Test
  void lengthsThatNoHeaderHas() throws IOException {
    byte[] bytes = good();
    bytes[6] = 2;
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, -1);
    Scratch.tells(scratch.refused(Corrupt.class, npy(bytes)), "npy header: 4294967295 bytes");
    bytes[6] = 4;
    Scratch.tells(scratch.refused(Unsupported.class, npy(bytes)), "npy version 4.0");
    Path path = npy(Arrays.copyOf(good(), 40));
    Scratch.tells(scratch.refused(Corrupt.class, path), "(truncated?)");
    path = npy(Arrays.copyOf(good(), 7));
    Scratch.tells(scratch.refused(Corrupt.class, path), "7 bytes", "(truncated?)");
  }

  @Test
  void arraysThatEndTooSoonOrLate() throws IOException {
    Path path = npy(Arrays.copyOf(good(), good().length - 1));
    Scratch.tells(findings(path).toString(), "error: ", "1 bytes are missing at the end");
    Scratch.tells(scratch.refused(Corrupt.class, path, "x"), "run past the end");
    path = npy(Arrays.copyOf(good(), good().length + 3));
    Scratch.tells(findings(path).toString(), "warning: ", "3 bytes after the last element");
    assertArrayEquals(ELEMENTS, scratch.bytes(path, "x"));
    path = npy(NpyBytes.of(NpyBytes.dict("<f8", "True", "(1099511627776, 1024)"), ELEMENTS));
    Scratch.tells(scratch.refused(Corrupt.class, path, "x"), "run past the end");
  }

  @ParameterizedTest
  @CsvSource({
    "|O, object, is a pickle",
    "<V2, void16, void16",
    "<M8[ns], datetime64, datetime64",
    "<f16, float128, float128",
    "<c32, complex256, complex256"
  })
  void typesThatTensorFlowLacksAreListedAndRefused(String descr, String label, String what)
      throws IOException {
    Path path = npy(NpyBytes.of(NpyBytes.dict(descr, "False", "(2,)"), new byte[64]));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertEquals(label, checkpoint.tensors().get(0).dtype().label());
    }
    Scratch.tells(scratch.refused(Unsupported.class, path, "x"), what);
  }

  @Test
  void charactersThatAreNotUnicode() throws IOException {
    byte[] bad = {0, 0, 0x11, 0};
    Path path = npy(NpyBytes.of(NpyBytes.dict("<U1", "False", "()"), bad));
    Scratch.tells(scratch.refused(Corrupt.class, path, "x"), "character 110000");
    Scratch.tells(findings(path).toString(), "error: ", "character 110000 is not one of Unicode");
  }

  @Test
  void archivesThatAreCutShort() throws IOException {
    byte[] whole = zip(ZipEntry.DEFLATED, Map.of("a.npy", good()));
    Path path = npz(Arrays.copyOf(whole, whole.length - 1));
    Scratch.tells(scratch.refused(Corrupt.class, path), "no directory at its end (truncated?)");
    Scratch.tells(findings(path).toString(), "no directory at its end");
  }

  /** A directory that names one member many times, as bombs do it. */
  @Test
  void membersThatLieOverOneAnother() throws IOException {
    byte[] whole = zip(ZipEntry.DEFLATED, new TreeMap<>(Map.of("a.npy", good(), "b.npy", good())));
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int second = last(whole, 0x02014b50);
    bytes.putInt(second + 42, 0);
    Scratch.tells(scratch.refused(Corrupt.class, npz(whole)), "overlaps another member");
    bytes.putInt(second + 42, 0x7fffffff);
    Scratch.tells(scratch.refused(Corrupt.class, npz(whole)), "runs past the last member");
  }

  private static int last(byte[] bytes, int signature) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = bytes.length - 4;
    while (buffer.getInt(at) != signature) {
      at--;
    }
    return at;
  }

  @Test
  void directoriesThatMakeNoSense() throws IOException {
    byte[] whole = zip(ZipEntry.DEFLATED, Map.of("a.npy", good()));
    int end = last(whole, 0x06054b50);
    for (int field : new int[] {10, 12, 16}) {
      byte[] changed = whole.clone();
      changed[end + field + 1] ^= 0x7f;
      assertThrows(Corrupt.class, () -> open(npz(changed)), "byte " + field);
    }
    byte[] encrypted = whole.clone();
    encrypted[last(whole, 0x02014b50) + 8] |= 1;
    Scratch.tells(scratch.damage(npz(encrypted)).toString(), "encrypted, which is not read");
    byte[] method = whole.clone();
    method[last(whole, 0x02014b50) + 10] = 12;
    Scratch.tells(scratch.damage(npz(method)).toString(), "compressed by method 12");
  }

  private static void open(Path path) throws IOException {
    Checkpoint.open(path).close();
  }

  @Test
  void oneNameTwice() throws IOException {
    byte[] whole = zip(ZipEntry.DEFLATED, new TreeMap<>(Map.of("a.npy", good(), "b.npy", good())));
    whole[last(whole, 0x02014b50) + 46] = 'a';
    Scratch.tells(scratch.refused(Corrupt.class, npz(whole)), "\"a\" appears twice");
  }

  @Test
  void deflatedBytesThatAreDamagedOrLie() throws IOException {
    byte[] elements = new byte[100_000];
    Arrays.fill(elements, (byte) 7);
    byte[] array = NpyBytes.of(NpyBytes.dict("|u1", "False", "(100000,)"), elements);
    byte[] whole = zip(ZipEntry.DEFLATED, Map.of("a.npy", array));
    byte[] longer = whole.clone();
    longer[last(whole, 0x02014b50) + 24] ^= 1;
    Path path = npz(longer);
    Scratch.tells(findings(path).toString(), "\"a\"");
    byte[] sum = whole.clone();
    sum[last(whole, 0x02014b50) + 16] ^= 1;
    Scratch.tells(scratch.refused(Corrupt.class, npz(sum), "a"), "\"a\": crc-32 is", "stored");
    Scratch.tells(findings(npz(sum)).toString(), "\"a\": crc-32 is", "stored");
  }

  /** Backward in a deflated member: what was inflated is kept in a file, not inflated again. */
  @ParameterizedTest
  @ValueSource(strings = {"[::-1]", "[::-7]", "[::3]"})
  void deflatedBytesInAnyOrder(String selection) throws IOException {
    int count = 2_000_000;
    byte[] elements = new byte[count];
    for (int i = 0; i < count; i++) {
      elements[i] = (byte) (i * 31 + (i >> 8));
    }
    String dict = NpyBytes.dict("|u1", "False", "(" + count + ",)");
    Path path = npz(zip(ZipEntry.DEFLATED, Map.of("a.npy", NpyBytes.of(dict, elements))));
    byte[] found =
        Bounded.run(
            () -> {
              try (Checkpoint checkpoint = Checkpoint.open(path)) {
                Tensor tensor = checkpoint.tensor("a").select(selection);
                return Reading.bytes(tensor);
              }
            });
    int step = Integer.parseInt(selection.substring(3, selection.length() - 1));
    int at = step < 0 ? count - 1 : 0;
    for (byte b : found) {
      assertEquals(elements[at], b);
      at += step;
    }
    assertEquals((count + Math.abs(step) - 1) / Math.abs(step), found.length);
  }

  @Test
  void membersThatAreNotArrays() throws IOException {
    Map<String, byte[]> members = Map.of("a.npy", good(), "readme.txt", new byte[3]);
    Path path = npz(zip(ZipEntry.DEFLATED, new TreeMap<>(members)));
    assertEquals(List.of("a"), scratch.names(path));
    Scratch.tells(findings(path).toString(), "warning: ", "1 member is not arrays");
    byte[] noArray = "this is not an array".getBytes(StandardCharsets.US_ASCII);
    path = npz(zip(ZipEntry.DEFLATED, new TreeMap<>(Map.of("a.npy", good(), "b.npy", noArray))));
    assertEquals(List.of("a"), scratch.names(path));
    Scratch.tells(scratch.damage(path).toString(), "does not begin like an npy file");
  }

  @Test
  void archivesOfNothing() throws IOException {
    assertEquals(List.of(), scratch.names(npz(zip(ZipEntry.DEFLATED, Map.of()))));
  }
}
