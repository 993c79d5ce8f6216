package io.github.tfckpt.store;

import java.util.ArrayList;
import java.util.List;

/** What of an index cannot be read, a message each. Of very many the first are kept and counted. */
public final class Damage {

  private static final int MOST_KEPT = 100;

  private final List<String> messages = new ArrayList<>();
  private long more;

  /** Takes note of one more. */
  public void add(String message) {
    if (messages.size() < MOST_KEPT) {
      messages.add(message);
    } else {
      more++;
    }
  }

  /** Takes over what another place has to tell. */
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
