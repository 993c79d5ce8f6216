package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.name.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

  private static final int KEPT_LABELS = 4096;

  /** A scope whose lists do not change any more. */
  public Scope {
    parts = List.copyOf(parts);
  }

  /**
   * A scope that grows. A million tensors may lie in as many scopes, so that one with little in it
   * has to be small.
   */
  private static final class Builder {

    /** So many scopes are looked through; of more there is a map. */
    private static final int FEW = 8;

    private final String label;

    /** A Scope that is a tensor, or a Builder. */
    private final List<Object> parts = new ArrayList<>(1);

    private Map<String, Builder> scopes = Map.of();

    Builder(String label) {
      this.label = label;
    }

    Builder scope(String name) {
      Builder inner = parts.size() > FEW ? scopes.get(name) : among(name);
      if (inner == null) {
        inner = new Builder(name);
        add(inner);
      }
      return inner;
    }

    private Builder among(String name) {
      for (Object part : parts) {
        if (part instanceof Builder inner && inner.label.equals(name)) {
          return inner;
        }
      }
      return null;
    }

    void add(Object part) {
      parts.add(part);
      if (parts.size() == FEW + 1) {
        scopes = new HashMap<>();
        parts.forEach(this::index);
      } else if (parts.size() > FEW) {
        index(part);
      }
    }

    private void index(Object part) {
      if (part instanceof Builder inner) {
        scopes.put(inner.label, inner);
      }
    }

    /** The scope; what it is built from is given up on the way. */
    Scope build() {
      scopes = Map.of();
      List<Scope> built = new ArrayList<>(parts.size());
      for (int i = 0; i < parts.size(); i++) {
        built.add(parts.get(i) instanceof Builder inner ? inner.build() : (Scope) parts.get(i));
        parts.set(i, null);
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
    Builder root = new Builder("");
    Map<String, String> labels = new HashMap<>();
    for (TensorEntry entry : listing) {
      String name = names.of(entry).orElse(ObjectKey.of(entry.name()).shown());
      Builder scope = root;
      int at = 0;
      int slash = name.indexOf('/');
      for (int depth = 0; slash >= 0 && depth < DEEPEST; depth++) {
        scope = scope.scope(once(name.substring(at, slash), labels));
        at = slash + 1;
        slash = name.indexOf('/', at);
      }
      scope.add(leaf(once(name.substring(at), labels), entry));
    }
    return root.build();
  }

  /** One string for all that are the same, for the first labels: {@code kernel} comes often. */
  private static String once(String label, Map<String, String> labels) {
    String known =
        labels.size() < KEPT_LABELS ? labels.putIfAbsent(label, label) : labels.get(label);
    return known == null ? label : known;
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
