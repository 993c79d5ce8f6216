package io.github.tfckpt.report;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/**
 * Which of many tensors a page shows one by one: those that matter most. The others are folded:
 * each scope is one sum. Scopes go as deep as there are not too many of them.
 */
public final class ShownTensors {

  /** Tensors that a page shows: with a name of usual length each takes about 500 bytes. */
  public static final int MOST = 10_000;

  private static final int MOST_SCOPES = 1000;

  private static final int DEEPEST = 20;

  /** The sums of the tensors that are folded into one scope. */
  public static final class Fold {
    private long tensors;
    private long params;
    private long bytes;
    private long nan;
    private long inf;

    /** Adds a tensor. */
    public void add(long params, long bytes, long nan, long inf) {
      tensors++;
      this.params += params;
      this.bytes += bytes;
      this.nan += nan;
      this.inf += inf;
    }

    private Map<String, Object> record(String scope) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("scope", BoundedValues.text(scope));
      record.put("tensors", tensors);
      record.put("params", BoundedValues.number(params));
      record.put("bytes", BoundedValues.number(bytes));
      record.put("nan", nan);
      record.put("inf", inf);
      return record;
    }
  }

  private final BitSet shown = new BitSet();
  private final int depth;
  private final Map<String, Fold> folds = new LinkedHashMap<>();

  private ShownTensors(int count, IntToLongFunction weight, IntFunction<String> name, int most) {
    if (count <= most) {
      shown.set(0, count);
      depth = 0;
      return;
    }
    long[] weights = new long[count];
    Arrays.setAll(weights, weight);
    long[] sorted = weights.clone();
    Arrays.sort(sorted);
    long least = sorted[count - most];
    int spare = most;
    for (int i = 0; i < count; i++) {
      if (weights[i] > least) {
        shown.set(i);
        spare--;
      }
    }
    for (int i = 0; i < count && spare > 0; i++) {
      if (weights[i] == least) {
        shown.set(i);
        spare--;
      }
    }
    depth = depth(count, name);
  }

  /**
   * Chooses the weightiest; of equal ones the first.
   *
   * @param count how many tensors there are
   * @param weight how much each matters
   * @param name what each is called
   * @param most how many are shown
   */
  public static ShownTensors of(
      int count, IntToLongFunction weight, IntFunction<String> name, int most) {
    return new ShownTensors(count, weight, name, most);
  }

  /** How deep scopes go: one more level for as long as there are few enough of them. */
  private int depth(int count, IntFunction<String> name) {
    int deepest = 0;
    while (deepest < DEEPEST) {
      Set<String> scopes = new HashSet<>();
      for (int i = shown.nextClearBit(0); i < count; i = shown.nextClearBit(i + 1)) {
        scopes.add(scope(name.apply(i), deepest + 1));
        if (scopes.size() > MOST_SCOPES) {
          return deepest;
        }
      }
      deepest++;
    }
    return deepest;
  }

  private static String scope(String name, int depth) {
    int end = 0;
    for (int i = 0; i < depth; i++) {
      int slash = name.indexOf('/', i == 0 ? 0 : end + 1);
      if (slash < 0) {
        break;
      }
      end = slash;
    }
    return name.substring(0, end);
  }

  /** True if a tensor is shown by itself. */
  public boolean isShown(int index) {
    return shown.get(index);
  }

  /** The sums that a tensor which is not shown belongs to. */
  public Fold fold(String name) {
    return folds.computeIfAbsent(scope(name, depth), scope -> new Fold());
  }

  /** The sums of all scopes, as records. */
  public List<Map<String, Object>> folds() {
    return folds.entrySet().stream().map(each -> each.getValue().record(each.getKey())).toList();
  }
}
