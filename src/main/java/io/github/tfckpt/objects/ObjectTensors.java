package io.github.tfckpt.objects;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors by the keys that the object graph gives. Of tables and iterators that is a label: what
 * they store has other keys behind the same {@code PATH/.ATTRIBUTES/}.
 */
final class ObjectTensors {

  private static final String ATTRIBUTES = "/.ATTRIBUTES/";
  private static final String VARIABLE = "VARIABLE_VALUE";

  private final Map<Bytes, TensorEntry> byKey = new HashMap<>();
  private final Map<String, List<TensorEntry>> others = new HashMap<>();

  ObjectTensors(List<TensorEntry> entries) {
    for (TensorEntry entry : entries) {
      byKey.putIfAbsent(entry.key(), entry);
      String name = entry.name();
      int at = name.lastIndexOf(ATTRIBUTES);
      if (at >= 0 && !name.endsWith(VARIABLE)) {
        others.computeIfAbsent(name.substring(0, at), path -> new ArrayList<>()).add(entry);
      }
    }
  }

  List<TensorEntry> of(Bytes key) {
    TensorEntry exact = byKey.get(key);
    if (exact != null) {
      return List.of(exact);
    }
    String name = key.toString();
    int at = name.lastIndexOf(ATTRIBUTES);
    return at < 0 || name.endsWith(VARIABLE)
        ? List.of()
        : List.copyOf(others.getOrDefault(name.substring(0, at), List.of()));
  }
}
