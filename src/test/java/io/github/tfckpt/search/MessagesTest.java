package io.github.tfckpt.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real messages of TensorFlow, with other names: the key that each meant comes first. */
final class MessagesTest {

  private static final Path TOLD = Path.of("testdata", "find", "messages.txt");
  private static final Path RESTORED = Path.of("testdata", "find", "restored.txt");
  private static final String ASIDE = "(put aside)";

  private record Story(String thread, Finder finder, String text, Set<String> keys) {
    Optional<String> first() {
      for (Query subject : Question.of(text).subjects().subList(0, 1)) {
        List<Match> matches = finder.find(subject);
        return matches.isEmpty() ? Optional.empty() : Optional.of(matches.get(0).entry().name());
      }
      return Optional.empty();
    }
  }

  @TestFactory
  Stream<DynamicTest> theKeyThatWasMeantComesFirst() throws IOException {
    return Stream.concat(stories(TOLD).stream(), stories(RESTORED).stream())
        .map(story -> DynamicTest.dynamicTest(story.thread(), () -> check(story)));
  }

  private static void check(Story story) {
    String first = story.first().orElse("nothing");
    assertTrue(story.keys().contains(first), () -> first + " is found for " + story.text());
  }

  @Test
  void manyAreMessagesOfToday() throws IOException {
    assertTrue(stories(RESTORED).size() >= 46);
  }

  /** Messages of Keras 3.15 that are of the program: no word in quotes is a name. */
  @Test
  void messagesOfTheProgramNameNoTensor() {
    for (String text :
        List.of(
            "TypeError: <class 'keras.src.models.sequential.Sequential'> could not be deserialized"
                + " properly.\n\nconfig={'module': 'keras', 'class_name': 'Sequential', 'config':"
                + " {'name': 'sequential', 'trainable': True}}\n\nException encountered: Could not"
                + " locate class 'My'. Make sure custom classes and functions are decorated with"
                + " `@keras.saving.register_keras_serializable()`.",
            "ValueError: File format not supported: filepath=m.ckpt. Keras 3 only supports V3"
                + " `.keras` files, `.weights.h5` files, legacy H5 format files (`.h5` extension),"
                + " or Orbax checkpoints.",
            "NotImplementedError: Layer BatchNormalization does not have a `quantize` method"
                + " implemented.")) {
      assertEquals(List.of(), Question.of(text).subjects(), text);
    }
  }

  @Test
  void thirtyStories() throws IOException {
    List<Story> stories = stories(TOLD);
    assertEquals(30, stories.size());
    assertEquals(10, stories.stream().filter(story -> story.thread().endsWith(ASIDE)).count());
    for (Story story : stories) {
      assertTrue(!story.text().isBlank(), story.thread());
    }
  }

  private static List<Story> stories(Path file) throws IOException {
    List<Story> stories = new ArrayList<>();
    List<TensorEntry> entries = new ArrayList<>();
    Map<String, String> fullNames = new HashMap<>();
    Optional<Finder> opened = Optional.empty();
    String thread = "";
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("checkpoint ")) {
        entries.clear();
        fullNames.clear();
        String name = line.substring("checkpoint ".length());
        opened = name.contains("/") ? Optional.of(open(name)) : Optional.empty();
      } else if (line.startsWith("message ")) {
        thread = line.substring("message ".length());
        text.setLength(0);
      } else if (line.startsWith("means ")) {
        String key = line.substring("means ".length());
        Finder finder = opened.orElseGet(() -> finder(entries, fullNames));
        stories.add(new Story(thread, finder, text.toString(), Set.of(key.split(" ", -1))));
        thread = "";
      } else if (!thread.isEmpty()) {
        text.append(line).append('\n');
      } else if (line.startsWith("  ")) {
        add(line.strip(), entries, fullNames);
      }
    }
    return stories;
  }

  private static Finder open(String path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(path))) {
      Optional<List<ObjectNode>> nodes = checkpoint.objects();
      Optional<ObjectTree> tree = nodes.map(n -> new ObjectTree(n, checkpoint.tensors()));
      return new Finder(checkpoint.tensors(), checkpoint.fullNames(), tree, entry -> false);
    }
  }

  private static Finder finder(List<TensorEntry> entries, Map<String, String> fullNames) {
    List<TensorEntry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparing(TensorEntry::key));
    Map<String, String> names = Map.copyOf(fullNames);
    FullNames full = entry -> Optional.ofNullable(names.get(entry.name()));
    return new Finder(inOrder, full, Optional.empty(), entry -> false);
  }

  private static void add(String line, List<TensorEntry> entries, Map<String, String> fullNames) {
    String[] halves = line.split(" = ", -1);
    int space = halves[0].lastIndexOf(' ');
    List<String> keys = expand(halves[0].substring(0, space));
    List<String> full = halves.length > 1 ? expand(halves[1]) : List.of();
    for (int i = 0; i < keys.size(); i++) {
      entries.add(
          TensorEntry.stored(
              Bytes.utf8(keys.get(i)),
              DType.FLOAT32,
              Shapes.parse(halves[0].substring(space)).orElseThrow(),
              0,
              0,
              4,
              0));
      if (!full.isEmpty()) {
        fullNames.put(keys.get(i), full.get(full.size() == keys.size() ? i : 0));
      }
    }
  }

  /** Spells out <code>{a,b}</code> and <code>{0..2}</code>, from left to right. */
  private static List<String> expand(String pattern) {
    int open = pattern.indexOf('{');
    if (open < 0) {
      return List.of(pattern);
    }
    int close = pattern.indexOf('}', open);
    String inside = pattern.substring(open + 1, close);
    int dots = inside.indexOf("..");
    List<String> choices =
        dots < 0
            ? List.of(inside.split(",", -1))
            : range(inside.substring(0, dots), inside.substring(dots + 2));
    List<String> all = new ArrayList<>();
    for (String choice : choices) {
      all.addAll(expand(pattern.substring(0, open) + choice + pattern.substring(close + 1)));
    }
    return Collections.unmodifiableList(all);
  }

  private static List<String> range(String first, String last) {
    int from = Integer.parseInt(first);
    return IntStream.rangeClosed(from, Integer.parseInt(last)).mapToObj(String::valueOf).toList();
  }
}
