package io.github.tfckpt.cli.objects;

import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.ObjectNode.Attribute;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.objects.ObjectTree.SlotOf;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An object graph for programs: in JSON an object for each of its own, in csv a row a tensor. */
final class ObjectsRecords {

  /**
   * A value that was saved of an object.
   *
   * @param tensor that holds it, if it is in the checkpoint
   */
  record Row(int node, Attribute attribute, Optional<TensorEntry> tensor) {}

  private record Owner(int variable, SlotOf slot) {}

  private final ObjectTree tree;
  private final TensorFields fields;

  ObjectsRecords(ObjectTree tree, TensorFields fields) {
    this.tree = tree;
    this.fields = fields;
  }

  /** The numbers of all objects. */
  List<Integer> nodes() {
    return IntStream.range(0, tree.size()).boxed().toList();
  }

  /** The columns of objects. */
  Columns<Integer> ofNodes() {
    return new Columns<Integer>()
        .field("id", node -> node)
        .field("path", this::path)
        .field("other_paths", node -> JsonDocument.unlessEmpty(tree.otherPaths(node)))
        .field("kind", this::kind)
        .field("children", node -> children(tree.node(node)))
        .field("attributes", node -> attributes(tree.node(node)))
        .field("slots", this::slots)
        .field(
            "saver",
            node ->
                tree.node(node)
                    .saver()
                    .map(it -> JsonDocument.object("name", it.name(), "object_name", it.object())));
  }

  private Optional<String> path(int node) {
    return tree.isPlaced(node) ? Optional.of(tree.path(node)) : Optional.empty();
  }

  private String kind(int node) {
    return tree.kind(node).name().toLowerCase(Locale.ROOT);
  }

  private static Optional<List<?>> children(ObjectNode object) {
    return JsonDocument.unlessEmpty(
        object.children().stream()
            .map(child -> JsonDocument.object("name", child.name(), "id", child.node()))
            .toList());
  }

  private Optional<List<?>> attributes(ObjectNode object) {
    return JsonDocument.unlessEmpty(
        object.attributes().stream()
            .map(
                attribute ->
                    JsonDocument.object(
                        "name",
                        attribute.name(),
                        "full_name",
                        attribute.fullName(),
                        "key",
                        attribute.key(),
                        "tensors",
                        tensors(attribute)))
            .toList());
  }

  private Optional<List<?>> tensors(Attribute attribute) {
    return JsonDocument.unlessEmpty(
        tree.tensors(attribute).stream()
            .map(
                tensor ->
                    JsonDocument.object(
                        "name",
                        tensor.key(),
                        "dtype",
                        tensor.dtype().label(),
                        "shape",
                        tensor.shape(),
                        "role",
                        fields.role(tensor)))
            .toList());
  }

  private Optional<List<?>> slots(int node) {
    return JsonDocument.unlessEmpty(
        tree.slots(node).stream()
            .map(
                slot ->
                    JsonDocument.object(
                        "name", slot.name(), "optimizer", slot.optimizer(), "id", slot.node()))
            .toList());
  }

  /** A row for each value that was saved. */
  List<Row> values() {
    List<Row> rows = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      for (Attribute attribute : tree.node(node).attributes()) {
        List<TensorEntry> tensors = tree.tensors(attribute);
        for (TensorEntry tensor : tensors) {
          rows.add(new Row(node, attribute, Optional.of(tensor)));
        }
        if (tensors.isEmpty()) {
          rows.add(new Row(node, attribute, Optional.empty()));
        }
      }
    }
    return rows;
  }

  /** The columns of values. */
  Columns<Row> ofValues() {
    Map<Integer, Owner> owners = new HashMap<>();
    for (int node = 0; node < tree.size(); node++) {
      for (SlotOf slot : tree.slots(node)) {
        owners.putIfAbsent(slot.node(), new Owner(node, slot));
      }
    }
    return new Columns<Row>()
        .field("id", Row::node)
        .field("path", row -> path(row.node()))
        .field("kind", row -> kind(row.node()))
        .field("attribute", row -> row.attribute().name())
        .field(
            "key", row -> row.tensor().map(TensorEntry::key).orElseGet(() -> row.attribute().key()))
        .field("full_name", row -> row.attribute().fullName())
        .field("dtype", row -> row.tensor().map(tensor -> tensor.dtype().label()))
        .field("shape", row -> row.tensor().map(TensorEntry::shape))
        .field("slot", row -> owner(owners, row).map(owner -> owner.slot().name()))
        .field("variable_id", row -> owner(owners, row).map(Owner::variable))
        .field("other_path", row -> tree.otherPaths(row.node()).stream().findFirst())
        .field("name", row -> row.tensor().map(TensorEntry::key))
        .field("role", row -> row.tensor().map(fields::role));
  }

  private static Optional<Owner> owner(Map<Integer, Owner> owners, Row row) {
    return Optional.ofNullable(owners.get(row.node()));
  }
}
