package io.github.tfckpt.cli.export;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether checkpoints hold the same tensors, by name, type and shape. */
final class Agreement {

  private static final int MOST_LINES = 5;

  private final List<Checkpoint> checkpoints;
  private final NameOptions names;

  /** Checkpoints, of which the tensors that the options choose matter. */
  Agreement(List<Checkpoint> checkpoints, NameOptions names) {
    this.checkpoints = checkpoints;
    this.names = names;
  }

  /** How the others differ from the last, whose tensors are given: a line each, not all of them. */
  List<String> with(List<TensorEntry> chosen) {
    Map<Bytes, TensorEntry> wanted = new HashMap<>();
    for (TensorEntry entry : chosen) {
      wanted.put(entry.key(), entry);
    }
    wanted.remove(TensorEntry.OBJECT_GRAPH);
    List<String> lines = new ArrayList<>();
    int last = checkpoints.size() - 1;
    for (Checkpoint each : checkpoints.subList(0, last)) {
      compare(each, checkpoints.get(last).path(), wanted, lines);
    }
    int more = lines.size() - MOST_LINES;
    if (more > 0) {
      lines.subList(MOST_LINES, lines.size()).clear();
      lines.add("and " + more + " more differences");
    }
    return lines;
  }

  private void compare(
      Checkpoint one, String last, Map<Bytes, TensorEntry> wanted, List<String> lines) {
    Map<Bytes, TensorEntry> missing = new HashMap<>(wanted);
    for (TensorEntry entry : names.filter(List.of(), one).choose(one.tensors())) {
      TensorEntry other = missing.remove(entry.key());
      boolean isGraph = entry.key().equals(TensorEntry.OBJECT_GRAPH);
      if (other == null && !isGraph) {
        lines.add(one.path() + ": \"" + entry.key().brief() + "\" is not in " + last);
      } else if (other != null && !isAlike(entry, other)) {
        lines.add(
            one.path()
                + ": \""
                + entry.key().brief()
                + "\" is "
                + type(entry)
                + ", in "
                + last
                + " "
                + type(other));
      }
    }
    for (TensorEntry entry : missing.values()) {
      lines.add(one.path() + ": no \"" + entry.key().brief() + "\", which is in " + last);
    }
  }

  private static boolean isAlike(TensorEntry one, TensorEntry other) {
    return one.dtype().equals(other.dtype()) && one.shape().equals(other.shape());
  }

  private static String type(TensorEntry entry) {
    return entry.dtype() + " " + entry.shape();
  }
}
