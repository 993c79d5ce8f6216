package io.github.tfckpt.hdf5;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that Keras gives to variables, from where they lie in a file.
 *
 * <pre>
 *   Keras 3           OBJECT/vars/I            OBJECT is a path of attributes, and in lists of classes;
 *                                              attribute name of OBJECT/vars is its own name
 *   Keras 1 and 2     LAYER/NAME               attribute layer_names of what these lie in
 *                     model_weights/LAYER/NAME     optimizer_weights/NAME
 * </pre>
 *
 * <p>In Keras 3 the name of a variable begins with the names of the objects that it is in, but for
 * functional models, whose layers were made before them: they are known by their input layers.
 *
 * @see "keras/src/saving/saving_lib.py, _save_state and H5IOStore"
 * @see "keras/src/legacy/saving/legacy_h5_format.py, save_weights_to_hdf5_group"
 */
final class KerasNames implements FullNames {

  private static final String VARS = "vars";
  private static final String IN_VARS = "/vars";
  private static final Set<String> LISTS = Set.of("layers", "_layer_checkpoint_dependencies");
  private static final String INPUT = "layers/input_layer";
  private static final String MODEL = "model_weights";
  private static final String OPTIMIZER = "optimizer";
  private static final String OPTIMIZER_WEIGHTS = "optimizer_weights/";

  /** Digits of the number of a variable. */
  private static final int LONGEST_NUMBER = 6;

  /** Names of layers take less, together. */
  private static final int MOST_TEXT = 1 << 22;

  /** The names of objects, by their paths. */
  private final Map<String, String> objects = new HashMap<>();

  /** How many variables there are in a group of them, and whether the first is of integers. */
  private final Map<String, Integer> counts = new HashMap<>();

  private final Set<String> quantized = new HashSet<>();
  private final Set<String> functional = new HashSet<>();
  private Optional<String> layers = Optional.empty();
  private int text;

  /** Takes a group. */
  void group(Bytes key, HeaderContent content, Hdf5Shard part) throws IOException {
    String path = key.toString();
    if (content.attribute("layer_names").isPresent() && (path.isEmpty() || path.equals(MODEL))) {
      layers = Optional.of(path.isEmpty() ? "" : path + "/");
    }
    if (path.equals(INPUT) || path.endsWith("/" + INPUT)) {
      functional.add(path.substring(0, Math.max(0, path.length() - INPUT.length() - 1)));
    }
    if (path.equals(VARS) || path.endsWith(IN_VARS)) {
      String object = path.substring(0, Math.max(0, path.length() - VARS.length() - 1));
      Optional<Bytes> name = content.text("name", part.heap());
      if (name.isPresent() && text < MOST_TEXT) {
        text += object.length() + name.get().size();
        objects.put(object, name.get().toString());
      }
    }
  }

  /** Takes a dataset of a file. */
  void dataset(Bytes key, Dataset dataset) {
    String path = key.toString();
    int slash = path.lastIndexOf('/');
    String group = path.substring(0, Math.max(0, slash));
    if ((group.equals(VARS) || group.endsWith(IN_VARS)) && text < MOST_TEXT) {
      text += counts.merge(group, 1, Integer::sum) == 1 ? group.length() : 0;
      Kind kind = dataset.type().dtype().kind();
      if (path.endsWith("/0") && (kind == Kind.INT || kind == Kind.UINT)) {
        quantized.add(group);
      }
    }
  }

  @Override
  public boolean areThere() {
    return layers.isPresent() || !counts.isEmpty();
  }

  @Override
  public Optional<String> of(TensorEntry entry) {
    String path = entry.name();
    if (layers.isPresent()) {
      return legacy(path);
    }
    int slash = path.lastIndexOf('/');
    String group = path.substring(0, Math.max(0, slash));
    if (!counts.containsKey(group)) {
      return Optional.empty();
    }
    String object = group.substring(0, Math.max(0, group.length() - VARS.length() - 1));
    String index = path.substring(slash + 1);
    if (object.equals(OPTIMIZER)) {
      return optimizer(entry, index);
    }
    String scope = scope(object);
    String variable = variable(object, group, index).orElse(VARS + "/" + index);
    return Optional.of(scope.isEmpty() ? variable : scope + "/" + variable);
  }

  private Optional<String> legacy(String path) {
    String tail = path;
    if (path.startsWith(OPTIMIZER_WEIGHTS)) {
      tail = path.substring(OPTIMIZER_WEIGHTS.length());
    } else {
      int slash = path.indexOf('/', layers.get().length());
      if (!path.startsWith(layers.get()) || slash < 0) {
        return Optional.empty();
      }
      tail = path.substring(slash + 1);
    }
    return Optional.of(tail.endsWith(":0") ? tail.substring(0, tail.length() - 2) : tail);
  }

  /**
   * The first two variables are the same in every optimizer, as long as the second is no slot.
   *
   * @see "keras/src/optimizers/base_optimizer.py, BaseOptimizer.__init__"
   */
  private Optional<String> optimizer(TensorEntry entry, String index) {
    String name = objects.getOrDefault(OPTIMIZER, OPTIMIZER) + "/";
    boolean scalar = entry.shape().rank() == 0;
    boolean real = entry.dtype().layout().isPresent();
    if (index.equals("0") && scalar && !real) {
      return Optional.of(name + "iteration");
    }
    return index.equals("1") && scalar && real
        ? Optional.of(name + "learning_rate")
        : Optional.empty();
  }

  /** The names of the objects that hold one, and its own; without them, the path that they make. */
  private String scope(String object) {
    if (!objects.containsKey(object)) {
      return withoutLists(object);
    }
    StringBuilder scope = new StringBuilder();
    for (int end = 0; end >= 0 && end <= object.length(); end = next(object, end)) {
      String holder = object.substring(0, end);
      if (objects.containsKey(holder) && !functional.contains(holder)) {
        scope.append(scope.isEmpty() ? "" : "/").append(objects.get(holder));
      }
    }
    return scope.toString();
  }

  /** A path without what only says that a list of layers comes. */
  private static String withoutLists(String object) {
    StringBuilder path = new StringBuilder();
    for (int start = 0; start < object.length(); ) {
      int slash = object.indexOf('/', start);
      int end = slash < 0 ? object.length() : slash;
      String part = object.substring(start, end);
      if (slash < 0 || !LISTS.contains(part)) {
        path.append(path.isEmpty() ? "" : "/").append(part);
      }
      start = end + 1;
    }
    return path.toString();
  }

  /** Where the next longer part of a path ends; one more than its length after the last. */
  private static int next(String path, int end) {
    int slash = path.indexOf('/', end + 1);
    return end == path.length() || slash >= 0 ? (slash >= 0 ? slash : end + 1) : path.length();
  }

  private Optional<String> variable(String object, String group, String index) {
    boolean isNumber =
        !index.isEmpty()
            && index.length() <= LONGEST_NUMBER
            && index.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber) {
      return Optional.of(index);
    }
    int number = Integer.parseInt(index);
    int count = counts.get(group);
    String last = object.substring(object.lastIndexOf('/') + 1);
    boolean isQuantized = quantized.contains(group);
    return KerasVariables.name(last, number, count, isQuantized)
        .or(
            () ->
                KerasVariables.name(objects.getOrDefault(object, ""), number, count, isQuantized));
  }
}
