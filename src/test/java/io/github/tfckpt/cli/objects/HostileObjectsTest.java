package io.github.tfckpt.cli.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.testing.Bounded;
import io.github.tfckpt.testing.ObjectGraphs;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object graphs that nobody saves: an answer or one line of error, in bounded time. */
final class HostileObjectsTest {

  private static final String KEY = "a/w/.ATTRIBUTES/VARIABLE_VALUE";

  @TempDir Path folder;

  private static Run run(String... args) {
    return Bounded.run(() -> Run.of(args));
  }

  private Run objects(ObjectGraphs graph, String... options) throws IOException {
    String path = graph.write(folder.resolve("x"), KEY).toString();
    String[] args = new String[options.length + 2];
    args[0] = "objects";
    System.arraycopy(options, 0, args, 1, options.length);
    args[options.length + 1] = path;
    return run(args);
  }

  @Test
  void circles() throws IOException {
    ObjectGraphs graph =
        new ObjectGraphs(3)
            .child(0, "a", 1)
            .child(0, "self", 0)
            .child(1, "w", 2)
            .child(1, "owner", 0)
            .child(2, "back", 1)
            .variable(2, "", KEY);
    assertEquals(
        """
        (root)
        ├─ a
        │  ├─ w  float32 []
        │  │  │ key a/w/.ATTRIBUTES/VARIABLE_VALUE
        │  │  └─ back  = a (a cycle)
        │  └─ owner  = (root) (a cycle)
        └─ self  = (root) (a cycle)
        total: 3 objects: 1 variable
        """,
        objects(graph).out());
  }

  @Test
  void numbersOfNoObject() throws IOException {
    ObjectGraphs graph =
        new ObjectGraphs(3)
            .child(0, "gone", 99)
            .child(0, "below", -1)
            .child(0, "a", 1)
            .slot(0, 77, "m", 1)
            .slot(0, 1, "v", 88)
            .slot(0, 1, "s", 2)
            .variable(1, "x", "no/.ATTRIBUTES/VARIABLE_VALUE");
    Run run = objects(graph);
    assertEquals(0, run.code(), run.err());
    assertEquals(
        """
        (root)
        ├─ gone  object 99, which does not exist
        ├─ below  object -1, which does not exist
        └─ a  not in the checkpoint  x
             key no/.ATTRIBUTES/VARIABLE_VALUE
             slot s of (root)
        total: 3 objects: 1 variable; 1 without values not shown (-a)
        """,
        run.out());
    assertEquals(0, objects(graph, "-f", "json").code());
    assertEquals(0, objects(graph, "-f", "csv").code());
  }

  @Test
  void aMillionChildrenThatAreOne() throws IOException {
    Wire root = new Wire();
    Wire child = new Wire().number(1, 1).text(2, "c");
    for (int i = 0; i < 1_000_000; i++) {
      root.message(1, child);
    }
    Wire graph = new Wire().message(1, root).message(1, new Wire());
    Path path = ObjectGraphs.write(folder.resolve("x"), graph.toBytes(), KEY);
    Run run = run("objects", path.toString());
    assertEquals("(root)\ntotal: 2 objects; 1 without values not shown (-a)\n", run.out());
    assertEquals(1_000_002, run("objects", "-a", path.toString()).out().lines().count());
    assertEquals(0, run("objects", "-f", "json", path.toString()).code());
  }

  @Test
  void tooManyObjects() throws IOException {
    byte[] graph = new byte[10_000_000];
    for (int i = 0; i < graph.length; i += 2) {
      graph[i] = 10;
    }
    Path path = ObjectGraphs.write(folder.resolve("x"), graph, KEY);
    Run run = run("objects", path.toString());
    assertEquals(4, run.code());
    assertTrue(run.err().contains("object graph of more than 4194304 objects"), run.err());
  }

