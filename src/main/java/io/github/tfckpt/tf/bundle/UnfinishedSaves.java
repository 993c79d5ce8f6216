package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.source.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What saves that did not end leave in a directory, whatever step they were of:
 *
 * <pre>
 *   PREFIX.index.tempstate123, PREFIX.data-I-of-N.tempstate123   a file before it gets its name
 *   PREFIX_temp/, PREFIX_temp_UUID/                              the shards before they are merged
 *   PREFIX.data-I-of-N without PREFIX.index                      the index is written last
 * </pre>
 *
 * @see "tensorflow/core/util/tensor_bundle/tensor_bundle.cc, BundleWriter"
 * @see "tensorflow/python/checkpoint/checkpoint.py, _saver_with_op_caching"
 */
public final class UnfinishedSaves {

  /** Of so many files the names are looked at. */
  private static final int MOST_LOOKED_AT = 100_000;

  private static final String INDEX = ".index";

  private static final Pattern LEFTOVER = Pattern.compile("\\.tempstate\\d|(_temp(?:_|$))");

  private static final Pattern DATA =
      Pattern.compile("(.*)\\.data-\\d{5,}-of-\\d{5,}", Pattern.DOTALL);

  private static final Pattern STEP = Pattern.compile(".*-\\d+", Pattern.DOTALL);

  private UnfinishedSaves() {}

  /**
   * {@return what is left over, in the order of the names, each with what there is to say of it}
   *
   * @param directory is looked into, and into the folders of unfinished saves
   */
  public static Map<Path, String> in(Path directory) throws IOException {
    Set<String> indexes = new HashSet<>();
    List<Path> files =
        Directory.paths(
            directory,
            MOST_LOOKED_AT,
            name -> {
              if (name.endsWith(INDEX)) {
                indexes.add(name);
              }
              return name.contains(".data-") || LEFTOVER.matcher(name).find();
            });
    files.sort(null);
    Map<Path, String> found = new LinkedHashMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      Matcher leftover = LEFTOVER.matcher(name);
      Matcher data = DATA.matcher(name);
      if (leftover.find()) {
        boolean isFolder = leftover.group(1) != null;
        if (!isFolder || isFolderOfParts(file, name.substring(0, leftover.start(1)))) {
          found.put(file, "is left over from an unfinished save");
        }
      } else if (data.matches() && !isThere(file, data.group(1) + INDEX, indexes)) {
        found.put(file, "has no index: an unfinished save, or the rest of a deleted one");
      }
    }
    return found;
  }

  /** Of a directory with too many files, the index may be one that was not looked at. */
  private static boolean isThere(Path beside, String index, Set<String> seen) {
    return seen.contains(index) || Files.exists(beside.resolveSibling(index));
  }

  /** An empty folder is one if a checkpoint is, or may have been, called as it is. */
  private static boolean isFolderOfParts(Path folder, String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    List<Path> all = Directory.paths(folder, MOST_LOOKED_AT, name -> true);
    return all.isEmpty()
        ? STEP.matcher(prefix).matches() || Files.exists(folder.resolveSibling(prefix + INDEX))
        : all.stream().anyMatch(path -> path.getFileName().toString().startsWith("part-"));
  }
}
