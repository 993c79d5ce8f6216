package io.github.tfckpt.name;

import java.util.Arrays;

/** A growing list of indices. */
final class IntRun {

  private int[] values;
  private int size;

  IntRun(int capacity) {
    this.values = new int[Math.max(16, capacity)];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  /** Adds some values of another list. */
  void addAll(IntRun other, int from, int to) {
    int more = to - from;
    if (more > values.length - size) {
      values = Arrays.copyOf(values, Math.max(2 * size, size + more));
    }
    System.arraycopy(other.values, from, values, size, more);
    size += more;
  }

  int at(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
