package io.github.tfckpt.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What cannot be read of an index, a message each. The first hundred are kept, the rest counted.
 */
public final class Damage {

  private static final int MOST_KEPT = 100;

  private final List<String> messages = new ArrayList<>();
  private long more;

  /** Adds a message. */
  public void add(String message) {
    if (messages.size() < MOST_KEPT) {
      messages.add(message);
    } else {
      more++;
    }
  }

  /** Adds what was found elsewhere. */
  public void addAll(Damage other) {
    other.messages.forEach(this::add);
    more += other.more;
  }

  /** True if there is none. */
  public boolean isEmpty() {
    return messages.isEmpty();
  }

  /** The messages; after the last, how many are left out. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(messages);
    if (more > 0) {
      lines.add("and " + more + " more of this kind");
    }
    return lines;
  }
}