  @Test
  void aChainOfFiftyThousand() throws IOException {
    int length = 50_000;
    ObjectGraphs graph = new ObjectGraphs(length);
    for (int i = 0; i + 1 < length; i++) {
      graph.child(i, "n", i + 1);
    }
    graph.variable(length - 1, "", KEY);
    Run run = objects(graph);
    assertEquals(0, run.code(), run.err());
    assertEquals(length + 2, run.out().lines().count());
    assertTrue(run.out().contains("└─ [49999] n  float32 []\n"));
    Run json = objects(graph, "-f", "jsonl");
    assertTrue(json.out().length() < 12_000_000, json.out().length() + " characters");
  }

  @Test
  void slotsOfSlotsOfSlots() throws IOException {
    ObjectGraphs graph = new ObjectGraphs(2000).child(0, "w", 1);
    for (int i = 1; i + 1 < 2000; i++) {
      graph.slot(i, i, "s", i + 1);
    }
    assertEquals(0, objects(graph.variable(1999, "", KEY), "-f", "csv").code());
  }

  @Test
  void longNamesAboveManyObjects() throws IOException {
    int leaves = 300;
    int length = 198;
    String name = "n".repeat(length);
    ObjectGraphs graph = new ObjectGraphs(length + leaves);
    for (int i = 0; i + 1 < length; i++) {
      graph.child(i, name, i + 1);
    }
    for (int i = 0; i < leaves; i++) {
      graph.child(length - 2, "a" + i, length + i).child(length - 1, "b" + i, length + i);
      graph.variable(length + i, "", KEY);
    }
    assertTrue(objects(graph, "-f", "json").out().length() < 200_000);
    assertTrue(objects(graph, "-f", "csv").out().length() < 50_000);
    assertEquals(0, run("find", folder.resolve("x").toString(), "a/kernel").code());
  }

  @Test
  void longNamesOfOptimizersAtEachSlotOfSlots() throws IOException {
    ObjectGraphs graph = new ObjectGraphs(500).child(0, "v", 200);
    for (int i = 0; i < 99; i++) {
      graph.child(i, "n".repeat(200), i + 1);
    }
    for (int i = 200; i < 350; i++) {
      graph.slot(99, i, "s", i + 1);
    }
    for (int i = 400; i < 500; i++) {
      graph.child(345, "c" + i, i);
    }
    assertTrue(objects(graph, "-f", "json").out().length() < 200_000);
  }

  @Test
  void unreachableObjectsAreReported() throws IOException {
    ObjectGraphs graph = new ObjectGraphs(2).variable(1, "lost", KEY);
    Run run = objects(graph);
    assertEquals(
        """
        (root)
        not reachable from the root:
        object 1  float32 []  lost
          key a/w/.ATTRIBUTES/VARIABLE_VALUE
        total: 2 objects: 1 variable
        """,
        run.out());
  }

  @Test
  void savers() throws IOException {
    ObjectGraphs graph = new ObjectGraphs(2).child(0, "p", 1).saver(1, "Custom.Part", "p_1");
    assertEquals(
        "└─ p  (saved by Custom.Part as p_1)", objects(graph).out().lines().toList().get(1));
    JsonObject json = JsonParser.parseString(objects(graph, "-f", "json").out()).getAsJsonObject();
    JsonObject node = json.getAsJsonArray("nodes").get(1).getAsJsonObject();
    assertEquals("Custom.Part", node.getAsJsonObject("saver").get("name").getAsString());
  }

  @Test
  void neitherGraphNorMessage() throws IOException {
    byte[] none = "no graph at all".getBytes(StandardCharsets.UTF_8);
    Path path = ObjectGraphs.write(folder.resolve("x"), none, KEY);
    Run run = run("objects", path.toString());
    assertEquals(5, run.code());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals(List.of(), run.out().lines().toList());
    Run empty = objects(new ObjectGraphs(0));
    assertEquals("total: 0 objects\n", empty.out());
  }
}
