package io.github.tfckpt.objects;

import io.github.tfckpt.entry.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds by the paths of Keras 2 what Keras 3 saved. Keras 2 counted the layers of a model, {@code
 * layer-N}, and those with weights once more, {@code layer_with_weights-N}; Keras 3 has a list of
 * them, {@code _functional/_operations/I}, and says {@code _kernel} for {@code kernel}.
 *
 * @see "tf_keras/src/engine/functional.py, _trackable_children"
 */
final class KerasLayers {

  private static final Pattern LAYER = Pattern.compile("layer(_with_weights)?-([0-9]{1,9})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Where a model of Keras 3 has its layers; the first that is there counts. */
  private static final List<String> LISTS = List.of("_operations", "_layers", "layers");

  private static final String FUNCTIONAL = "_functional";

  /** What a program calls its model when it is not the root. */
  private static final String MODEL = "model";

  /** The state of a dropout, which Keras 2 did not save. */
  private static final String SEEDS = "seed_generator";

  private static final int MOST_STEPS = 100;

  private final ObjectTree tree;

  private KerasLayers(ObjectTree tree) {
    this.tree = tree;
  }

  /** The object at the end of a path from the root, if it has a layer by its number. */
  static OptionalInt at(ObjectTree tree, String path, char separator) {
    String[] names = path.split(Pattern.quote(String.valueOf(separator)), MOST_STEPS);
    KerasLayers layers = new KerasLayers(tree);
    if (!tree.isThere(0)) {
      return OptionalInt.empty();
    }
    OptionalInt node = OptionalInt.of(0);
    boolean isCounted = false;
    for (String name : names) {
      Matcher layer = LAYER.matcher(name);
      OptionalInt next = layers.child(node.getAsInt(), name);
      if (next.isEmpty() && layer.matches()) {
        isCounted = true;
        boolean weights = layer.group(1) != null;
        next = layers.layer(node.getAsInt(), weights, Integer.parseInt(layer.group(2)));
      } else if (next.isEmpty()) {
        next = layers.child(node.getAsInt(), "_" + name);
      }
      if (next.isEmpty()) {
        return next;
      }
      node = next;
    }
    return isCounted ? node : OptionalInt.empty();
  }

  private OptionalInt child(int node, String name) {
    for (ObjectNode.Child child : tree.node(node).children()) {
      if (tree.isThere(child.node()) && child.name().toString().equals(name)) {
        return OptionalInt.of(child.node());
      }
    }
    return OptionalInt.empty();
  }

  private OptionalInt layer(int model, boolean weights, int number) {
    List<ObjectNode.Child> layers = new ArrayList<>();
    for (ObjectNode.Child child : tree.node(list(model)).children()) {
      boolean isLayer =
          tree.isThere(child.node()) && NUMBER.matcher(child.name().toString()).matches();
      if (isLayer && (!weights || hasWeights(child.node()))) {
        layers.add(child);
      }
    }
    layers.sort(Comparator.comparingInt(layer -> Integer.parseInt(layer.name().toString())));
    return number < layers.size() ? OptionalInt.of(layers.get(number).node()) : OptionalInt.empty();
  }

  /** The object whose children are the layers of a model; the model itself if there is none. */
  private int list(int model) {
    int functional = child(model, FUNCTIONAL).orElse(model);
    for (String name : LISTS) {
      OptionalInt list = child(functional, name);
      if (list.isPresent()) {
        return list.getAsInt();
      }
    }
    OptionalInt inner = model == 0 ? child(model, MODEL) : OptionalInt.empty();
    return inner.isPresent() && inner.getAsInt() != 0 ? list(inner.getAsInt()) : model;
  }

  private boolean hasWeights(int layer) {
    for (ObjectNode.Child child : tree.node(layer).children()) {
      boolean weights = tree.isThere(child.node()) && !child.name().toString().equals(SEEDS);
      if (weights && (tree.hasValue(child.node()) || tree.holdsValues(child.node()))) {
        return true;
      }
    }
    return false;
  }
}
