package io.github.tfckpt.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.testing.Corpus;
import io.github.tfckpt.testing.Verifying;
import io.github.tfckpt.verify.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What TensorFlow reads is sound, and what it does not read is not, tensor by tensor. */
final class VerifyCorpusTest {

  /** What a case is called by its end, and words that have to be among the findings. */
  private static final Map<String, String> FAULTS = new TreeMap<>();

  static {
    FAULTS.put("-data-missing", "no such file; ");
    FAULTS.put("-shard-0-missing", "no such file; ");
    FAULTS.put("-data-truncated-1", ", 1 byte early");
    FAULTS.put("-data-truncated-half", " bytes early");
    FAULTS.put("-data-empty", "ends at 0, ");
    FAULTS.put("-data-wrong-shard-count", "no such file, but ");
    FAULTS.put("-shards-swapped", "files swapped?");
    FAULTS.put("-bitflip", "one flipped bit explains it: bit 6 of byte ");
    FAULTS.put("-trailing-junk", "after the last tensor belong to none");
    FAULTS.put("-47-bytes", "47 bytes, a table has at least 48");
    FAULTS.put("bad-magic", "one flipped bit explains it: bit 6 of byte ");
    FAULTS.put("-block-type-2", "type is 2, known are 0 (stored) and 1 (Snappy)");
    FAULTS.put("-index-empty", "0 bytes, a table has at least 48");
    FAULTS.put("v1-empty", "0 bytes, a table has at least 48");
    FAULTS.put("-lfs-pointer", "a Git LFS pointer");
    FAULTS.put("-index-missing", "no such file; ");
    FAULTS.put("-truncated-1", "its last byte is cut off");
    FAULTS.put("-snappy-corrupt", "its entries from there on are lost");
    FAULTS.put("-snappy-length", "makes 192 bytes, claims 193");
    FAULTS.put("-middle-removed", "100 bytes before it are missing");
    FAULTS.put("-truncated-half", "footer: magic is ");
    FAULTS.put("real-13", "is a Git LFS pointer");
    FAULTS.put("real-", "no such file; ");
  }

  private static List<Path> files(String folder, int depth, String ending) throws IOException {
    assumeTrue(Files.isDirectory(Corpus.root()), Corpus.absence());
    return Corpus.files(folder, depth, ending);
  }

  @TestFactory
  Stream<DynamicTest> whatTensorFlowReadsIsSound() throws IOException {
    return files("good/expected", 1, ".json").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> sound(file)));
  }

  private static void sound(Path file) throws IOException {
    Path good = Corpus.root().resolve("good");
    JsonObject expected = Corpus.json(file);
    Report report = Verifying.verify(good.resolve(expected.get("prefix").getAsString()));
    assertEquals(List.of(), Verifying.lines(report, good));
    assertEquals(expected.getAsJsonObject("variables").size(), report.tensors());
  }

  @TestFactory
  Stream<DynamicTest> whatItDoesNotReadIsReported() throws IOException {
    return files("bad", 2, "tf_result.json").stream()
        .map(
            file -> {
              String name = file.getParent().getFileName().toString();
              return DynamicTest.dynamicTest(name, () -> told(name, file));
            });
  }

  private static void told(String name, Path file) throws IOException {
    JsonObject result = Corpus.json(file);
    Report report = Verifying.verify(file.resolveSibling(result.get("prefix").getAsString()));
    boolean opens = result.get("open_error").isJsonNull();
    TreeSet<String> failing = new TreeSet<>();
    if (opens) {
      result
          .getAsJsonObject("tensors")
          .entrySet()
          .forEach(
              tensor -> {
                if (tensor.getValue().getAsJsonObject().has("error")) {
                  failing.add(tensor.getKey());
                }
              });
    }
    assertEquals(result.get("tensors_failing").getAsInt(), failing.size());
    assertEquals(!opens || !failing.isEmpty(), !report.isSound());
    TreeSet<String> named = new TreeSet<>();
    List<String> lines = new ArrayList<>();
    for (Finding finding : report.findings()) {
      lines.add(finding.message());
      if (finding.isError()) {
        finding.tensor().ifPresent(named::add);
      }
    }
    assertEquals(failing, named);
    String fault = fault(name);
    assertTrue(lines.stream().anyMatch(line -> line.contains(fault)), () -> fault + ": " + lines);
  }

  /** The words for the longest ending that the name has, or for its beginning. */
  private static String fault(String name) {
    String best = "";
    for (String part : FAULTS.keySet()) {
      boolean fits = part.startsWith("real-") ? name.startsWith(part) : name.endsWith(part);
      if (fits && part.length() > best.length()) {
        best = part;
      }
    }
    assertTrue(!best.isEmpty(), () -> "no words for " + name);
    return FAULTS.get(best);
  }
}
