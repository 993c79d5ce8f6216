package io.github.tfckpt.checkpoint;

import io.github.tfckpt.source.Directory;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a V1 checkpoint was saved in together: {@code BASE-SSSSS-of-NNNNN}. {@code
 * BASE-?????-of-NNNNN} names all of them.
 */
final class V1Shards {

  private static final Pattern NAME =
      Pattern.compile("(.+)-(\\?{5}|\\d{5,9})-of-(\\d{5,9})", Pattern.DOTALL);

  /** How many missing files a message counts up. */
  private static final int MOST_NAMED = 3;

  private V1Shards() {}

  /** The name that the files of a set share; any other name as it is. */
  static String base(String name) {
    Matcher match = NAME.matcher(name);
    return match.matches() ? match.group(1) : name;
  }

  /** The name that means all files of the set that a file is of; any other name as it is. */
  static String all(String name) {
    Matcher match = NAME.matcher(name);
    return match.matches() ? all(match.group(1), match.group(3)) : name;
  }

  private static String all(String base, String count) {
    return base + "-?????-of-" + count;
  }

  /** The whole set that a file, or the pattern of a set, is of. */
  static Optional<Location> containing(Path path) throws IOException {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches() ? set(path, name.group(1), name.group(3)) : Optional.empty();
  }

  /** The set whose base is {@code path}; of several the one of most files. */
  static Optional<Location> ofBase(Path path) throws IOException {
    String base = path.getFileName().toString();
    TreeSet<String> counts = new TreeSet<>();
    forEach(
        path,
        (number, match) -> {
          if (match.group(1).equals(base)) {
            counts.add(match.group(3));
          }
        });
    return counts.isEmpty() ? Optional.empty() : set(path, base, counts.last());
  }

  private static Optional<Location> set(Path beside, String base, String count) throws IOException {
    TreeMap<Integer, Path> files = new TreeMap<>();
    forEach(
        beside,
        (file, match) -> {
          if (match.group(1).equals(base) && match.group(3).equals(count)) {
            files.put(Integer.valueOf(match.group(2)), file);
          }
        });
    if (files.isEmpty()) {
      return Optional.empty();
    }
    String title = PathText.of(beside.resolveSibling(all(base, count)));
    List<String> damage = new ArrayList<>();
    int missing = Integer.parseInt(count) - files.size();
    if (missing > 0) {
      damage.add(title + ": " + missing(files, missing, base, count));
    }
    return Optional.of(Location.v1(new ArrayList<>(files.values()), title, damage));
  }

  private static String missing(Map<Integer, Path> files, int missing, String base, String count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; names.size() < Math.min(missing, MOST_NAMED); i++) {
      if (!files.containsKey(i)) {
        String number = "0".repeat(Math.max(0, 5 - Integer.toString(i).length())) + i;
        names.add(base + "-" + number + "-of-" + count);
      }
    }
    return missing
        + " of "
        + Integer.parseInt(count)
        + " files are missing: "
        + String.join(", ", names)
        + (missing > MOST_NAMED ? ", ..." : "");
  }

  private static boolean isShard(String text) {
    Matcher name = NAME.matcher(text);
    return name.matches() && name.group(2).charAt(0) != '?' && !text.contains(".data-");
  }

  private interface Visitor {
    void visit(Path file, Matcher name);
  }

  private static void forEach(Path beside, Visitor visitor) throws IOException {
    Path directory = beside.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    for (Path path : Directory.paths(directory, Long.MAX_VALUE, V1Shards::isShard)) {
      String text = path.getFileName().toString();
      Matcher name = NAME.matcher(text);
      if (name.matches()) {
        visitor.visit(beside.resolveSibling(text), name);
      }
    }
  }
}
