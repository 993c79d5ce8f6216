package io.github.tfckpt.cli.list;

import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OrderOptions;
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
          "Add SHARD, OFFSET, CRC32C, SLICES (- where the format stores none) and ROLE.",
          "-l",
          "--long");

  private final OptionSpec bare = Options.flag("Print bare names, one per line.", "-1");

  private final OrderOptions<SortOrder> order = OrderOptions.ofTensors();
  private final OptionSpec most =
      Options.limit("Show only the first N tensors; the totals count all.");

  private final OptionSpec tree =
      Options.flag("Show scopes with subtotals and their share of the bytes.", "--tree");

  private final OptionSpec depth = Options.depth();

  private final OptionSpec fold = Options.fold();

  void addTo(CommandSpec command) {
    command.addOption(isLong).addOption(bare);
    order.addTo(command);
    command.addOption(most);
    command.addOption(tree).addOption(depth).addOption(fold);
  }

  /** Refuses options that contradict each other. */
  void check(TableFormat format) {
    boolean shaped = isTree() || isFolded();
    if (most() != ALL && shaped) {
      throw new UsageException("--limit does not go with --tree or --fold");
    }
    if (format != TableFormat.TEXT && (shaped || isBare())) {
      throw new UsageException("--tree, --fold and -1 are for -f text");
    }
    if (shaped && (isLong() || isBare())) {
      throw new UsageException("--long and -1 do not go with --tree or --fold");
    }
  }

  boolean isLong() {
    return Options.isGiven(isLong);
  }

  boolean isBare() {
    return Options.isGiven(bare);
  }

  OrderOptions<SortOrder> order() {
    return order;
  }

  /** How many tensors are shown. */
  int most() {
    return Options.atMost(most, ALL);
  }

  boolean isTree() {
    return Options.isGiven(tree) || depth() != ALL;
  }

  /** How many levels of the tree are shown. */
  int depth() {
    return Options.levels(depth, ALL);
  }

  boolean isFolded() {
    return Options.isGiven(fold);
  }
}
