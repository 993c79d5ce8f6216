package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Joins neighbours in a tree that differ in one number of their label alone: {@code layer_0} to
 * {@code layer_11} become {@code layer_[0-11]}. Tensors are alike if dtype and shape are the same,
 * scopes if what lies in them is, label by label.
 *
 * <p>Counts, parameters and bytes of a folded node are those of all it stands for; so are those of
 * everything in it.
 */
public final class Folding {

  /** What has to be the same: a label with its number taken out, and a number for the contents. */
  private record Group(String before, boolean numbered, String after, int contents) {}

  private final Map<List<Object>, Integer> contents = new HashMap<>();

  /**
   * The same by scope: each is asked for once by itself and once by the scope that it lies in, and
   * then forgotten.
   */
  private final IdentityHashMap<Scope, Integer> known = new IdentityHashMap<>();

  private final Function<TensorEntry, ?> likeness;

  private Folding(Function<TensorEntry, ?> likeness) {
    this.likeness = likeness;
  }

  /**
   * {@return the tree with everything joined that can be, from the leaves up}
   *
   * @param root of a tree that {@link Scope#tree} made
   */
  public static Scope fold(Scope root) {
    return fold(root, entry -> "");
  }

  /**
   * {@return the same, tensors being alike only if what is said of them is the same too}
   *
   * @param root of a tree that {@link Scope#tree} made
   * @param likeness what is said of a tensor
   */
  public static Scope fold(Scope root, Function<TensorEntry, ?> likeness) {
    return new Folding(likeness).folded(root);
  }

  private Scope folded(Scope scope) {
    if (scope.isTensor()) {
      return scope;
    }
    Map<Group, List<Scope>> groups = new LinkedHashMap<>();
    for (Scope part : scope.parts()) {
      Scope folded = folded(part);
      groups.computeIfAbsent(group(folded), unseen -> new ArrayList<>()).add(folded);
    }
    List<Scope> parts = new ArrayList<>();
    for (Map.Entry<Group, List<Scope>> group : groups.entrySet()) {
      List<Scope> members = group.getValue();
      // One name may stand twice: full names do, and keys of a damaged index.
      if (members.size() == 1 || !group.getKey().numbered()) {
        parts.addAll(members);
      } else {
        parts.add(join(group.getKey(), members));
      }
    }
    return Scope.of(scope.label(), parts);
  }

  private Group group(Scope scope) {
    String label = scope.label();
    int end = endOfNumber(label);
    int start = startOfNumber(label, end);
    boolean numbered = end > 0;
    return new Group(
        label.substring(0, start),
        numbered,
        numbered ? label.substring(end) : "",
        contentsOf(scope));
  }

  private int contentsOf(Scope scope) {
    Integer number = known.get(scope);
    if (number != null) {
      return number;
    }
    List<Object> key = new ArrayList<>();
    if (scope.isTensor()) {
      TensorEntry entry = scope.sample().orElseThrow();
      key.add(entry.dtype());
      key.add(entry.shape());
      key.add(likeness.apply(entry));
      key.add(scope.tensors());
    } else {
      for (Scope part : scope.parts()) {
        key.add(part.label());
        key.add(contentsOf(part));
        known.remove(part);
      }
    }
    int found = contents.computeIfAbsent(key, unseen -> contents.size());
    known.put(scope, found);
    return found;
  }

  private static int endOfNumber(String label) {
    int end = label.length();
    while (end > 0 && !isDigit(label.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static int startOfNumber(String label, int end) {
    if (end == 0) {
      return label.length();
    }
    int start = end;
    while (start > 0 && isDigit(label.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Scope join(Group group, List<Scope> members) {
    List<String> numbers = new ArrayList<>();
    for (Scope member : members) {
      String label = member.label();
      numbers.add(label.substring(group.before.length(), label.length() - group.after.length()));
    }
    String label = group.before + "[" + ranges(numbers) + "]" + group.after;
    return joined(label, members);
  }

  /** One node for several that are alike, and so for each part of them. */
  private static Scope joined(String label, List<Scope> members) {
    Scope first = members.get(0);
    List<Scope> parts = new ArrayList<>();
    for (int i = 0; i < first.parts().size(); i++) {
      List<Scope> same = new ArrayList<>();
      for (Scope member : members) {
        same.add(member.parts().get(i));
      }
      parts.add(joined(first.parts().get(i).label(), same));
    }
    Scope sum = Scope.of(label, members);
    return new Scope(label, first.sample(), sum.tensors(), sum.params(), sum.bytes(), parts);
  }

  /**
   * {@return numbers, those that follow one another as a range: {@code 0-3,7}}
   *
   * @param numbers in decimal digits, rising
   */
  public static String ranges(List<String> numbers) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < numbers.size()) {
      int last = i;
      while (last + 1 < numbers.size() && follows(numbers.get(last), numbers.get(last + 1))) {
        last++;
      }
      text.append(i == 0 ? "" : ",").append(numbers.get(i));
      if (last > i) {
        text.append('-').append(numbers.get(last));
      }
      i = last + 1;
    }
    return text.toString();
  }

  private static boolean follows(String number, String next) {
    if (number.length() > 18 || next.length() > 18) {
      return false;
    }
    boolean padded = next.length() > 1 && next.charAt(0) == '0' && next.length() != number.length();
    return !padded && Long.parseLong(next) == Long.parseLong(number) + 1;
  }
}
