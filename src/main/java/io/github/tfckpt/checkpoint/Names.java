package io.github.tfckpt.checkpoint;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.ObjectPath;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.store.EntryList;
import io.github.tfckpt.store.ObjectGraph;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What the tensors of a store are called: by their keys, and by the object graph among them. */
final class Names implements FullNames {

  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  /** What TensorFlow calls variables that have no other name. */
  private static final Pattern DEFAULT = Pattern.compile("(.*/)?Variable(_[0-9]+)?");

  private final String title;
  private final TensorStore stored;

  /** Names by keys, as the object graph gives them. */
  private final Optional<Map<Bytes, String>> fullNames;

  /** Made when it is first needed. */
  private Optional<FullNames> unique = Optional.empty();

  /**
   * Reads the object graph, if there is one.
   *
   * @param title what the checkpoint is called in messages
   * @param remarks is told of a graph that cannot be read
   */
  Names(String title, TensorStore stored, List<String> remarks) throws IOException {
    this.title = title;
    this.stored = stored;
    Optional<Map<Bytes, String>> read = Optional.empty();
    try {
      Optional<ObjectGraph> graph = graph();
      if (graph.isPresent()) {
        read = Optional.of(graph.get().fullNames());
      }
    } catch (CheckpointException e) {
      remarks.add(e.getMessage() + "; full names are unknown");
    }
    fullNames = read;
  }

  private Optional<ObjectGraph> graph() throws IOException {
    Optional<TensorEntry> entry = byKey(TensorEntry.OBJECT_GRAPH);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Tensor tensor = stored.read(entry.get());
    if (tensor.elements() instanceof StringElements strings && strings.count() == 1) {
      strings.check();
      return Optional.of(new ObjectGraph(strings.at(0)));
    }
    throw new Corrupt(title, "the object graph is not a single string");
  }

  /** See {@link Checkpoint#objects}. */
  Optional<List<ObjectNode>> objects() throws IOException {
    Optional<ObjectGraph> graph = graph();
    return graph.isEmpty() ? Optional.empty() : Optional.of(graph.get().nodes());
  }

  /** See {@link Checkpoint#shownNames}. */
  synchronized FullNames unique() {
    if (unique.isEmpty()) {
      FullNames byGraph = unique(stored.tensors());
      unique =
          Optional.of(
              byGraph.areThere()
                  ? entry -> isNamelessCounter(entry) ? pathOf(entry) : byGraph.of(entry)
                  : byGraph);
    }
    return unique.get();
  }

  /** A number that nobody gave a name, so that TensorFlow did: its path says what it counts. */
  private boolean isNamelessCounter(TensorEntry entry) {
    Kind kind = entry.dtype().kind();
    return (kind == Kind.INT || kind == Kind.UINT)
        && entry.shape().rank() == 0
        && of(entry).filter(name -> DEFAULT.matcher(name).matches()).isPresent();
  }

  /** The path of a variable: its key without what marks its value. */
  private static Optional<String> pathOf(TensorEntry entry) {
    String key = entry.name();
    return key.endsWith(VALUE)
        ? Optional.of(key.substring(0, key.length() - VALUE.length()))
        : Optional.empty();
  }

  @Override
  public boolean areThere() {
    return fullNames.isPresent() || stored.fullNames().areThere();
  }

  @Override
  public Optional<String> of(TensorEntry entry) {
    // Asked for every entry of a listing: without a graph it costs nothing.
    Optional<String> name =
        fullNames.isEmpty()
            ? stored.fullNames().of(entry)
            : Optional.ofNullable(fullNames.get().get(entry.key()));
    return name.isPresent() && name.get().equals(entry.name()) ? Optional.empty() : name;
  }

  /** See {@link Checkpoint#named}. */
  List<TensorEntry> named(String name) {
    // A name as it is shown means no other tensor, though the key of one may be that very text.
    Optional<TensorEntry> exact = byKey(Bytes.unescape(name));
    if (exact.isEmpty()) {
      exact = byKey(Bytes.utf8(name));
    }
    if (exact.isPresent()) {
      return List.of(exact.get());
    }
    List<TensorEntry> found = new ArrayList<>();
    if (areThere()) {
      for (TensorEntry entry : stored.tensors()) {
        if (of(entry).filter(name::equals).isPresent()) {
          found.add(entry);
        }
      }
    }
    if (found.isEmpty()) {
      byKey(Bytes.unescape(name + VALUE)).ifPresent(found::add);
    }
    return found.isEmpty() ? atPath(name) : found;
  }

  /** The variable at a path of the object graph, as {@code objects} or a message shows it. */
  private List<TensorEntry> atPath(String path) {
    try {
      Optional<List<ObjectNode>> nodes = fullNames.isEmpty() ? Optional.empty() : objects();
      if (nodes.isEmpty()) {
        return List.of();
      }
      OptionalInt number = ObjectPath.resolve(nodes.get(), path);
      List<TensorEntry> found = new ArrayList<>();
      if (number.isPresent() && number.getAsInt() >= 0 && number.getAsInt() < nodes.get().size()) {
        nodes
            .get()
            .get(number.getAsInt())
            .attributes()
            .forEach(attribute -> byKey(attribute.key()).ifPresent(found::add));
      }
      return found;
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Keys rise in a sound index; in a damaged one the first with this key counts. */
  private Optional<TensorEntry> byKey(Bytes key) {
    if (stored.tensors() instanceof EntryList rising && stored.damage().isEmpty()) {
      int index = rising.indexOf(key);
      return index < 0 ? Optional.empty() : Optional.of(rising.get(index));
    }
    for (TensorEntry entry : stored.tensors()) {
      if (entry.key().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }
}
