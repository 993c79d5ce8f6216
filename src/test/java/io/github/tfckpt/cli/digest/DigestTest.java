package io.github.tfckpt.cli.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {

  private static final String BUNDLE = "testdata/bundles/partitioned-v2-shards";
  private static final String SAME = "testdata/bundles/partitioned-v1-shards";
  private static final String NONE = "0".repeat(64);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "7"})
  void digestsAreThoseOfTheValuesThatWentIn(String threads) throws IOException {
    // Large enough that threads are started.
    String many = "testdata/bundles/many-names";
    for (String bundle : new String[] {BUNDLE, SAME, many}) {
      Map<String, String> found = new TreeMap<>();
      Run.of("digest", "--threads", threads, bundle)
          .out()
          .lines()
          .forEach(line -> found.put(line.substring(66), line.substring(0, 64)));
      expected(bundle).forEach((name, sha256) -> assertEquals(sha256, found.get(name), name));
    }
  }

  private static Map<String, String> expected(String bundle) throws IOException {
    String text = Files.readString(Path.of(bundle, "expected.json"));
    JsonObject checkpoint =
        JsonParser.parseString(text)
            .getAsJsonObject()
            .getAsJsonArray("checkpoints")
            .get(0)
            .getAsJsonObject();
    Map<String, String> digests = new TreeMap<>();
    if (checkpoint.has("tensors")) {
      for (JsonElement tensor : checkpoint.getAsJsonArray("tensors")) {
        JsonObject fields = tensor.getAsJsonObject();
        if (!fields.get("key").getAsString().contains("\u0000")) {
          digests.put(fields.get("key").getAsString(), fields.get("sha256").getAsString());
        }
      }
    }
    return digests;
  }

  @Test
  void listOfOneFormatChecksTheOther() {
    String list = Run.of("digest", BUNDLE, "c*", "grid/*").out();
    Run run = Run.withInput(list, "digest", "--check", "-", SAME);
    assertEquals(0, run.code(), run.err());
    assertEquals(list.lines().count(), run.out().lines().count());
    run.out().lines().forEach(line -> assertEquals(": OK", line.substring(line.length() - 4)));
    assertEquals("", Run.withInput(list, "digest", "-q", "-c", "-", SAME).out());
  }

  @Test
  void whatDoesNotMatch() throws IOException {
    String good = Run.of("digest", BUNDLE, "rows").out();
    Path list = folder.resolve("list");
    Files.writeString(
        list,
        "# a remark\n\n" + NONE + " *cube\n" + NONE + "  gone\n" + good.toUpperCase(Locale.ROOT));
    Run run = Run.of("digest", "-c", list.toString(), BUNDLE);
    assertEquals("cube: FAILED\ngone: MISSING\nROWS: MISSING\n", run.out());
    assertEquals(
        "tfckpt: WARNING: 1 line is no digest with a name\n"
            + "tfckpt: WARNING: 2 tensors are not in "
            + BUNDLE
            + "/model.ckpt\n"
            + "tfckpt: WARNING: 1 digest does not match\n",
        run.err());
    assertEquals(ExitCode.NO, run.code());
  }

  @Test
  void digitsOfEitherCaseAndBlankLines() {
    String good = Run.of("digest", BUNDLE, "rows").out();
    String upper = good.substring(0, 64).toUpperCase(Locale.ROOT) + good.substring(64);
    Run run = Run.withInput(" \t\n" + upper + "\n", "digest", "-c", "-", BUNDLE);
    assertEquals("rows: OK\n", run.out());
    assertEquals("", run.err());
  }

  @Test
  void emptyName() throws IOException {
    V1Builder file = new V1Builder();
    file.add("", DTypes.FLOAT, new long[] {1}, Samples.floats(1));
    String path = file.write(folder.resolve("x.ckpt")).toString();
    String list = Samples.sha256(Samples.floats(1)) + "  \n";
    assertEquals(list, Run.of("digest", path).out());
    assertEquals(": OK\n", Run.withInput(list, "digest", "-c", "-", path).out());
  }

  @Test
  void damageFailsTheCheck() {
    String list = NONE + "  layer_0/momentum\n";
    Run run = Run.withInput(list, "digest", "-c", "-", "testdata/broken/flipped-bit");
    assertEquals("layer_0/momentum: FAILED\n", run.out());
    assertEquals(ExitCode.NO, run.code());
  }

  /** A block of more than 4 MiB is not summed when it is opened, but when it is read. */
  @Test
  void damageInAGreatBlockOfV1() throws IOException {
    int size = 5 << 20;
    V1Builder file = new V1Builder();
    file.add("t", DTypes.FLOAT, new long[] {size / 4}, new byte[size]);
    Path path = file.write(folder.resolve("x.ckpt"));
    assertEquals(Samples.sha256(new byte[size]) + "  t\n", Run.of("digest", path.toString()).out());
    byte[] bytes = Files.readAllBytes(path);
    bytes[size / 2] ^= 1;
    Files.write(path, bytes);
    Run run = Run.of("digest", path.toString());
    assertEquals("", run.out());
    assertEquals(ExitCode.DAMAGED, run.code(), run.err());
  }

  @Test
  void listThatIsNotAListOrMissing() {
    assertEquals(ExitCode.NO, Run.withInput("", "digest", "-c", "-", BUNDLE).code());
    Run missing = Run.of("digest", "-c", folder.resolve("none").toString(), BUNDLE);
    assertEquals(ExitCode.UNREADABLE, missing.code());
  }
}
