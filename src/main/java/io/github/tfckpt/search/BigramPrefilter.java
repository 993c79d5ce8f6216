package io.github.tfckpt.search;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Chooses, of a million names, those that share most pairs of letters with one: a close look at
 * each would take minutes.
 */
final class BigramPrefilter {

  private static final int KEPT = 3000;
  private static final int PAIRS = 1 << 12;

  private record Kept(double likeness, int index) {}

  private final boolean[] wanted = new boolean[PAIRS];
  private final int[] seen = new int[PAIRS];
  private int round;

  private BigramPrefilter(String name) {
    byte[] bytes =
        Segments.folded(String.join("/", Segments.of(name))).getBytes(StandardCharsets.UTF_8);
    for (int i = 1; i < bytes.length; i++) {
      wanted[pair(bytes[i - 1] & 0xff, bytes[i] & 0xff)] = true;
    }
  }

  /** Those of {@code entries} that are worth a closer look; all if they are few. */
  static List<TensorEntry> choose(String name, List<TensorEntry> entries, FullNames names) {
    if (entries.size() <= KEPT) {
      return entries;
    }
    BigramPrefilter coarse = new BigramPrefilter(name);
    PriorityQueue<Kept> best =
        new PriorityQueue<>(KEPT + 1, (a, b) -> Double.compare(a.likeness, b.likeness));
    for (int i = 0; i < entries.size(); i++) {
      double likeness = coarse.likeness(entries.get(i), names);
      if (best.size() < KEPT) {
        best.add(new Kept(likeness, i));
      } else if (likeness > best.element().likeness) {
        best.remove();
        best.add(new Kept(likeness, i));
      }
    }
    int[] indices = best.stream().mapToInt(Kept::index).sorted().toArray();
    List<TensorEntry> chosen = new ArrayList<>(indices.length);
    for (int index : indices) {
      chosen.add(entries.get(index));
    }
    return chosen;
  }

  private double likeness(TensorEntry entry, FullNames names) {
    double likeness = likeness(entry.key());
    return names.areThere()
        ? Math.max(likeness, names.of(entry).map(name -> likeness(Bytes.utf8(name))).orElse(0.0))
        : likeness;
  }

  /** Pairs in common, less a little for each letter that is there besides. */
  private double likeness(Bytes name) {
    round++;
    int common = 0;
    int length = 0;
    int last = -1;
    for (int i = 0; i < name.size(); i++) {
      int c = name.at(i);
      if (c == '_' || c == '-') {
        continue;
      }
      c = c >= 'A' && c <= 'Z' ? c + 32 : c;
      if (last >= 0) {
        int pair = pair(last, c);
        if (wanted[pair] && seen[pair] != round) {
          seen[pair] = round;
          common++;
        }
      }
      last = c;
      length++;
    }
    return common - 0.02 * length;
  }

  private static int pair(int a, int b) {
    return (a * 67 + b) & (PAIRS - 1);
  }
}
