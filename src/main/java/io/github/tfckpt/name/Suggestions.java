package io.github.tfckpt.name;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * The names that a person may have meant by one that is not there: names that contain it (a pattern
 * anywhere in a name), then names that few edits turn into it, each taken whole, as many of its
 * last components as were typed, or, where one was typed, any component.
 *
 * <p>Time is bounded for each name: texts are compared up to {@value #LONGEST} characters, and no
 * further than the most edits that still make a suggestion.
 */
public final class Suggestions {

  private static final int MOST = 3;
  private static final int LONGEST = 200;
  private static final int SHORTEST_COMPONENT = 3;

  private record Near(int distance, int length, String name) {}

  private final String wanted;
  private final Glob loose;
  private final int components;
  private final int limit;
  private final PriorityQueue<Near> best =
      new PriorityQueue<>(
          Comparator.comparingInt(Near::distance)
              .thenComparingInt(Near::length)
              .thenComparing(Near::name)
              .reversed());

  private Suggestions(String typed) {
    wanted = plain(typed);
    String start = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    loose = new Glob("*" + start.toLowerCase(Locale.ROOT) + "*");
    int slashes = 0;
    for (int i = 0; i < wanted.length(); i++) {
      slashes += wanted.charAt(i) == '/' ? 1 : 0;
    }
    components = slashes + 1;
    limit = Math.max(1, wanted.length() / 3);
  }

  /**
   * {@return at most three names near to what was typed, best first; none if none is near}
   *
   * @param typed a name or pattern that met nothing
   * @param entries whose keys may be meant
   * @param names their full names, which may be meant too
   */
  public static List<String> of(String typed, List<TensorEntry> entries, FullNames names) {
    Suggestions suggestions = new Suggestions(typed);
    for (TensorEntry entry : entries) {
      suggestions.offer(entry.name());
      names.of(entry).ifPresent(suggestions::offer);
    }
    return suggestions.taken();
  }

  /**
   * {@return at most three names near to what was typed, best first; none if none is near}
   *
   * @param typed a name or pattern that met nothing
   * @param names what may be meant
   */
  public static List<String> of(String typed, List<String> names) {
    Suggestions suggestions = new Suggestions(typed);
    for (String name : names) {
      suggestions.offer(name);
    }
    return suggestions.taken();
  }

  private List<String> taken() {
    List<Near> nearest = new ArrayList<>();
    while (!best.isEmpty()) {
      nearest.add(0, best.remove());
    }
    List<String> result = new ArrayList<>();
    for (Near near : nearest) {
      // Beside a good guess a poor one only confuses.
      if (near.distance() <= nearest.get(0).distance() + 1) {
        result.add(near.name());
      }
    }
    return result;
  }

  /** In lower case, without what only a pattern or a selection has. */
  private static String plain(String typed) {
    StringBuilder text = new StringBuilder();
    int end = typed.endsWith("]") ? typed.lastIndexOf('[') : -1;
    String name = end > 0 ? typed.substring(0, end) : typed;
    for (int i = 0; i < name.length() && text.length() < LONGEST; i++) {
      char c = name.charAt(i);
      if ("*?[]^$\\()+|".indexOf(c) < 0) {
        text.append(c);
      }
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private void offer(String name) {
    if (wanted.isEmpty()) {
      return;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean within = lower.contains(wanted) || loose.matches(lower);
    int distance = within ? 0 : Math.min(distance(lower), distance(lastComponents(lower)));
    if (distance > limit && components == 1 && wanted.length() >= SHORTEST_COMPONENT) {
      distance = nearestComponent(lower);
    }
    if (distance <= limit && !isIn(name)) {
      best.add(new Near(distance, name.length(), name));
      if (best.size() > MOST) {
        best.remove();
      }
    }
  }

  private boolean isIn(String name) {
    for (Near near : best) {
      if (near.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private int nearestComponent(String name) {
    int nearest = limit + 1;
    for (int start = 0; start <= name.length(); ) {
      int slash = name.indexOf('/', start);
      int end = slash < 0 ? name.length() : slash;
      nearest = Math.min(nearest, distance(name.substring(start, end)));
      start = end + 1;
    }
    return nearest;
  }

  private String lastComponents(String name) {
    int at = name.length();
    for (int i = 0; i < components && at >= 0; i++) {
      at = name.lastIndexOf('/', at - 1);
    }
    return name.substring(at + 1);
  }

  private int distance(String name) {
    return EditDistance.between(name, wanted, limit);
  }
}
