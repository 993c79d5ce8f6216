package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.name.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the tree that the {@code /} in names make: a scope with what lies in it, or a tensor. A
 * folded node stands for several that are alike.
 *
 * @param label its last component: {@code conv1_1}
 * @param sample the tensor, or one of those it stands for; empty for a scope
 * @param tensors how many tensors it holds or stands for
 * @param params elements of all of them
 * @param bytes of all of them, as far as known
 * @param parts what lies in a scope, in the order of the listing
 */
public record Scope(
    String label,
    Optional<TensorEntry> sample,
    long tensors,
    long params,
    long bytes,
    List<Scope> parts) {

  /** A name may have 32,000 components; what lies deeper than this stays in one label. */
  private static final int DEEPEST = 100;

  /** A scope whose lists do not change any more. */
  public Scope {
    parts = List.copyOf(parts);
  }

  private static final class Builder {
    private final Map<String, Builder> scopes = new LinkedHashMap<>();
    private final List<Object> parts = new ArrayList<>();

    Builder scope(String label) {
      Builder inner = scopes.get(label);
      if (inner == null) {
        inner = new Builder();
        scopes.put(label, inner);
        parts.add(label);
      }
      return inner;
    }

    Scope build(String label) {
      List<Scope> built = new ArrayList<>(parts.size());
      for (Object part : parts) {
        Builder inner = part instanceof String name ? scopes.get(name) : null;
        built.add(inner == null ? (Scope) part : inner.build((String) part));
      }
      return of(label, built);
    }
  }

  /**
   * {@return the root of a tree over a listing, which has no label}
   *
   * @param listing tensors in any order, which the tree keeps
   * @param names what they are called where the key is another; of the rest {@code
   *     /.ATTRIBUTES/VARIABLE_VALUE} is left out
   */
  public static Scope tree(List<TensorEntry> listing, FullNames names) {
    Builder root = new Builder();
    for (TensorEntry entry : listing) {
      String name = names.of(entry).orElse(ObjectKey.of(entry.name()).shown());
      Builder scope = root;
      int at = 0;
      int slash = name.indexOf('/');
      for (int depth = 0; slash >= 0 && depth < DEEPEST; depth++) {
        scope = scope.scope(name.substring(at, slash));
        at = slash + 1;
        slash = name.indexOf('/', at);
      }
      scope.parts.add(leaf(name.substring(at), entry));
    }
    return root.build("");
  }

  private static Scope leaf(String label, TensorEntry entry) {
    return new Scope(
        label, Optional.of(entry), 1, entry.elementCount(), entry.bytes().orElse(0), List.of());
  }

  /** A scope with these parts. */
  static Scope of(String label, List<Scope> parts) {
    long tensors = 0;
    long params = 0;
    long bytes = 0;
    for (Scope part : parts) {
      tensors += part.tensors;
      params = Totals.plus(params, part.params);
      bytes = Totals.plus(bytes, part.bytes);
    }
    return new Scope(label, Optional.empty(), tensors, params, bytes, parts);
  }

  /**
   * {@return the same tree, the parts of each scope in another order}
   *
   * @param order of what is equal, those stay in front that are
   */
  public Scope sorted(Comparator<Scope> order) {
    List<Scope> sorted = new ArrayList<>(parts.size());
    for (Scope part : parts) {
      sorted.add(part.sorted(order));
    }
    sorted.sort(order);
    return new Scope(label, sample, tensors, params, bytes, sorted);
  }

  /** {@return true if it is a tensor, and holds none} */
  public boolean isTensor() {
    return sample.isPresent();
  }
}
