package io.github.tfckpt.objects;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.ObjectPath;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The objects of a checkpoint, each at one place, and what is there to be said of each. Objects are
 * called by their numbers, from 0, the root, to {@link #size} - 1; {@link #isThere} says of a
 * number that was stored somewhere whether it is one of these.
 */
public final class ObjectTree {

  /** Paths with more names than this are not spelled out: a graph may be one chain of millions. */
  public static final int LONGEST_PATH = 200;

  /** Nor are those with more bytes: names may be long, and many objects may stand below them. */
  static final int MOST_PATH_BYTES = 2048;

  static final int MOST_PLACES = 8;

  private final List<ObjectNode> nodes;
  private final ObjectPlaces places;
  private final ObjectTensors tensors;
  private final Map<Integer, List<SlotOf>> slots = new HashMap<>();
  private final BitSet holders = new BitSet();
  private final Map<Integer, List<Reference>> elsewhere = new HashMap<>();

  /**
   * A slot of a variable.
   *
   * @param name for example {@code m}
   * @param optimizer the number of the object that keeps it
   * @param node the number of the object that holds its value
   */
  public record SlotOf(Bytes name, int optimizer, int node) {}

  private record Reference(int parent, Bytes name) {}

  /**
   * The tree of a graph.
   *
   * @param nodes its objects, by their numbers
   * @param entries the tensors that their values are among
   */
  public ObjectTree(List<ObjectNode> nodes, List<TensorEntry> entries) {
    this.nodes = Collections.unmodifiableList(nodes);
    places = new ObjectPlaces(nodes);
    tensors = new ObjectTensors(entries);
    for (int optimizer = 0; optimizer < nodes.size(); optimizer++) {
      for (ObjectNode.Slot slot : nodes.get(optimizer).slots()) {
        if (isThere(slot.node())) {
          addSlot(slot.variable(), new SlotOf(slot.name(), optimizer, slot.node()));
        }
      }
    }
    KerasSlots.find(this, this::addSlot);
    findHolders();
    findOtherPlaces();
  }

  /**
   * {@return the number of the object at the end of a path from the root} Layers of Keras 3 are
   * found by the numbers too that Keras 2 gave them.
   *
   * @param path names of objects
   * @param separator between two names
   */
  public OptionalInt at(String path, char separator) {
    OptionalInt node = ObjectPath.resolve(nodes, path, separator);
    return node.isPresent() ? node : KerasLayers.at(this, path, separator);
  }

  /** Variables that several objects hold, and where else they are than at their place. */
  private void findOtherPlaces() {
    for (int parent = 0; parent < nodes.size(); parent++) {
      for (ObjectNode.Child child : nodes.get(parent).children()) {
        boolean other = places.isPlaced(parent) && isThere(child.node());
        if (other && hasValue(child.node()) && !isPlaceOf(parent, child)) {
          List<Reference> others = elsewhere.computeIfAbsent(child.node(), n -> new ArrayList<>(1));
          if (others.size() < MOST_PLACES) {
            others.add(new Reference(parent, child.name()));
          }
        }
      }
    }
  }

  /**
   * {@return other paths to an object with a value than {@link #path}, at most {@value
   * #MOST_PLACES}}
   *
   * @param node number of an object
   */
  public List<String> otherPaths(int node) {
    List<String> others = new ArrayList<>();
    for (Reference reference : elsewhere.getOrDefault(node, List.of())) {
      String parent = reference.parent() == 0 ? "" : path(reference.parent()) + "/";
      others.add(parent + ObjectPlaces.escaped(reference.name()));
    }
    return others;
  }

  /**
   * {@return true if there are such paths}
   *
   * @param node number of an object
   */
  public boolean isElsewhere(int node) {
    return elsewhere.containsKey(node);
  }

  private void addSlot(int variable, SlotOf slot) {
    slots.computeIfAbsent(variable, v -> new ArrayList<>(2)).add(slot);
  }

  /** Marks what holds a value, and all above it. */
  private void findHolders() {
    for (int node = 0; node < nodes.size(); node++) {
      int at = hasValue(node) || refersToValue(node) ? node : ObjectPlaces.NOWHERE;
      while (at != ObjectPlaces.NOWHERE && !holders.get(at)) {
        holders.set(at);
        at = places.parent(at);
      }
    }
  }

  /** What refers to a variable that stands elsewhere is worth a line too. */
  private boolean refersToValue(int node) {
    for (ObjectNode.Child child : nodes.get(node).children()) {
      if (isThere(child.node()) && hasValue(child.node())) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return true if something was saved of the object itself}
   *
   * @param node number of an object
   */
  public boolean hasValue(int node) {
    return !nodes.get(node).attributes().isEmpty() || nodes.get(node).saver().isPresent();
  }

  /** {@return how many objects there are} */
  public int size() {
    return nodes.size();
  }

  /**
   * {@return an object as stored}
   *
   * @param node its number
   */
  public ObjectNode node(int node) {
    return nodes.get(node);
  }

  /**
   * {@return false if a number is stored that no object has}
   *
   * @param node any number
   */
  public boolean isThere(int node) {
    return places.isThere(node);
  }

  /**
   * {@return true if the object has a place in the tree: if the root leads to it}
   *
   * @param node number of an object
   */
  public boolean isPlaced(int node) {
    return places.isPlaced(node);
  }

  /**
   * {@return true if a child stands there, and not elsewhere}
   *
   * @param parent number of the object that it is a child of
   * @param child one of its children
   */
  public boolean isPlaceOf(int parent, ObjectNode.Child child) {
    return isThere(child.node())
        && places.parent(child.node()) == parent
        && places.name(child.node()).equals(child.name());
  }

  /**
   * {@return true if {@code node} stands below {@code above}, or is the same}
   *
   * @param node number of an object
   * @param above number of an object
   */
  public boolean isBelow(int node, int above) {
    return places.isBelow(node, above);
  }

  /**
   * {@return true if the object, or one below it, holds a value or refers to a variable}
   *
   * @param node number of an object
   */
  public boolean holdsValues(int node) {
    return holders.get(node);
  }

  /**
   * {@return what optimizers keep for a variable, in the order of saving}
   *
   * @param variable number of its object
   */
  public List<SlotOf> slots(int variable) {
    return Collections.unmodifiableList(slots.getOrDefault(variable, List.of()));
  }

  /**
   * {@return what an object is, as far as what was saved of it shows}
   *
   * @param node its number
   */
  public ObjectKind kind(int node) {
    return ObjectKind.of(nodes.get(node), this);
  }

  /**
   * {@return the tensors that hold an attribute: one for a variable, several for a table}
   *
   * @param attribute of any of the objects
   */
  public List<TensorEntry> tensors(ObjectNode.Attribute attribute) {
    return tensors.of(attribute.key());
  }

  /**
   * {@return the names from the root to an object, as keys spell them} They are joined by {@code
   * /}; {@code .} in a name is doubled, and {@code /} in a name is {@code .S}. Empty for the root,
   * {@code ...} for more than {@value #LONGEST_PATH} names or {@value #MOST_PATH_BYTES} bytes.
   *
   * @param node number of an object
   */
  public String path(int node) {
    return places.path(node);
  }

  /**
   * Tensors by the keys that the object graph gives. Of tables and iterators that is a label: what
   * they store has other keys after the same {@code PATH/.ATTRIBUTES/}.
   */
  private static final class ObjectTensors {

    private static final String ATTRIBUTES = "/.ATTRIBUTES/";
    private static final String VARIABLE = "VARIABLE_VALUE";

    private final Map<Bytes, TensorEntry> byKey = new HashMap<>();
    private final Map<String, List<TensorEntry>> others = new HashMap<>();

    ObjectTensors(List<TensorEntry> entries) {
      for (TensorEntry entry : entries) {
        byKey.putIfAbsent(entry.key(), entry);
        String name = entry.name();
        int at = name.lastIndexOf(ATTRIBUTES);
        if (at >= 0 && !name.endsWith(VARIABLE)) {
          others.computeIfAbsent(name.substring(0, at), path -> new ArrayList<>()).add(entry);
        }
      }
    }

    List<TensorEntry> of(Bytes key) {
      TensorEntry exact = byKey.get(key);
      if (exact != null) {
        return List.of(exact);
      }
      String name = key.toString();
      int at = name.lastIndexOf(ATTRIBUTES);
      return at < 0 || name.endsWith(VARIABLE)
          ? List.of()
          : List.copyOf(others.getOrDefault(name.substring(0, at), List.of()));
    }
  }
}
