package io.github.tfckpt.store;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What becomes of the keys of a checkpoint: each gets another, stays as it is, or is left out. The
 * keys of an object graph follow. Most are those of tensors; tables and iterators have labels
 * there, which the keys of their tensors begin with: {@code t/.ATTRIBUTES/table} stands for {@code
 * t/.ATTRIBUTES/table-keys} and {@code -values}.
 */
public final class KeyChanges {

  /** More tensors than a label stands for: a key that so many begin with is none. */
  private static final int MOST_OF_LABEL = 64;

  private final String checkpoint;
  private final NavigableMap<Bytes, Optional<Bytes>> changes = new TreeMap<>();

  /** No changes yet to a checkpoint, which messages name. */
  public KeyChanges(String checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** Leaves a tensor out, unless it gets a key later. */
  public void leaveOut(Bytes key) {
    changes.put(key, Optional.empty());
  }

  /** Gives a tensor a key, which may be its own. */
  public void rename(Bytes key, Bytes other) {
    changes.put(key, Optional.of(other));
  }

  /** True if every key stays as it is. */
  public boolean areNone() {
    return changes.entrySet().stream()
        .allMatch(key -> key.getValue().equals(Optional.of(key.getKey())));
  }

  /**
   * What becomes of a key in the graph; empty if what it stands for is left out. One that stands
   * for no tensor stays.
   *
   * @throws Unsupported if it is a label, and its tensors do not keep together
   */
  Optional<Bytes> of(Bytes key) throws Unsupported {
    Optional<Bytes> stays = Optional.of(key);
    return key.size() == 0 || changes.containsKey(key)
        ? changes.getOrDefault(key, stays)
        : ofLabel(key).orElse(stays);
  }

  /** What becomes of the label of some tensors; empty if it stands for none. */
  private Optional<Optional<Bytes>> ofLabel(Bytes label) throws Unsupported {
    Optional<Optional<Bytes>> becomes = Optional.empty();
    int count = 0;
    for (Map.Entry<Bytes, Optional<Bytes>> each : changes.tailMap(label).entrySet()) {
      if (!each.getKey().hasAt(0, label)) {
        break;
      }
      count++;
      if (count > MOST_OF_LABEL) {
        return Optional.empty();
      }
      Optional<Bytes> one = label(label, each.getKey(), each.getValue());
      if (becomes.isPresent() && !becomes.get().equals(one)) {
        throw apart(label, each.getKey());
      }
      becomes = Optional.of(one);
    }
    return becomes;
  }

  /** What becomes of the label of one tensor. */
  private Optional<Bytes> label(Bytes label, Bytes key, Optional<Bytes> other) throws Unsupported {
    if (other.isEmpty()) {
      return other;
    }
    int tail = key.size() - label.size();
    int size = other.get().size() - tail;
    byte[] bytes = key.toArray();
    if (!other.get().hasAt(size, Bytes.of(bytes, label.size(), tail))) {
      throw apart(label, key);
    }
    return Optional.of(Bytes.copyOf(other.get().toArray(), 0, size));
  }

  private Unsupported apart(Bytes label, Bytes key) {
    return Unsupported.at(
        checkpoint + ": object graph",
        "its key %s stands for all tensors whose keys begin with it: rename or leave"
            + " out %s like the others",
        label.quoted(),
        key.quoted());
  }
}
