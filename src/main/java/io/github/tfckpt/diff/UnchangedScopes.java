package io.github.tfckpt.diff;

import io.github.tfckpt.inspect.Folding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scopes of which everything that was compared is identical, as those of frozen layers, where
 * something else is not. Each is as wide as can be; those that differ in their last number alone
 * are joined: {@code encoder/layer_[0-5]}.
 *
 * @param names of the scopes, and of tensors whose scopes hold others that changed
 * @param tensors how many are identical
 */
public record UnchangedScopes(List<String> names, long tensors) {

  /** A name may have thousands of components; scopes are looked for in the first of them. */
  private static final int DEEPEST = 100;

  /** Scopes whose list does not change any more. */
  public UnchangedScopes {
    names = List.copyOf(names);
  }

  /**
   * {@return the scopes; empty if nothing is identical, or everything that both sides have}
   *
   * @param diffs of any status
   */
  public static Optional<UnchangedScopes> of(List<TensorDiff> diffs) {
    if (diffs.stream().noneMatch(UnchangedScopes::isUnchanged)) {
      return Optional.empty();
    }
    Set<String> changed = new HashSet<>();
    for (TensorDiff diff : diffs) {
      if (diff.pair().isWhole() && diff.status() != Status.IDENTICAL && !diff.isOfGraph()) {
        changed.add("");
        scopes(diff.pair().name()).forEach(changed::add);
      }
    }
    Map<String, Long> unchanged = new LinkedHashMap<>();
    long tensors = 0;
    for (TensorDiff diff : changed.isEmpty() ? List.<TensorDiff>of() : TensorDiff.byName(diffs)) {
      if (isUnchanged(diff)) {
        String name = diff.pair().name();
        String widest =
            scopes(name).stream()
                .filter(scope -> !changed.contains(scope))
                .findFirst()
                .orElse(name);
        unchanged.merge(widest, 1L, Long::sum);
        tensors++;
      }
    }
    return tensors == 0
        ? Optional.empty()
        : Optional.of(new UnchangedScopes(joined(unchanged.keySet()), tensors));
  }

  private static boolean isUnchanged(TensorDiff diff) {
    return diff.status() == Status.IDENTICAL && !diff.isOfGraph();
  }

  /** The scopes that a name lies in, the widest first. */
  private static List<String> scopes(String name) {
    List<String> scopes = new ArrayList<>();
    for (int at = name.indexOf('/'); at >= 0 && scopes.size() < DEEPEST; ) {
      if (at > 0) {
        scopes.add(name.substring(0, at));
      }
      at = name.indexOf('/', at + 1);
    }
    return scopes;
  }

  private static List<String> joined(Set<String> names) {
    Map<List<String>, List<String>> numbers = new LinkedHashMap<>();
    for (String name : names) {
      int end = name.length();
      while (end > 0 && !isDigit(name.charAt(end - 1))) {
        end--;
      }
      int start = end;
      while (start > 0 && isDigit(name.charAt(start - 1))) {
        start--;
      }
      List<String> around = List.of(name.substring(0, start), name.substring(end));
      numbers.computeIfAbsent(around, n -> new ArrayList<>()).add(name.substring(start, end));
    }
    List<String> joined = new ArrayList<>();
    numbers.forEach(
        (around, those) -> {
          boolean several = those.size() > 1;
          String middle = several ? "[" + Folding.ranges(those) + "]" : those.get(0);
          joined.add(around.get(0) + middle + around.get(1));
        });
    return joined;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
