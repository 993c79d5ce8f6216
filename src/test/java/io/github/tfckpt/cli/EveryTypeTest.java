package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.ExportedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each element type from its bytes to whatever shows it: the number 1 is stored, and read by every
 * command that knows of types. A type that is new to {@link DType} wants a line here.
 */
final class EveryTypeTest {

  /** Name, one element in hex, as text, as a JSON number, in npy, and in safetensors. */
  private static final String TYPES =
      """
      float32             0000803f                          1.0      1.0      <f4   F32
      float64             000000000000f03f                  1.0      1.0      <f8   F64
      int32               01000000                          1        1        <i4   I32
      uint8               01                                1        1        |u1   U8
      int16               0100                              1        1        <i2   I16
      int8                01                                1        1        |i1   I8
      string              61                                a        "a"      |S1   -
      complex64           0000803f00000000                  (1+0j)   [1.0,0.0] <c8  C64
      int64               0100000000000000                  1        1        <i8   I64
      bool                01                                True     true     |b1   BOOL
      qint8               01                                1        1        |i1   I8
      quint8              01                                1        1        |u1   U8
      qint32              01000000                          1        1        <i4   I32
      bfloat16            803f                              1.0      1.0      -     BF16
      qint16              0100                              1        1        <i2   I16
      quint16             0100                              1        1        <u2   U16
      uint16              0100                              1        1        <u2   U16
      complex128          000000000000f03f0000000000000000  (1+0j)   [1.0,0.0] <c16 -
      float16             003c                              1.0      1.0      <f2   F16
      resource            -                                 -        -        -     -
      variant             -                                 -        -        -     -
      uint32              01000000                          1        1        <u4   U32
      uint64              0100000000000000                  1        1        <u8   U64
      float8_e5m2         3c                                1.0      1.0      -     F8_E5M2
      float8_e4m3fn       38                                1.0      1.0      -     F8_E4M3
      float8_e4m3fnuz     40                                1.0      1.0      -     F8_E4M3FNUZ
      float8_e4m3b11fnuz  58                                1.0      1.0      -     -
      float8_e5m2fnuz     40                                1.0      1.0      -     F8_E5M2FNUZ
      int4                01                                1        1        -     -
      uint4               01                                1        1        -     -
      int2                01                                1        1        -     -
      uint2               01                                1        1        -     -
      float4_e2m1fn       02                                1.0      1.0      -     -
      """;

  private static final String NONE = "-";

  @TempDir private Path folder;

  private record Line(
      String name, String hex, String text, String json, String npy, String safetensors) {

    static Line of(String line) {
      String[] words = line.strip().split("\\s+", -1);
      return new Line(words[0], words[1], words[2], words[3], words[4], words[5]);
    }
  }

  private static List<Line> lines() {
    return TYPES.lines().map(Line::of).toList();
  }

  @Test
  void everyTypeHasItsLine() {
    assertEquals(
        DType.ALL.stream().map(DType::label).toList(), lines().stream().map(Line::name).toList());
    for (DType dtype : DType.ALL) {
      int number = dtype.number();
      assertEquals(dtype, DType.of(number));
      assertEquals(DTypes.name(number), dtype.label());
      assertEquals(DTypes.width(number), dtype.width());
      assertEquals(DTypes.swapUnit(number), dtype.swapUnit());
    }
  }

  @TestFactory
  Stream<DynamicTest> oneIsOneEverywhere() {
    return lines().stream()
        .filter(line -> !line.hex().equals(NONE))
        .map(line -> DynamicTest.dynamicTest(line.name(), () -> check(line)));
  }

  private void check(Line line) throws IOException {
    int number = lines().indexOf(line) + 1;
    String path = write(number, HexFormat.of().parseHex(line.hex())).toString();
    assertEquals(line.text() + "\n", Run.of("dump", "-f", "lines", path, "t").out());
    assertEquals(
        JsonParser.parseString(line.json()),
        JsonParser.parseString(Run.of("dump", "-f", "json", path, "t").out())
            .getAsJsonObject()
            .get("values"));
    Run stats = Run.of("stats", "-f", "json", path, "t");
    assertEquals(number == DTypes.STRING ? ExitCode.UNREADABLE : 0, stats.code(), stats.err());
    Run diff = Run.of("diff", path, path);
    assertEquals(0, diff.code(), diff.err());
    assertEquals(line.npy(), exported(path, "out.npz"));
    assertEquals(line.safetensors(), exported(path, "out.safetensors"));
  }

  private Path write(int number, byte[] element) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve("x"), 1);
    if (number == DTypes.STRING) {
      bundle.addStrings(0, "t", new long[0], List.of(element));
    } else {
      bundle.add(0, "t", number, new long[0], element);
    }
    return bundle.write();
  }

  /** What the type is called in an exported file; "-" if it is refused there. */
  private String exported(String path, String file) throws IOException {
    Path out = folder.resolve(file);
    Run run = Run.of("export", path, "-o", out.toString());
    if (run.code() != 0) {
      assertEquals(ExitCode.UNREADABLE, run.code(), run.err());
      assertTrue(run.err().contains("\"t\""), run.err());
      return NONE;
    }
    return ExportedFiles.read(out).values().iterator().next().dtype();
  }
}
