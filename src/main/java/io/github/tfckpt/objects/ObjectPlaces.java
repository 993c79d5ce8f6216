package io.github.tfckpt.objects;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Where each object stands in the tree: at the end of the shortest path from the root, of paths as
 * short the first, as TensorFlow makes keys. Slot variables that nothing else holds stand below
 * their variable. What cannot be reached stands nowhere.
 *
 * @see "tensorflow/python/checkpoint/trackable_view.py, descendants"
 */
final class ObjectPlaces {

  static final int NOWHERE = -1;

  /** What stands for a path that is not spelled out. */
  private static final String LONG = "...";

  private final List<ObjectNode> nodes;
  private final int[] parents;
  private final int[] depths;
  private final Bytes[] names;

  /** Of a slot variable that stands below its variable, the optimizer. */
  private final int[] keepers;

  /** When a walk over the tree comes to each object, and when it has left all below. */
  private final int[] entered;

  private final int[] left;

  ObjectPlaces(List<ObjectNode> nodes) {
    this.nodes = nodes;
    parents = new int[nodes.size()];
    depths = new int[nodes.size()];
    names = new Bytes[nodes.size()];
    keepers = new int[nodes.size()];
    Arrays.fill(keepers, NOWHERE);
    entered = new int[nodes.size()];
    left = new int[nodes.size()];
    Arrays.fill(parents, NOWHERE);
    Arrays.fill(names, Bytes.EMPTY);
    Arrays.fill(depths, NOWHERE);
    if (!nodes.isEmpty()) {
      depths[0] = 0;
      Deque<Integer> reached = new ArrayDeque<>();
      reached.add(0);
      spread(reached);
      placeSlots(reached);
      spread(reached);
      number();
    }
  }

  private void spread(Deque<Integer> reached) {
    while (!reached.isEmpty()) {
      int node = reached.remove();
      for (ObjectNode.Child child : nodes.get(node).children()) {
        place(child.node(), node, child.name(), reached);
      }
    }
  }

  private void placeSlots(Deque<Integer> reached) {
    for (int i = 0; i < nodes.size(); i++) {
      for (ObjectNode.Slot slot : nodes.get(i).slots()) {
        if (isThere(slot.variable()) && isPlaced(slot.variable())) {
          boolean free = isThere(slot.node()) && depths[slot.node()] == NOWHERE;
          place(slot.node(), slot.variable(), slot.name(), reached);
          if (free) {
            keepers[slot.node()] = i;
          }
        }
      }
    }
  }

  private void place(int node, int parent, Bytes name, Deque<Integer> reached) {
    if (isThere(node) && depths[node] == NOWHERE) {
      parents[node] = parent;
      depths[node] = depths[parent] + 1;
      names[node] = name;
      reached.add(node);
    }
  }

  /** Numbers objects so that those below another have numbers within its two. */
  private void number() {
    int[] next = new int[nodes.size()];
    int time = 0;
    int node = 0;
    int[] firstBelow = new int[nodes.size()];
    int[] nextBeside = new int[nodes.size()];
    Arrays.fill(firstBelow, NOWHERE);
    Arrays.fill(nextBeside, NOWHERE);
    for (int i = nodes.size() - 1; i > 0; i--) {
      if (parents[i] != NOWHERE) {
        nextBeside[i] = firstBelow[parents[i]];
        firstBelow[parents[i]] = i;
      }
    }
    System.arraycopy(firstBelow, 0, next, 0, next.length);
    entered[0] = time++;
    while (node != NOWHERE) {
      int below = next[node];
      if (below == NOWHERE) {
        left[node] = time++;
        node = parents[node];
      } else {
        next[node] = nextBeside[below];
        entered[below] = time++;
        node = below;
      }
    }
  }

  boolean isThere(int node) {
    return node >= 0 && node < nodes.size();
  }

  /** True if the object has a place in the tree; the root has one too. */
  boolean isPlaced(int node) {
    return depths[node] != NOWHERE;
  }

  /** The object above; {@link #NOWHERE} for the root and for what has no place. */
  int parent(int node) {
    return parents[node];
  }

  /** How many objects are above. */
  int depth(int node) {
    return depths[node];
  }

  /** What the object above calls it. */
  Bytes name(int node) {
    return names[node];
  }

  /** The optimizer of a slot variable that stands below its variable, else {@link #NOWHERE}. */
  int keeper(int node) {
    return keepers[node];
  }

  /** True if {@code node} stands below {@code above}, or is the same. */
  boolean isBelow(int node, int above) {
    return isPlaced(node) && entered[above] <= entered[node] && left[node] <= left[above];
  }

  /**
   * See {@link ObjectTree#path}.
   *
   * @see "tensorflow/python/trackable/trackable_utils.py, escape_local_name and slot_variable_key"
   */
  String path(int node) {
    if (isLong(node)) {
      return LONG;
    }
    List<String> names = new ArrayList<>();
    long bytes = 0;
    for (int at = node; parent(at) != NOWHERE; at = parent(at)) {
      bytes += name(at).size();
      if (bytes > ObjectTree.MOST_PATH_BYTES) {
        return LONG;
      }
      names.add(escaped(name(at)));
      int keeper = keeper(at);
      if (keeper != NOWHERE) {
        String slot = ".OPTIMIZER_SLOT/" + keeperPath(keeper);
        bytes += slot.length();
        names.add(slot);
      }
    }
    Collections.reverse(names);
    return String.join("/", names);
  }

  /** An optimizer that is itself a slot, and so on, is nothing that anybody saves. */
  private String keeperPath(int keeper) {
    if (isLong(keeper)) {
      return LONG;
    }
    for (int at = keeper; at != NOWHERE; at = parent(at)) {
      if (keeper(at) != NOWHERE) {
        return LONG;
      }
    }
    return path(keeper);
  }

  private boolean isLong(int node) {
    return !isPlaced(node) || depth(node) > ObjectTree.LONGEST_PATH;
  }

  /** A name as it stands in a key. */
  static String escaped(Bytes name) {
    return name.toString().replace(".", "..").replace("/", ".S");
  }
}
