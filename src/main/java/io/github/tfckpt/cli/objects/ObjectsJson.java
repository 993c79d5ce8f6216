package io.github.tfckpt.cli.objects;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.objects.ObjectTree.SlotOf;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** An object graph for programs: one JSON document, or an object a line. */
final class ObjectsJson {

  private final ObjectTree tree;
  private final TextOut out;

  private ObjectsJson(ObjectTree tree, TextOut out) {
    this.tree = tree;
    this.out = out;
  }

  static void document(String path, ObjectTree tree, TextOut out) throws IOException {
    out.text("{\"schema\":\"tfckpt/objects/1\",\"checkpoint\":").json(path);
    out.text(",\"nodes\":[");
    for (int node = 0; node < tree.size(); node++) {
      out.text(node == 0 ? "\n" : ",\n");
      new ObjectsJson(tree, out).node(node);
    }
    out.text("\n]}\n");
  }

  static void lines(ObjectTree tree, TextOut out) throws IOException {
    for (int node = 0; node < tree.size(); node++) {
      new ObjectsJson(tree, out).node(node);
      out.line();
    }
  }

  private void node(int node) throws IOException {
    ObjectNode object = tree.node(node);
    out.text("{\"id\":").number(node);
    if (tree.isPlaced(node)) {
      out.text(",\"path\":").json(tree.path(node));
    }
    List<String> others = tree.otherPaths(node);
    if (!others.isEmpty()) {
      out.text(",\"other_paths\":[");
      for (int i = 0; i < others.size(); i++) {
        out.text(i == 0 ? "" : ",").json(others.get(i));
      }
      out.ascii(']');
    }
    out.text(",\"kind\":").json(tree.kind(node).name().toLowerCase(Locale.ROOT));
    children(object);
    attributes(object);
    slots(node);
    if (object.saver().isPresent()) {
      out.text(",\"saver\":{\"name\":").json(object.saver().get().name());
      out.text(",\"object_name\":").json(object.saver().get().object()).ascii('}');
    }
    out.ascii('}');
  }

  private void children(ObjectNode object) throws IOException {
    if (object.children().isEmpty()) {
      return;
    }
    String before = ",\"children\":[";
    for (ObjectNode.Child child : object.children()) {
      out.text(before).text("{\"name\":").json(child.name());
      out.text(",\"id\":").number(child.node()).ascii('}');
      before = ",";
    }
    out.ascii(']');
  }

  private void attributes(ObjectNode object) throws IOException {
    if (object.attributes().isEmpty()) {
      return;
    }
    String before = ",\"attributes\":[";
    for (ObjectNode.Attribute attribute : object.attributes()) {
      out.text(before).text("{\"name\":").json(attribute.name());
      out.text(",\"full_name\":").json(attribute.fullName());
      out.text(",\"key\":").json(attribute.key());
      tensors(tree.tensors(attribute));
      out.ascii('}');
      before = ",";
    }
    out.ascii(']');
  }

  private void tensors(List<TensorEntry> tensors) throws IOException {
    String before = ",\"tensors\":[";
    for (TensorEntry tensor : tensors) {
      out.text(before).text("{\"name\":").json(tensor.key());
      out.text(",\"dtype\":").json(tensor.dtype().label()).text(",\"shape\":[");
      for (int i = 0; i < tensor.shape().rank(); i++) {
        out.text(i == 0 ? "" : ",").number(tensor.shape().extent(i));
      }
      out.text("]}");
      before = ",";
    }
    out.text(tensors.isEmpty() ? "" : "]");
  }

  private void slots(int node) throws IOException {
    String before = ",\"slots\":[";
    for (SlotOf slot : tree.slots(node)) {
      out.text(before).text("{\"name\":").json(slot.name());
      out.text(",\"optimizer\":").number(slot.optimizer());
      out.text(",\"id\":").number(slot.node()).ascii('}');
      before = ",";
    }
    out.text(tree.slots(node).isEmpty() ? "" : "]");
  }
}
