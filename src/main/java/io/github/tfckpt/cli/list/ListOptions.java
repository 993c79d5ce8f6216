package io.github.tfckpt.cli.list;

import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.inspect.SortOrder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a listing shows, and in which order. */
final class ListOptions {

  private static final int ALL = Integer.MAX_VALUE;

  private final OptionSpec isLong =
      Options.flag(
          "Add SHARD, OFFSET, CRC32C and SLICES; - where the format stores none.", "-l", "--long");

  private final OptionSpec namesOnly =
      Options.flag("Names alone, one a line.", "-1", "--names-only");

  private final OptionSpec sort =
      Options.choice(
          SortOrder.class,
          "ORDER",
          "name (default; layer_2 before layer_10), key (byte by byte), size or params (most"
              + " first), dtype, or offset (as they lie in the shards).",
          "--sort");

  private final OptionSpec reverse = Options.flag("The other way round.", "-r", "--reverse");

  private final OptionSpec tree =
      Options.flag("Scopes with subtotals, and their share of the bytes.", "--tree");

  private final OptionSpec depth =
      Options.value(Integer.class, "DEPTH", "Of the tree, only so many levels.", "-L", "--depth");

  private final OptionSpec fold =
      Options.flag("Join what differs in a number alone: layer_[0-11].", "--fold");

  void addTo(CommandSpec command) {
    command.addOption(isLong).addOption(namesOnly).addOption(sort).addOption(reverse);
    command.addOption(tree).addOption(depth).addOption(fold);
  }

  /** Refuses what has no meaning together. */
  void check(TableFormat format) {
    if (depth() < 1) {
      throw new UsageException("-L is " + depth() + ", a tree has at least 1 level");
    }
    boolean shaped = isTree() || isFolded();
    if (format != TableFormat.TEXT && (shaped || isNamesOnly())) {
      throw new UsageException("--tree, --fold and --names-only are for -f text");
    }
    if (shaped && (isLong() || isNamesOnly())) {
      throw new UsageException("--long and --names-only do not go with --tree or --fold");
    }
  }

  boolean isLong() {
    return Options.isGiven(isLong);
  }

  boolean isNamesOnly() {
    return Options.isGiven(namesOnly);
  }

  SortOrder sort() {
    return Options.choice(sort, SortOrder.NAME);
  }

  boolean isReverse() {
    return Options.isGiven(reverse);
  }

  boolean isTree() {
    return Options.isGiven(tree) || depth() != ALL;
  }

  /** How many levels of the tree are shown. */
  int depth() {
    return Options.given(depth, ALL);
  }

  boolean isFolded() {
    return Options.isGiven(fold);
  }
}
