package io.github.tfckpt.diff;

import io.github.tfckpt.name.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the tree of what was compared: the scopes that the {@code /} in names make, and the
 * tensors in them.
 *
 * <pre>
 *   conv1
 *     kernel
 *     bias
 * </pre>
 */
public final class DiffScope {

  /** A name may have 32,000 components; what lies deeper than this stays in one label. */
  private static final int DEEPEST = 100;

  private static final ScopeSums NOTHING = new ScopeSums();

  private final String label;
  private final Optional<TensorDiff> tensor;
  private final Map<String, DiffScope> scopes = new LinkedHashMap<>();
  private final List<DiffScope> parts = new ArrayList<>();
  private ScopeSums sums = NOTHING;

  private DiffScope(String label, Optional<TensorDiff> tensor) {
    this.label = label;
    this.tensor = tensor;
  }

  /**
   * {@return a tree}
   *
   * @param label of its root
   * @param diffs results of any status
   * @param order of what lies in a scope
   * @param backwards true for the other way round
   */
  public static DiffScope tree(
      String label, List<TensorDiff> diffs, DiffOrder order, boolean backwards) {
    DiffScope root = new DiffScope(label, Optional.empty());
    TensorDiff.byName(diffs).forEach(root::add);
    root.finish(order, backwards);
    return root;
  }

  private void add(TensorDiff diff) {
    String name = ObjectKey.of(diff.pair().name()).shown();
    DiffScope scope = this;
    int at = 0;
    int slash = name.indexOf('/');
    for (int depth = 0; slash >= 0 && depth < DEEPEST; depth++) {
      scope = scope.scope(name.substring(at, slash));
      at = slash + 1;
      slash = name.indexOf('/', at);
    }
    scope.parts.add(new DiffScope(name.substring(at), Optional.of(diff)));
  }

  private DiffScope scope(String part) {
    return scopes.computeIfAbsent(
        part,
        name -> {
          DiffScope inner = new DiffScope(name, Optional.empty());
          parts.add(inner);
          return inner;
        });
  }

  private void finish(DiffOrder order, boolean backwards) {
    sums = new ScopeSums();
    scopes.values().forEach(inner -> inner.finish(order, backwards));
    for (DiffScope part : parts) {
      if (part.tensor.isPresent()) {
        sums.add(part.tensor.get());
      } else {
        sums.add(part.sums);
      }
    }
    List<DiffScope> sorted = order.sortScopes(parts, backwards);
    parts.clear();
    parts.addAll(sorted);
  }

  /** {@return its last component: {@code conv1}} */
  public String label() {
    return label;
  }

  /** {@return true if it is a tensor, and holds none} */
  public boolean isTensor() {
    return tensor.isPresent();
  }

  /** {@return what lies in it} */
  public List<DiffScope> parts() {
    return parts;
  }

  /** {@return the sums over all tensors in it} */
  public ScopeSums sums() {
    if (tensor.isEmpty()) {
      return sums;
    }
    ScopeSums own = new ScopeSums();
    own.add(tensor.get());
    return own;
  }
}
