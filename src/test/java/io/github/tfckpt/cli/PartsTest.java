package io.github.tfckpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parts of a job print, one after another, is what one job prints. */
final class PartsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digest -f jsonl testdata/vgg/frcnn.ckpt-70000",
        "digest testdata/bundles/dtypes-v2",
        "digest -f jsonl testdata/bundles/many-names",
        "digest -f jsonl --names full testdata/python/objects",
        "digest -f jsonl testdata/broken/flipped-bit",
        "stats -f jsonl testdata/vgg/frcnn.ckpt-70000",
        "stats -f csv testdata/vgg/frcnn.ckpt-70000",
        "stats -f tsv testdata/bundles/dtypes-v2",
        "digest -f csv testdata/vgg/frcnn.ckpt-70000",
        "stats -f jsonl --histogram testdata/vgg/vgg_16.ckpt",
        "stats -f jsonl --sort size -r testdata/bundles/dtypes-v2",
        "stats -f jsonl --find zero testdata/bundles/dtypes-v1/model.ckpt",
        "stats -f jsonl testdata/broken/data-is-lfs-pointer",
        "diff -f jsonl testdata/vgg/vgg_16.ckpt testdata/vgg/frcnn.ckpt-70000"
            + " --map vgg_16/*=my/vgg_16/*",
        "diff -f jsonl testdata/bundles/many-names testdata/bundles/many-names",
        "diff -f csv testdata/bundles/many-names testdata/bundles/many-names",
        "verify -f csv testdata/vgg/frcnn.ckpt-70000",
        "diff -f jsonl testdata/bundles/names-v1/model.ckpt testdata/bundles/names-v2",
        "history --values -f jsonl testdata/runs/manager",
        "history --values -f jsonl testdata/runs/safetensors",
        "history --values -f jsonl testdata/runs/damaged",
        "history --find nan,inf --all -f jsonl testdata/runs/saver",
        "diff --name-status --all testdata/bundles/partitioned-v1 testdata/bundles/partitioned-v2"
      })
  void partsAreTheWhole(String line) {
    String whole = Run.of(line.split(" ")).out();
    assertTrue(!whole.isEmpty(), line);
    for (int of = 1; of <= 7; of++) {
      StringBuilder parts = new StringBuilder();
      for (int number = 1; number <= of; number++) {
        List<String> args = new ArrayList<>(List.of(line.split(" ")));
        args.add("--part=" + number + "/" + of);
        parts.append(Run.of(args.toArray(new String[0])).out());
      }
      assertEquals(whole, parts.toString(), of + " parts of " + line);
    }
  }

  @Test
  void listsOfDigestsAreCheckedInParts() {
    String path = "testdata/vgg/frcnn.ckpt-70000";
    String list = Run.of("digest", path).out() + "0".repeat(64) + "  gone\n";
    String whole = Run.withInput(list, "digest", "--check", "-", path).out();
    for (int of = 1; of <= 7; of++) {
      StringBuilder parts = new StringBuilder();
      int worst = 0;
      for (int number = 1; number <= of; number++) {
        String part = "--part=" + number + "/" + of;
        Run run = Run.withInput(list, "digest", "--check", "-", path, part);
        parts.append(run.out());
        worst = Math.max(worst, run.code());
      }
      assertEquals(whole, parts.toString());
      assertEquals(1, worst);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"digest", "stats", "diff"})
  void documentsNameTheirPart(String command) {
    String path = "testdata/vgg/vgg_16.ckpt";
    List<String> args = new ArrayList<>(List.of(command, "-f", "json", "--part", "2/3", path));
    if (command.equals("diff")) {
      args.add(path);
    }
    Run run = Run.of(args.toArray(new String[0]));
    JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals("2/3", document.get("part").getAsString());
    assertEquals(0, run.code());
  }

  @Test
  void topOfAPartIsNotPartOfTheTop() {
    String path = "testdata/vgg/vgg_16.ckpt";
    assertEquals(2, Run.of("diff", "--limit", "3", "--part", "1/2", path, path).code());
  }
}
