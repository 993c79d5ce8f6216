package io.github.tfckpt.cli.objects;

import io.github.tfckpt.cli.common.SeparatedRows;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.objects.ObjectTree.SlotOf;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The values of an object graph for spreadsheets, a row for each tensor. */
final class ObjectsRows {

  private record Owner(int variable, SlotOf slot) {}

  private ObjectsRows() {}

  static void print(ObjectTree tree, SeparatedRows rows) throws IOException {
    Map<Integer, Owner> owners = new HashMap<>();
    for (int node = 0; node < tree.size(); node++) {
      for (SlotOf slot : tree.slots(node)) {
        owners.putIfAbsent(slot.node(), new Owner(node, slot));
      }
    }
    rows.row(
        "id",
        "path",
        "kind",
        "attribute",
        "key",
        "full_name",
        "dtype",
        "shape",
        "slot",
        "variable_id",
        "other_path");
    for (int node = 0; node < tree.size(); node++) {
      for (ObjectNode.Attribute attribute : tree.node(node).attributes()) {
        boolean none = true;
        for (TensorEntry tensor : tree.tensors(attribute)) {
          none = false;
          row(tree, node, attribute, tensor.name(), type(tensor), owners, rows);
        }
        if (none) {
          String[] unknown = {"", ""};
          row(tree, node, attribute, attribute.key().toString(), unknown, owners, rows);
        }
      }
    }
    rows.flush();
  }

  private static String[] type(TensorEntry tensor) {
    return new String[] {tensor.dtype().label(), tensor.shape().toString()};
  }

  private static void row(
      ObjectTree tree,
      int node,
      ObjectNode.Attribute attribute,
      String key,
      String[] type,
      Map<Integer, Owner> owners,
      SeparatedRows rows)
      throws IOException {
    Owner owner = owners.getOrDefault(node, new Owner(-1, new SlotOf(attribute.name(), -1, -1)));
    boolean slot = owner.variable() >= 0;
    rows.row(
        Integer.toString(node),
        tree.isPlaced(node) ? tree.path(node) : "",
        tree.kind(node).name().toLowerCase(Locale.ROOT),
        attribute.name().toString(),
        key,
        attribute.fullName().toString(),
        type[0],
        type[1],
        slot ? owner.slot().name().toString() : "",
        slot ? Integer.toString(owner.variable()) : "",
        tree.otherPaths(node).isEmpty() ? "" : tree.otherPaths(node).get(0));
  }
}
