package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tensors that a command has nothing to say of: the one there is, or how many of each type. */
public final class SkippedTensors {

  private final Map<String, Long> types = new TreeMap<>();
  private String last = "";
  private long count;

  public void add(TensorEntry entry) {
    types.merge(entry.dtype().label(), 1L, Long::sum);
    last = entry.name();
    count++;
  }

  /** One line, if there are any. */
  public Optional<String> line() {
    if (count == 0) {
      return Optional.empty();
    }
    StringBuilder line = new StringBuilder("left out: ");
    String comma = "";
    for (Map.Entry<String, Long> type : types.entrySet()) {
      line.append(comma).append(type.getValue()).append(' ').append(type.getKey());
      line.append(type.getValue() == 1 ? " tensor" : " tensors");
      comma = ", ";
    }
    return Optional.of(line.append(count == 1 ? " (" + last + ")" : "").toString());
  }
}
