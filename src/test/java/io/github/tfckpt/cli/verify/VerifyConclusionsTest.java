package io.github.tfckpt.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.BundleBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many findings come to: one cause, in words. */
final class VerifyConclusionsTest {

  private static final String SHARD = ".data-00000-of-00001";

  @TempDir private Path folder;

  private final Random random = new Random(4);

  /** A checkpoint of so many tensors, the first half of which is the same in all of them. */
  private Path write(String name, int tensors) throws IOException {
    BundleBuilder bundle = new BundleBuilder(folder.resolve(name), 1);
    for (int i = 0; i < tensors; i++) {
      byte[] values = new byte[160];
      (i < tensors / 2 ? new Random(i) : random).nextBytes(values);
      bundle.add(0, "layer_%03d/kernel".formatted(i), 1, new long[] {40}, values);
    }
    return bundle.write();
  }

  private Path data(String name) {
    return folder.resolve(name + SHARD);
  }

  private static List<String> lines(Run run) {
    return run.out().lines().toList();
  }

  @Test
  void aMissingDataFileIsReportedOnce() throws IOException {
    Path index = write("gone", 200);
    Files.delete(data("gone"));
    Run run = Run.of("verify", index.toString());
    assertEquals(1, run.code());
    assertEquals(8, lines(run).size(), run::out);
    assertTrue(lines(run).get(0).contains("no such file; 200 tensors of 32000 bytes in it"));
    assertEquals("  \"layer_000/kernel\"", lines(run).get(1));
    assertEquals("  195 more (--all)", lines(run).get(6));
    assertTrue(lines(run).get(7).contains("1 error, 200 tensors cannot be read; "), run::out);
    Run all = Run.of("verify", "--all", index.toString());
    assertEquals(202, lines(all).size(), all::out);
  }

  @Test
  void programsGetACauseWithItsCountAndEachTensor() throws IOException {
    Path index = write("gone", 8);
    Files.delete(data("gone"));
    Run run = Run.of("verify", "-f", "json", index.toString());
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    List<JsonElement> findings = json.getAsJsonArray("findings").asList();
    assertEquals(9, findings.size());
    JsonObject cause = findings.get(0).getAsJsonObject();
    assertEquals(8, cause.get("count").getAsInt());
    assertEquals(false, cause.has("tensor"));
    String message = cause.get("where").getAsString() + ": " + cause.get("what").getAsString();
    for (int i = 0; i < 8; i++) {
      JsonObject finding = findings.get(1 + i).getAsJsonObject();
      assertEquals("layer_00%d/kernel".formatted(i), finding.get("tensor").getAsString());
      assertEquals(message, finding.get("cause").getAsString());
    }
    assertEquals(1, json.get("errors").getAsInt());
    assertEquals(8, json.get("tensors_lost").getAsInt());
  }

  @Test
  void aLinkToNothingIsNotAMissingFile() throws IOException {
    Path index = write("linked", 2);
    Files.delete(data("linked"));
    Files.createSymbolicLink(data("linked"), Path.of("/mnt/old/data"));
    String words = "is a link to /mnt/old/data, which does not exist";
    assertTrue(Run.of("verify", index.toString()).out().contains(words));
    assertTrue(Run.of("list", index.toString()).err().contains(words));
  }

  @Test
  void aLinkThatWasCopiedAsTextIsReported() throws IOException {
    Path index = write("copied", 2);
    Files.writeString(data("copied"), "../blobs/5eb63bbbe01eeed0");
    String words = "is the text of a symbolic link, not the file it points to, ../blobs/5eb63";
    assertTrue(Run.of("verify", index.toString()).out().contains(words));
    assertTrue(Run.of("list", index.toString()).err().contains(words));
  }

  @Test
  void aDataFileWithAShortNameIsReportedWithItsWholeName() throws IOException {
    Path index = write("short", 2);
    Files.move(data("short"), folder.resolve("short.data-00000"));
    String words = SHARD + ": no such file; if short.data-00000 is that file, rename it to this";
    assertTrue(Run.of("verify", index.toString()).out().contains(words));
    assertTrue(Run.of("list", index.toString()).err().contains(words));
  }

  @Test
  void anIndexOfAnotherSaveIsSeen() throws IOException {
    Path index = write("first", 20);
    write("later", 20);
    Files.copy(data("later"), data("first"), StandardCopyOption.REPLACE_EXISTING);
    Run some = Run.of("verify", index.toString());
    assertTrue(lines(some).get(0).contains("10 of 20 checksums are wrong"), some::out);
    assertTrue(some.out().contains("damaged, 1 error, 10 tensors cannot be read"), some::out);
    assertTrue(some.out().contains("index and data are from different saves?"), some::out);
    byte[] all = Files.readAllBytes(data("first"));
    random.nextBytes(all);
    Files.write(data("first"), all);
    Run every = Run.of("verify", index.toString());
    assertTrue(every.out().contains("all 20 checksums are wrong"), every::out);
    assertTrue(every.out().contains("index and data are from different saves\n"), every::out);
  }

  @Test
  void zerosAndFlippedBitsAreDamageAndNoOtherSave() throws IOException {
    Path index = write("zeroed", 20);
    byte[] all = Files.readAllBytes(data("zeroed"));
    Files.write(data("zeroed"), new byte[all.length]);
    assertTrue(!Run.of("verify", index.toString()).out().contains("different saves"));
    for (int at = 40; at < all.length; at += 160) {
      all[at] ^= 1;
    }
    Files.write(data("zeroed"), all);
    assertTrue(!Run.of("verify", index.toString()).out().contains("different saves"));
  }

  @Test
  void leftoversOfAnyStepAreSeen() throws IOException {
    Path index = write("model.ckpt-7", 2);
    Files.createFile(folder.resolve("model.ckpt-8.data-00000-of-00001.tempstate42"));
    Files.createDirectory(folder.resolve("model.ckpt-9_temp"));
    Files.createFile(folder.resolve("model.ckpt-9_temp").resolve("part-00000-of-00001.index"));
    Files.createDirectory(folder.resolve("my_temp"));
    Run run = Run.of("verify", index.toString());
    assertEquals(0, run.code());
    List<String> warnings = lines(run).subList(0, lines(run).size() - 1);
    assertEquals(2, warnings.size(), run::out);
    for (String name : Arrays.asList("model.ckpt-8", "model.ckpt-9_temp")) {
      assertTrue(warnings.stream().anyMatch(line -> line.contains(name)), run::out);
    }
  }
}
