package io.github.tfckpt.name;

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
public record ObjectKey(String path, String attribute) {

  private static final String ATTRIBUTES = "/.ATTRIBUTES/";
  private static final String SLOT = "/.OPTIMIZER_SLOT/";
  private static final String VARIABLE = "VARIABLE_VALUE";

  /**
   * {@return a key taken apart}
   *
   * @param key all of it
   */
  public static ObjectKey of(String key) {
    int at = key.lastIndexOf(ATTRIBUTES);
    return at < 0
        ? new ObjectKey(key, "")
        : new ObjectKey(key.substring(0, at), key.substring(at + ATTRIBUTES.length()));
  }

  /** {@return the key as a tree shows it: without the attribute of a variable's value} */
  public String shown() {
    return attribute.isEmpty() || attribute.equals(VARIABLE) ? path : path + ATTRIBUTES + attribute;
  }

  /** {@return true if the key was made from a path of objects} */
  public boolean isObjectBased() {
    return !attribute.isEmpty();
  }

  /** {@return true if it is the state of an object other than a variable, or of a Keras metric} */
  public boolean isBookkeeping() {
    boolean variable = attribute.isEmpty() || attribute.equals(VARIABLE);
    return !variable || (isObjectBased() && path.contains("keras_api/metrics/"));
  }

  /** {@return true if it belongs to an optimizer by its place} */
  public boolean isSlot() {
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
