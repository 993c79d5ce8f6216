package io.github.tfckpt.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of objects are where TensorFlow made their keys: the keys are the expected values. */
final class ObjectTreeTest {

  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  @ParameterizedTest
  @CsvSource({
    "objects/ckpt-1, 28",
    "keras-checkpoint, 15",
    "keras-export, 8",
    "saved-model, 2",
    "max-shard-size, 4"
  })
  void everyKeyIsThePathOfItsObject(String checkpoint, int variables) throws IOException {
    assertEquals(variables, compareKeys(Path.of("testdata/python", checkpoint)));
  }

  @Test
  void nothingIsFoundInAGraphWithoutObjects() {
    ObjectTree tree = new ObjectTree(List.of(), List.of());
    assertTrue(tree.at("layer-0/kernel", '/').isEmpty());
    assertTrue(tree.at("", '/').isEmpty());
  }

  @Test
  void everyKeyOfTheCorpus() throws IOException {
    assumeTrue(Files.isDirectory(Corpus.root().resolve("good")), Corpus.absence());
    int variables = 0;
    for (Path index : Corpus.files("good", 20, ".index")) {
      variables += compareKeys(index);
    }
    assertTrue(variables > 300, variables + " variables");
  }

  private static int compareKeys(Path path) throws IOException {
    int variables = 0;
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      Optional<List<ObjectNode>> nodes = checkpoint.objects();
      ObjectTree tree = new ObjectTree(nodes.orElse(List.of()), checkpoint.tensors());
      for (int node = 0; node < tree.size(); node++) {
        for (ObjectNode.Attribute attribute : tree.node(node).attributes()) {
          if (attribute.name().toString().equals("VARIABLE_VALUE")) {
            assertEquals(attribute.key().toString(), tree.path(node) + VALUE);
            assertEquals(1, tree.tensors(attribute).size(), path + ": " + attribute);
            variables++;
          }
        }
      }
    }
    return variables;
  }

  @Test
  void slotsBesideTheirVariables() throws IOException {
    assertEquals(
        List.of(
            "variable: m of optimizer is variable/.OPTIMIZER_SLOT/optimizer/m",
            "variable: v of optimizer is variable/.OPTIMIZER_SLOT/optimizer/v"),
        slots("objects/ckpt-1"));
    assertEquals(
        List.of(
            "optimizer/_trainable_variables/0: momentum of optimizer is optimizer/_variables/2",
            "optimizer/_trainable_variables/0: velocity of optimizer is optimizer/_variables/3",
            "optimizer/_trainable_variables/1: momentum of optimizer is optimizer/_variables/4",
            "optimizer/_trainable_variables/1: velocity of optimizer is optimizer/_variables/5",
            "optimizer/_trainable_variables/2: momentum of optimizer is optimizer/_variables/6",
            "optimizer/_trainable_variables/2: velocity of optimizer is optimizer/_variables/7",
            "optimizer/_trainable_variables/3: momentum of optimizer is optimizer/_variables/8",
            "optimizer/_trainable_variables/3: velocity of optimizer is optimizer/_variables/9"),
        slots("keras-checkpoint"));
  }

  private static List<String> slots(String name) throws IOException {
    List<String> slots = new ArrayList<>();
    try (Checkpoint checkpoint = Checkpoint.open(Path.of("testdata/python", name))) {
      ObjectTree tree = new ObjectTree(checkpoint.objects().orElseThrow(), checkpoint.tensors());
      for (int node = 0; node < tree.size(); node++) {
        for (ObjectTree.SlotOf slot : tree.slots(node)) {
          String optimizer = tree.path(slot.optimizer());
          String what = tree.path(node) + ": " + slot.name() + " of " + optimizer;
          slots.add(what + " is " + tree.path(slot.node()));
        }
      }
    }
    return slots;
  }

  @Test
  void placeOfAWeightInTheModel() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(Path.of("testdata/python/keras-checkpoint"))) {
      ObjectTree tree = new ObjectTree(checkpoint.objects().orElseThrow(), checkpoint.tensors());
      TreeSet<String> model = new TreeSet<>();
      for (int node = 0; node < tree.size(); node++) {
        if (tree.path(node).startsWith("optimizer/_trainable_variables/")) {
          model.addAll(tree.otherPaths(node));
        }
      }
      String operations = "model/_functional/_operations/";
      assertEquals(
          List.of(
              operations + "1/_kernel",
              operations + "1/bias",
              operations + "2/_kernel",
              operations + "2/bias"),
          List.copyOf(model));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"testdata/vgg/vgg_16.ckpt", "testdata/python/tf1-v2"})
  void savedByNameHasNoObjects(String path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(path))) {
      assertEquals(Optional.empty(), checkpoint.objects());
    }
  }
}
