package io.github.tfckpt.objects;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.io.Bytes;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds what optimizers of Keras 3 keep for a variable. They do not store it as slots, but as
 * variables of their own, whose full names are made from the variable's; those of Keras 2.11 and
 * later likewise:
 *
 * <pre>
 *   sequential/d1/kernel        adam/sequential_d1_kernel_momentum
 *   d1/kernel                   Adam/m/d1/kernel
 * </pre>
 *
 * @see "keras/src/optimizers/base_optimizer.py, add_variable_from_reference"
 */
final class KerasSlots {

  private static final String LIST = "_variables";
  private static final String OPTIMIZER = "optimizer";

  /** Takes a variable and a slot of it. */
  interface Sink {
    void add(int variable, ObjectTree.SlotOf slot);
  }

  private final ObjectTree tree;

  private static final int LONGEST_NAME = 1 << 10;

  /** Variables by their full names with {@code _} for {@code /}; shared names are left out. */
  private final Map<String, Integer> byMangledName = new HashMap<>();

  private KerasSlots(ObjectTree tree) {
    this.tree = tree;
  }

  static void find(ObjectTree tree, Sink sink) {
    KerasSlots slots = new KerasSlots(tree);
    slots.nameVariables();
    for (int node = 0; node < tree.size(); node++) {
      for (ObjectNode.Child child : tree.node(node).children()) {
        boolean optimizer = child.name().toString().contains(OPTIMIZER);
        if (optimizer && tree.isPlaceOf(node, child)) {
          slots.ofOptimizer(child.node(), sink);
        }
      }
    }
  }

  private void nameVariables() {
    for (int node = 0; node < tree.size(); node++) {
      String name = fullName(node);
      if (!name.isEmpty() && name.length() <= LONGEST_NAME) {
        byMangledName.merge(name.replace('/', '_'), node, (a, b) -> -1);
      }
    }
  }

  private String fullName(int node) {
    ObjectNode object = tree.node(node);
    return object.attributes().size() == 1 ? object.attributes().get(0).fullName().toString() : "";
  }

  private void ofOptimizer(int optimizer, Sink sink) {
    for (ObjectNode.Child child : tree.node(optimizer).children()) {
      if (child.name().toString().equals(LIST) && tree.isPlaceOf(optimizer, child)) {
        for (ObjectNode.Child item : tree.node(child.node()).children()) {
          if (tree.isThere(item.node())) {
            ofVariable(optimizer, item.node(), sink);
          }
        }
      }
    }
  }

  private void ofVariable(int optimizer, int node, Sink sink) {
    String name = fullName(node);
    if (name.length() > LONGEST_NAME) {
      return;
    }
    int first = name.indexOf('/');
    int second = name.indexOf('/', first + 1);
    if (second > 0
        && add(
            optimizer, node, name.substring(second + 1), name.substring(first + 1, second), sink)) {
      return;
    }
    String last = name.substring(name.lastIndexOf('/') + 1);
    // The longest beginning that is some variable: "a_b" may be one as well as "a".
    for (int at = last.lastIndexOf('_'); at > 0; at = last.lastIndexOf('_', at - 1)) {
      if (add(optimizer, node, last.substring(0, at), last.substring(at + 1), sink)) {
        return;
      }
    }
  }

  private boolean add(int optimizer, int node, String name, String slot, Sink sink) {
    int variable = byMangledName.getOrDefault(name.replace('/', '_'), -1);
    boolean found = variable >= 0 && variable != node;
    if (found) {
      sink.add(variable, new ObjectTree.SlotOf(Bytes.utf8(slot), optimizer, node));
    }
    return found;
  }
}
