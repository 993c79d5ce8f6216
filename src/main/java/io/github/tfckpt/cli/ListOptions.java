package io.github.tfckpt.cli;

import io.github.tfckpt.inspect.SortOrder;
import picocli.CommandLine.Option;

/** What a listing shows, and in which order. */
final class ListOptions {

  private static final int ALL = -1;

  @Option(
      names = {"-l", "--long"},
      description = "Add SHARD, OFFSET, CRC32C and SLICES; - where the format stores none.")
  private boolean isLong;

  @Option(
      names = {"-1", "--names-only"},
      description = "Names alone, one a line.")
  private boolean namesOnly;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description =
          "name (default; layer_2 before layer_10), key (byte by byte), size or params (most"
              + " first), dtype, or offset (as they lie in the shards).")
  private SortOrder sort = SortOrder.NAME;

  @Option(
      names = {"-r", "--reverse"},
      description = "The other way round.")
  private boolean reverse;

  @Option(
      names = "--tree",
      description = "Scopes with subtotals, and with their share of the bytes in percent.")
  private boolean tree;

  @Option(
      names = {"-L", "--depth"},
      paramLabel = "DEPTH",
      description = "Of the tree, only so many levels.")
  private int depth = ALL;

  @Option(names = "--fold", description = "Join what differs in a number alone: layer_[0-11].")
  private boolean fold;

  /** Refuses what has no meaning together. */
  void check(TableFormat format) {
    if (depth != ALL && depth < 1) {
      throw new Usage("-L is " + depth + ", a tree has at least 1 level");
    }
    boolean shaped = isTree() || fold;
    if (format != TableFormat.TEXT && (shaped || namesOnly)) {
      throw new Usage("--tree, --fold and --names-only are for -f text");
    }
    if (shaped && (isLong || namesOnly)) {
      throw new Usage("--long and --names-only do not go with --tree or --fold");
    }
  }

  boolean isLong() {
    return isLong;
  }

  boolean isNamesOnly() {
    return namesOnly;
  }

  SortOrder sort() {
    return sort;
  }

  boolean isReverse() {
    return reverse;
  }

  boolean isTree() {
    return tree || depth != ALL;
  }

  /** How many levels of the tree are shown. */
  int depth() {
    return depth == ALL ? Integer.MAX_VALUE : depth;
  }

  boolean isFolded() {
    return fold;
  }
}
