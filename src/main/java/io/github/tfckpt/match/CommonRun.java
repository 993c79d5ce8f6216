package io.github.tfckpt.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The longest run of components that two names share; one serves for many pairs of names. Equal
 * components have equal numbers, so that long ones take no longer.
 */
final class CommonRun {

  private final Map<String, Integer> numbers = new HashMap<>();

  /** For each component of the second name, how long the run is that ends there. */
  private int[] row = new int[0];

  private int length;
  private int endA;
  private int endB;

  /** The numbers of components. */
  int[] numbered(String[] parts) {
    int[] numbered = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Integer number = numbers.putIfAbsent(parts[i], numbers.size());
      numbered[i] = number == null ? numbers.size() - 1 : number;
    }
    return numbered;
  }

  /** Looks at two names; of runs of one length the last: scopes change more often than the rest. */
  CommonRun find(int[] partsA, int[] partsB) {
    length = 0;
    if (row.length < partsB.length) {
      row = new int[partsB.length];
    }
    Arrays.fill(row, 0, partsB.length, 0);
    for (int i = 0; i < partsA.length; i++) {
      for (int j = partsB.length - 1; j >= 0; j--) {
        int before = j == 0 ? 0 : row[j - 1];
        row[j] = partsA[i] == partsB[j] ? before + 1 : 0;
        if (row[j] > length || (row[j] == length && length > 0 && endA <= i)) {
          length = row[j];
          endA = i + 1;
          endB = j + 1;
        }
      }
    }
    return this;
  }

  /** The number of components in it. */
  int length() {
    return length;
  }

  /** The number of the component after it in the first name. */
  int endA() {
    return endA;
  }

  /** The number of the component after it in the second name. */
  int endB() {
    return endB;
  }
}
