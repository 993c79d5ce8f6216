package io.github.tfckpt.cli.objects;

import io.github.tfckpt.cli.common.ShownNames;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.ObjectNode.Attribute;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.objects.ObjectKind;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.objects.ObjectTree.SlotOf;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.List;

/**
 * What is printed of one object, behind its name and on lines below it.
 *
 * <pre>
 * kernel  float32 [4, 3]  d1/kernel
 *   key model/d1/kernel/.ATTRIBUTES/VARIABLE_VALUE
 *   slot m of optimizer  float32 [4, 3]  d1/kernel/Adam
 * </pre>
 */
final class ObjectLines {

  private final ObjectTree tree;
  private final TextOut out;
  private final boolean brief;
  private final ShownNames names;

  ObjectLines(ObjectTree tree, TextOut out, boolean brief, ShownNames names) {
    this.tree = tree;
    this.out = out;
    this.brief = brief;
    this.names = names;
  }

  /** Prints what the object is, on the line of its name. */
  void behind(int node) throws IOException {
    ObjectNode object = tree.node(node);
    ObjectKind kind = tree.kind(node);
    if (object.saver().isPresent()) {
      ObjectNode.Saver saver = object.saver().get();
      out.text("  (saved by ").text(saver.name().toString());
      out.text(" as ").text(saver.object().toString()).text(")");
    } else if (kind == ObjectKind.VARIABLE) {
      variable(object);
    } else if (kind != ObjectKind.OBJECT) {
      out.text("  (").text(kind.label(1)).text(")");
    }
  }

  private void variable(ObjectNode object) throws IOException {
    Attribute attribute = object.attributes().get(0);
    type(attribute);
    boolean isKey = names.isKey();
    // The key has a line of its own below, unless there is one line for each object.
    if (isKey ? brief : attribute.fullName().size() > 0) {
      out.text("  ").text((isKey ? attribute.key() : attribute.fullName()).toString());
    }
  }

  private void type(Attribute attribute) throws IOException {
    List<TensorEntry> tensors = tree.tensors(attribute);
    if (tensors.isEmpty()) {
      out.text("  not in the checkpoint");
    } else if (tensors.size() == 1) {
      type(tensors.get(0));
    }
  }

  private void type(TensorEntry tensor) throws IOException {
    out.text("  ").text(tensor.dtype().label()).ascii(' ').text(tensor.shape().toString());
  }

  /** Prints, behind a name, the object that it means and that stands elsewhere. */
  void elsewhere(int parent, ObjectNode.Child child) throws IOException {
    int node = child.node();
    if (!tree.isThere(node)) {
      out.text("  object ").number(node).text(", which does not exist");
      return;
    }
    if (tree.kind(node) == ObjectKind.VARIABLE) {
      type(tree.node(node).attributes().get(0));
    }
    out.text("  = ").text(path(node));
    if (tree.isBelow(parent, node)) {
      out.text(" (a cycle)");
    }
  }

  private String path(int node) {
    if (node == 0) {
      return "(root)";
    }
    String path = tree.path(node);
    return path.equals("...") ? "object " + node : path;
  }

  /** Prints the lines below an object. */
  void below(int node, String indent) throws IOException {
    if (brief) {
      return;
    }
    keys(node, indent);
    if (tree.isPlaced(node) && tree.path(node).contains("optimizer")) {
      for (String other : tree.otherPaths(node)) {
        // Keras stores weights where its optimizer holds them; where the model does is of interest.
        if (!other.contains("optimizer")) {
          out.text(indent).text("also ").text(other).line();
          break;
        }
      }
    }
    for (SlotOf slot : tree.slots(node)) {
      slot(node, slot, indent);
    }
  }

  private void keys(int node, String indent) throws IOException {
    if (names.isFull() && tree.kind(node) == ObjectKind.VARIABLE) {
      return;
    }
    for (Attribute attribute : tree.node(node).attributes()) {
      List<TensorEntry> tensors = tree.tensors(attribute);
      if (tensors.isEmpty()) {
        out.text(indent).text("key ").text(attribute.key().toString()).line();
      }
      for (TensorEntry tensor : tensors) {
        out.text(indent).text("key ").text(tensor.name());
        if (tree.kind(node) != ObjectKind.VARIABLE) {
          type(tensor);
        }
        out.line();
      }
    }
  }

  private void slot(int variable, SlotOf slot, String indent) throws IOException {
    out.text(indent).text("slot ").text(slot.name().toString());
    out.text(" of ").text(path(slot.optimizer()));
    List<Attribute> attributes = tree.node(slot.node()).attributes();
    if (!attributes.isEmpty() && tree.isBelow(slot.node(), variable)) {
      variable(tree.node(slot.node()));
    } else if (!attributes.isEmpty()) {
      type(attributes.get(0));
    }
    out.line();
    for (Attribute attribute : names.isFull() ? List.<Attribute>of() : attributes) {
      out.text(indent).text("  key ").text(attribute.key().toString()).line();
    }
  }
}
