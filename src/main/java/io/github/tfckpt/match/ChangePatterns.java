package io.github.tfckpt.match;

import io.github.tfckpt.name.Glob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Few patterns that match some tensors, and no other. */
final class ChangePatterns {

  /** Patterns that are tried, times names. */
  private static final long MOST_TRIED = 1 << 20;

  private static final int MOST_TEMPLATES = 400;
  private static final int MOST_TRIED_BOUNDS = 800;
  private static final int MOST_MERGED = 60;

  private ChangePatterns() {}

  /**
   * The patterns.
   *
   * @param members the names of each tensor that is to be matched, the name that is shown first
   * @param others the names of each tensor that is not
   */
  static List<String> cover(List<List<String>> members, List<List<String>> others) {
    Set<String> tried = new LinkedHashSet<>(List.of("*"));
    List<NameTemplate> templates = new ArrayList<>();
    for (List<String> names : members) {
      List<String> tokens = NameTokens.of(names.get(0));
      String suffix = "";
      for (int i = tokens.size() - 1; i > 0; i--) {
        suffix = tokens.get(i) + suffix;
        if (NameTokens.isSeparator(tokens.get(i)) && tried.size() < MOST_TEMPLATES) {
          tried.add("*" + MapRule.escaped(suffix));
        }
      }
      if (templates.size() < MOST_MERGED) {
        templates.add(NameTemplate.of(names.get(0), names.get(0)));
      }
    }
    for (List<String> names : members) {
      addBounded(NameTokens.of(names.get(0)), tried);
    }
    NameTemplate.widened(templates, MOST_TEMPLATES).forEach(each -> tried.add(each.left()));
    List<String> patterns = new ArrayList<>();
    Set<List<String>> open = new LinkedHashSet<>(members);
    Set<String> wrong = new HashSet<>();
    long left = MOST_TRIED;
    while (open.size() > 1 && left > 0) {
      String best = "";
      Set<List<String>> covered = Set.of();
      for (String pattern : tried) {
        Glob glob = new Glob(pattern);
        Set<List<String>> matched = new LinkedHashSet<>();
        left -= open.size();
        for (List<String> names : open) {
          if (names.stream().anyMatch(glob::matches)) {
            matched.add(names);
          }
        }
        if (matched.size() > Math.max(1, covered.size()) && !wrong.contains(pattern)) {
          left -= others.size();
          if (others.stream().anyMatch(names -> names.stream().anyMatch(glob::matches))) {
            wrong.add(pattern);
          } else {
            best = pattern;
            covered = matched;
          }
        }
      }
      if (covered.isEmpty()) {
        break;
      }
      patterns.add(best);
      open.removeAll(covered);
    }
    open.forEach(names -> patterns.add(MapRule.escaped(names.get(0))));
    return patterns;
  }

  /** Adds patterns of how a name begins and ends, with a star between. */
  private static void addBounded(List<String> tokens, Set<String> tried) {
    String prefix = "";
    for (int begin = 0; begin < tokens.size(); begin++) {
      prefix += tokens.get(begin);
      String suffix = "";
      for (int end = tokens.size() - 1; end > begin + 1; end--) {
        suffix = tokens.get(end) + suffix;
        if (tried.size() >= MOST_TRIED_BOUNDS) {
          return;
        }
        if (NameTokens.isSeparator(tokens.get(end))) {
          tried.add(MapRule.escaped(prefix) + "*" + MapRule.escaped(suffix));
        }
      }
    }
  }
}
