package io.github.tfckpt.inspect;

/**
 * A key, taken apart as TF2's object-based checkpoints build them.
 *
 * <pre>
 *   key    path ["/.OPTIMIZER_SLOT/" optimizer "/" slot] "/.ATTRIBUTES/" attribute
 * </pre>
 *
 * <p>Any other key is all path.
 *
 * @see "tensorflow/python/trackable/trackable_utils.py, checkpoint_key and slot_variable_key"
 */
record ObjectKey(String path, String attribute) {

  private static final String ATTRIBUTES = "/.ATTRIBUTES/";
  private static final String SLOT = "/.OPTIMIZER_SLOT/";
  private static final String VARIABLE = "VARIABLE_VALUE";

  static ObjectKey of(String key) {
    int at = key.lastIndexOf(ATTRIBUTES);
    return at < 0
        ? new ObjectKey(key, "")
        : new ObjectKey(key.substring(0, at), key.substring(at + ATTRIBUTES.length()));
  }

  /** The key as a tree shows it: that a variable's value is its value goes without saying. */
  String shown() {
    return attribute.isEmpty() || attribute.equals(VARIABLE) ? path : path + ATTRIBUTES + attribute;
  }

  /** True if the key was made from a path of objects. */
  boolean isObjectBased() {
    return !attribute.isEmpty();
  }

  /** True if the tensor is the state of some object that is no variable, or of a Keras metric. */
  boolean isBookkeeping() {
    boolean variable = attribute.isEmpty() || attribute.equals(VARIABLE);
    return !variable || (isObjectBased() && path.contains("keras_api/metrics/"));
  }

  /** True if it belongs to an optimizer by where it stands. */
  boolean isSlot() {
    return path.contains(SLOT) || isKerasOptimizerVariable();
  }

  /** Keras 3: {@code optimizer/_variables/7}. */
  private boolean isKerasOptimizerVariable() {
    String list = "optimizer/_variables/";
    int at = path.lastIndexOf(list);
    return at >= 0
        && (at == 0 || path.charAt(at - 1) == '/' || path.charAt(at - 1) == '_')
        && path.indexOf('/', at + list.length()) < 0;
  }
}
