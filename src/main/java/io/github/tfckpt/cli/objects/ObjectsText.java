package io.github.tfckpt.cli.objects;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.objects.ObjectKind;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextStyle.Paint;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An object graph for people: a tree, and a line that sums it up. */
final class ObjectsText {

  /** Deeper objects are indented no further: a graph may be a chain of millions. */
  private static final int MOST_INDENTED = 40;

  private final ObjectTree tree;
  private final TextOut out;
  private final TextStyle style;
  private final boolean all;
  private final int levels;
  private final ObjectLines lines;

  /** An object whose children are being printed. */
  private static final class Frame {
    private final int node;
    private final List<ObjectNode.Child> children;
    private final String indent;
    private int next;

    Frame(int node, List<ObjectNode.Child> children, String indent) {
      this.node = node;
      this.children = children;
      this.indent = indent;
    }
  }

  /**
   * A printer.
   *
   * @param all true if objects without values are shown too
   * @param lines what is printed of each object
   * @param levels how many levels of the tree are shown
   */
  ObjectsText(
      ObjectTree tree, TextOut out, TextStyle style, boolean all, ObjectLines lines, int levels) {
    this.tree = tree;
    this.out = out;
    this.style = style;
    this.all = all;
    this.levels = levels;
    this.lines = lines;
  }

  void print() throws IOException {
    if (tree.size() > 0) {
      name("(root)", true);
      List<ObjectNode.Child> shown = shown(0);
      lines.behind(0);
      out.line();
      lines.below(0, shown.isEmpty() ? "  " : "│ ");
      Deque<Frame> open = new ArrayDeque<>();
      open.push(new Frame(0, shown, ""));
      while (!open.isEmpty()) {
        Frame frame = open.peek();
        if (frame.next == frame.children.size()) {
          open.pop();
        } else {
          child(frame, open);
        }
      }
    }
    unreachable();
    summary();
  }

  private List<ObjectNode.Child> shown(int node) {
    if (all) {
      return tree.node(node).children();
    }
    List<ObjectNode.Child> shown = new ArrayList<>();
    for (ObjectNode.Child child : tree.node(node).children()) {
      if (!tree.isThere(child.node()) || tree.holdsValues(child.node())) {
        shown.add(child);
      }
    }
    return shown;
  }

  private void child(Frame frame, Deque<Frame> open) throws IOException {
    ObjectNode.Child child = frame.children.get(frame.next);
    frame.next++;
    boolean last = frame.next == frame.children.size();
    int depth = open.size();
    out.text(frame.indent).text(last ? "└─ " : "├─ ");
    if (depth > MOST_INDENTED) {
      out.ascii('[').number(depth).text("] ");
    }
    boolean here = tree.isPlaceOf(frame.node, child);
    boolean scope = here && !tree.hasValue(child.node());
    name(child.name().toString(), scope);
    if (!here) {
      lines.elsewhere(frame.node, child);
      out.line();
      return;
    }
    lines.behind(child.node());
    List<ObjectNode.Child> below = shown(child.node());
    boolean cut = depth >= levels && !below.isEmpty();
    out.text(cut ? "  ..." : "").line();
    String indent = depth > MOST_INDENTED ? frame.indent : frame.indent + (last ? "   " : "│  ");
    lines.below(child.node(), indent + (below.isEmpty() || cut ? "  " : "│ "));
    if (!cut) {
      open.push(new Frame(child.node(), below, indent));
    }
  }

  private void name(String name, boolean scope) throws IOException {
    out.text(scope ? style.paint(Paint.BOLD, name) : name);
  }

  private void unreachable() throws IOException {
    boolean told = false;
    for (int node = 0; node < tree.size(); node++) {
      if (!tree.isPlaced(node) && (all || tree.hasValue(node))) {
        out.text(told ? "" : "not reachable from the root:\n");
        told = true;
        out.text("object ").number(node);
        lines.behind(node);
        out.line();
        lines.below(node, "  ");
      }
    }
  }

  private void summary() throws IOException {
    Map<ObjectKind, Long> counts = new EnumMap<>(ObjectKind.class);
    long hidden = 0;
    for (int node = 0; node < tree.size(); node++) {
      counts.merge(tree.kind(node), 1L, Long::sum);
      hidden += node > 0 && !tree.holdsValues(node) ? 1 : 0;
    }
    counts.remove(ObjectKind.OBJECT);
    out.text("total: ").text(Quantity.count(tree.size()));
    out.ascii(' ').text(ObjectKind.OBJECT.label(tree.size()));
    String before = ": ";
    for (Map.Entry<ObjectKind, Long> count : counts.entrySet()) {
      out.text(before).text(Quantity.count(count.getValue())).ascii(' ');
      out.text(count.getKey().label(count.getValue()));
      before = ", ";
    }
    if (hidden > 0 && !all) {
      out.text("; ").text(Quantity.count(hidden)).text(" without values not shown (-a)");
    }
    out.line();
  }
}
