package io.github.tfckpt.entry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds objects of a TF2 object graph by the names that lead to them from the root. */
public final class ObjectPath {

  /** Longer paths are not followed. */
  private static final int MOST_STEPS = 100;

  /** How TensorFlow's messages begin a path. */
  private static final String ROOT = "(root).";

  private static final Pattern SLOT =
      Pattern.compile(
          "\\(root\\)\\.(.{1,2000})'s state '(.{1,2000})' for \\(root\\)\\.(.{1,2000})");

  private ObjectPath() {}

  /**
   * {@return the number of the object that a text means, as {@code objects} and TensorFlow's
   * messages spell it}
   *
   * @param nodes all objects, by their numbers
   * @param text {@code model/d1/kernel}, {@code model.d1.kernel}, {@code (root).model.d1.kernel},
   *     {@code (root).optimizer's state 'm' for (root).d1.kernel}
   */
  public static OptionalInt resolve(List<ObjectNode> nodes, String text) {
    Matcher slot = SLOT.matcher(text);
    if (slot.matches()) {
      OptionalInt optimizer = resolve(nodes, slot.group(1), '.');
      OptionalInt variable = resolve(nodes, slot.group(3), '.');
      return optimizer.isPresent() && variable.isPresent()
          ? slot(nodes.get(optimizer.getAsInt()), slot.group(2), variable.getAsInt())
          : OptionalInt.empty();
    }
    String path = text.startsWith(ROOT) ? text.substring(ROOT.length()) : text;
    OptionalInt node = resolve(nodes, path, '/');
    return node.isPresent() ? node : resolve(nodes, path, '.');
  }

  private static OptionalInt slot(ObjectNode optimizer, String name, int variable) {
    return optimizer.slots().stream()
        .filter(slot -> slot.variable() == variable && slot.name().toString().equals(name))
        .mapToInt(ObjectNode.Slot::node)
        .findFirst();
  }

  /**
   * {@return the number of the object at the end of a path} Names may contain the separator: of the
   * children that match, the one with the longest name is taken.
   *
   * @param nodes all objects, by their numbers
   * @param path {@code model/layer-0/kernel}
   * @param separator between two names
   */
  public static OptionalInt resolve(List<ObjectNode> nodes, String path, char separator) {
    int node = 0;
    int at = 0;
    for (int step = 0; step < MOST_STEPS && at < path.length() && !nodes.isEmpty(); step++) {
      Optional<ObjectNode.Child> child = longest(nodes, node, path, at, separator);
      if (child.isEmpty()) {
        return OptionalInt.empty();
      }
      node = child.get().node();
      at += child.get().name().toString().length() + 1;
    }
    return at > path.length() ? OptionalInt.of(node) : OptionalInt.empty();
  }

  private static Optional<ObjectNode.Child> longest(
      List<ObjectNode> nodes, int node, String path, int at, char separator) {
    Optional<ObjectNode.Child> longest = Optional.empty();
    for (ObjectNode.Child child : nodes.get(node).children()) {
      String name = child.name().toString();
      int end = at + name.length();
      boolean fits =
          path.startsWith(name, at)
              && (end == path.length() || path.charAt(end) == separator)
              && child.node() >= 0
              && child.node() < nodes.size();
      if (fits
          && !name.isEmpty()
          && longest.map(best -> best.name().size() < child.name().size()).orElse(true)) {
        longest = Optional.of(child);
      }
    }
    return longest;
  }
}
