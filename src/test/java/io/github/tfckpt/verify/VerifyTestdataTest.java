package io.github.tfckpt.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Fixtures.Golden;
import io.github.tfckpt.testing.Verifying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every checkpoint of the test data: nothing is found, or just what was put into it. */
final class VerifyTestdataTest {

  private static final Map<String, List<String>> ODD =
      Map.of(
          "synthetic/names",
          List.of(
              "warning: x.index: \"\\x00orphan\\x00\\x01\\x01\\x01\\x80\\x81\":"
                  + " is the record of a slice that no variable lists"),
          "synthetic/opaque",
          List.of(
              "error: x.index: \"t0\": tensors of type dtype 0 cannot be stored",
              "error: x.index: \"t101\": tensors of type float32_ref cannot be stored",
              "error: x.index: \"t133\": tensors of type float4_e2m1fn_ref cannot be stored",
              "error: x.index: \"t20\": tensors of type resource cannot be stored",
              "error: x.index: \"t34\": tensors of type dtype 34 cannot be stored",
              "error: x.index: \"t99\": tensors of type dtype 99 cannot be stored",
              "error: x.data-00000-of-00001: bytes 16+4: \"t21\": element 0 of 0 bytes, 3 are left"),
          "synthetic/overlap",
          List.of(
              "warning: x.data-00000-of-00001: \"whole\": bytes 0+24 overlap those"
                  + " of another tensor, which takes bytes up to 24",
              "warning: x.data-00000-of-00001: \"inner\": bytes 8+8 overlap those"
                  + " of another tensor, which takes bytes up to 24"));

  @TestFactory
  Stream<DynamicTest> soundCheckpoints() {
    return Fixtures.folders().stream()
        .map(folder -> DynamicTest.dynamicTest(folder.toString(), () -> check(folder)));
  }

  private static void check(Path folder) throws IOException {
    String name = folder.getParent().getFileName() + "/" + folder.getFileName();
    for (Golden golden : Fixtures.goldens(folder)) {
      Report report = Verifying.verify(golden.open().get(0), golden.step(), Part.WHOLE, 2);
      List<String> lines = Verifying.lines(report, folder);
      if (name.endsWith("/shard-count")) {
        assertEquals(golden.tensors().size() + 1, lines.size());
        assertTrue(lines.get(0).contains("x.data-00000-of-00002: no such file, but x.data-00000"));
      } else if (name.endsWith("/encodings")) {
        assertEquals(
            overlong(golden),
            report.findings().stream().map(VerifyTestdataTest::tensor).sorted().toList());
        assertEquals(50, report.findings().size());
        assertTrue(report.isSound());
      } else {
        assertEquals(ODD.getOrDefault(name, List.of()), lines);
      }
      long tensors =
          golden.summary().map(all -> all.count()).orElse((long) golden.tensors().size());
      assertEquals(tensors, report.tensors());
    }
  }

  /** The constants that were given more values than they have elements, of each type two. */
  private static List<String> overlong(Golden golden) {
    return golden.tensors().stream()
        .map(tensor -> tensor.key().toString())
        .filter(name -> name.endsWith("/too-many") || name.endsWith("/no-elements"))
        .sorted()
        .toList();
  }

  private static String tensor(Finding finding) {
    assertTrue(finding.what().endsWith("; the rest is ignored"), finding.what());
    return finding.tensor().orElseThrow();
  }

  private static final Map<String, String> BROKEN =
      Map.ofEntries(
          Map.entry("damaged-first-block", "block 0+151: crc32c is 31937e86 (831749766), stored"),
          Map.entry("damaged-index-block", "one flipped bit explains it: bit 2 of byte 531"),
          Map.entry("damaged-middle-block", "one flipped bit explains it: bit 2 of byte 300"),
          Map.entry("data-is-lfs-pointer", "ends at 130, 350 bytes early; is a Git LFS pointer"),
          Map.entry("empty-index", "0 bytes, a table has at least 48"),
          Map.entry("flipped-bit", "one flipped bit explains it: bit 2 of byte 100"),
          Map.entry("future-version", "needs a reader of version 2 or later"),
          Map.entry("hole-in-data", "\"layer_0/momentum\": crc32c is 2035e21c (540402204)"),
          Map.entry("index-is-lfs-pointer", "is a Git LFS pointer, not the file itself"),
          Map.entry("index-is-web-page", "is an HTML page, not the file itself"),
          Map.entry("missing-index", "no such file; model.ckpt-7.data-0000"),
          Map.entry("missing-shard", "no such file; 6 tensors of 480 bytes in it"),
          Map.entry("swapped-shards", "model.ckpt-7.data-00001-of-00002 has the right bytes"),
          Map.entry("truncated-data", "ends at 479, 1 byte early"),
          Map.entry("truncated-index", "its last byte is cut off"),
          Map.entry("v1-flipped-bit", "one flipped bit explains it: bit 2 of byte 400"),
          Map.entry("v1-missing-shard", "1 of 2 files are missing: model.ckpt-00000-of-00002"),
          Map.entry("v1-truncated", "footer: magic is "),
          Map.entry("wrong-slices", "\"gap\": no slice covers [1:2, 0:5] of [4, 5]"));

  @TestFactory
  Stream<DynamicTest> brokenCheckpoints() throws IOException {
    try (Stream<Path> all = Files.list(Fixtures.TESTDATA.resolve("broken"))) {
      return all.sorted().toList().stream()
          .map(folder -> DynamicTest.dynamicTest(folder.toString(), () -> broken(folder)));
    }
  }

  private static void broken(Path folder) {
    String name = folder.getFileName().toString();
    Path prefix = folder.resolve(name.startsWith("v1") ? "model.ckpt" : "model.ckpt-7");
    Report report = Verifying.verify(prefix);
    String words = BROKEN.get(name);
    List<String> lines = Verifying.lines(report, folder);
    assertTrue(words != null, () -> name + ": " + lines);
    assertTrue(lines.stream().anyMatch(line -> line.contains(words)), () -> words + ": " + lines);
    assertTrue(!report.isSound());
    boolean readable =
        !List.of("future-version", "index-is-lfs-pointer", "index-is-web-page", "missing-index")
            .contains(name);
    assertEquals(readable, report.isReadable());
  }
}
