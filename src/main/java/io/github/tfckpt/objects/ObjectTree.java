package io.github.tfckpt.objects;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of a checkpoint, each at one place, and what is there to be said of each. Objects are
 * called by their numbers; 0 is the root.
 */
public final class ObjectTree {

  /** Paths with more names than this are not spelled out: a graph may be one chain of millions. */
  public static final int LONGEST_PATH = 200;

  static final int MOST_PLACES = 8;

  private final List<ObjectNode> nodes;
  private final ObjectPlaces places;
  private final ObjectTensors tensors;
  private final Map<Integer, List<SlotOf>> slots = new HashMap<>();
  private final BitSet holders = new BitSet();
  private final Map<Integer, List<Place>> elsewhere = new HashMap<>();

  /**
   * A slot of a variable.
   *
   * @param name for example {@code m}
   * @param optimizer the object that keeps it
   * @param node the object that holds its value
   */
  public record SlotOf(Bytes name, int optimizer, int node) {}

  private record Place(int parent, Bytes name) {}

  /** The tree of a graph, whose values are among these tensors. */
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

  /** Variables that several objects hold, and where else they are than at their place. */
  private void findOtherPlaces() {
    for (int parent = 0; parent < nodes.size(); parent++) {
      for (ObjectNode.Child child : nodes.get(parent).children()) {
        boolean other = places.isPlaced(parent) && isThere(child.node());
        if (other && hasValue(child.node()) && !isPlaceOf(parent, child)) {
          List<Place> others = elsewhere.computeIfAbsent(child.node(), n -> new ArrayList<>(1));
          if (others.size() < MOST_PLACES) {
            others.add(new Place(parent, child.name()));
          }
        }
      }
    }
  }

  /** Other paths to an object with a value than {@link #path}, at most {@value #MOST_PLACES}. */
  public List<String> otherPaths(int node) {
    List<String> paths = new ArrayList<>();
    for (Place place : elsewhere.getOrDefault(node, List.of())) {
      paths.add((place.parent() == 0 ? "" : path(place.parent()) + "/") + escaped(place.name()));
    }
    return paths;
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

  /** True if something was saved of the object itself. */
  public boolean hasValue(int node) {
    return !nodes.get(node).attributes().isEmpty() || nodes.get(node).saver().isPresent();
  }

  /** How many objects there are. */
  public int size() {
    return nodes.size();
  }

  /** The object of a number, counted from 0. */
  public ObjectNode node(int node) {
    return nodes.get(node);
  }

  /** False if a number is stored that no object has. */
  public boolean isThere(int node) {
    return places.isThere(node);
  }

  /** True if the object has a place in the tree. */
  public boolean isPlaced(int node) {
    return places.isPlaced(node);
  }

  /** True if the child of that object at that index stands there, and not elsewhere. */
  public boolean isPlaceOf(int parent, ObjectNode.Child child) {
    return isThere(child.node())
        && places.parent(child.node()) == parent
        && places.name(child.node()).equals(child.name());
  }

  /** True if {@code node} stands below {@code above}, or is the same. */
  public boolean isBelow(int node, int above) {
    return places.isBelow(node, above);
  }

  /** True if the object, or one below it, holds a value or refers to a variable. */
  public boolean holdsValues(int node) {
    return holders.get(node);
  }

  /** What optimizers keep for a variable, in the order of saving. */
  public List<SlotOf> slots(int variable) {
    return Collections.unmodifiableList(slots.getOrDefault(variable, List.of()));
  }

  /** What an object is, as far as what was saved of it tells. */
  public ObjectKind kind(int node) {
    return ObjectKind.of(nodes.get(node), this);
  }

  /** The tensors that hold an attribute: one for a variable, several for a table. */
  public List<TensorEntry> tensors(ObjectNode.Attribute attribute) {
    return tensors.of(attribute.key());
  }

  /**
   * The names from the root to an object, as keys spell them: joined by {@code /}, {@code .} in a
   * name doubled, {@code /} in a name as {@code .S}. Empty for the root, {@code ...} for more than
   * {@value #LONGEST_PATH} names.
   */
  public String path(int node) {
    if (!places.isPlaced(node) || places.depth(node) > LONGEST_PATH) {
      return "...";
    }
    List<String> names = new ArrayList<>();
    for (int at = node; places.parent(at) != ObjectPlaces.NOWHERE; at = places.parent(at)) {
      names.add(escaped(places.name(at)));
      int keeper = places.keeper(at);
      if (keeper != ObjectPlaces.NOWHERE) {
        names.add(".OPTIMIZER_SLOT/" + keeperPath(keeper));
      }
    }
    Collections.reverse(names);
    return String.join("/", names);
  }

  /** An optimizer that is itself a slot, and so on, is nothing that anybody saves. */
  private String keeperPath(int keeper) {
    if (!places.isPlaced(keeper) || places.depth(keeper) > LONGEST_PATH) {
      return "...";
    }
    for (int at = keeper; at != ObjectPlaces.NOWHERE; at = places.parent(at)) {
      if (places.keeper(at) != ObjectPlaces.NOWHERE) {
        return "...";
      }
    }
    return path(keeper);
  }

  /** A name as it stands in a key. */
  static String escaped(Bytes name) {
    return name.toString().replace(".", "..").replace("/", ".S");
  }
}
