package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Rule;
import io.github.tfckpt.cli.common.JoinOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.pairs.ComparisonOptions;
import io.github.tfckpt.diff.DiffOptions;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How tensors are paired, and when values count as equal. */
final class DiffArguments {

  private final ComparisonOptions compared = new ComparisonOptions();
  private final OptionSpec quick = Options.quick();

  private final OptionSpec namesOnly =
      Options.flag(
          "Compare only names, types and shapes, to see what restoring B from A would"
              + " find. If B is a .meta file, its Savers say what is restored.",
          "--names-only");

  private final OptionSpec match =
      Options.flag(
          "Pair tensors by their values, whatever their names, even if transposed,"
              + " reversed, reshaped or rounded to another type. Prints the pairs, and the"
              + " rules that reproduce them, as a file for --map-from (with --part, as part of"
              + " that file). Also lists tensors that together hold the values of one, as"
              + " query, key and value may.",
          "--match");

  void addTo(CommandSpec command) {
    compared.addTo(command);
    command.addOption(quick).addOption(namesOnly).addOption(match);
  }

  /** Refuses options that contradict each other. */
  void check() {
    compared.check();
    if (isQuick() && isNamesOnly()) {
      throw new UsageException(
          "--quick compares checksums, --names-only does not: use one of them");
    }
    boolean values = compared.isOfValues() || compared.has(Rule.Action.REVERSE);
    if ((isQuick() || isNamesOnly()) && values) {
      throw new UsageException(
          (isQuick() ? "--quick" : "--names-only")
              + " reads no values: omit --atol, --rtol, --nan and --reverse");
    }
    if (isQuick() && (compared.has(Rule.Action.TRANSPOSE) || compared.has(Rule.Action.CAST))) {
      throw new UsageException(
          "--quick compares stored checksums: omit --transpose and --cast, or --quick");
    }
    if (isQuick() && compared.isIgnoringDtype()) {
      throw new UsageException(
          "checksums of different types cannot be compared: use --quick or --ignore-dtype");
    }
  }

  /** Refuses what has no meaning where tensors are paired by their values. */
  void checkMatch(boolean isViewed) {
    boolean isCompared =
        compared.isOfValues() || compared.isIgnoringDtype() || isQuick() || isNamesOnly();
    if (isCompared || isViewed || compared.isChanging()) {
      throw new UsageException(
          "--match finds the rules and compares exactly: it goes with PATTERN, -x, --role, --names,"
              + " --part and -f only");
    }
  }

  boolean isMatch() {
    return Options.isGiven(match);
  }

  boolean isQuick() {
    return Options.isGiven(quick);
  }

  boolean isNamesOnly() {
    return Options.isGiven(namesOnly);
  }

  /** True if values are read. */
  boolean hasValues() {
    return !isQuick() && !isNamesOnly();
  }

  /** Which of A's tensors are one, before anything else is done to them. */
  JoinOption join() {
    return compared.join();
  }

  /** What is changed of A's tensors before they are compared. */
  Changes changes(NameOptions names, OutputOptions output) throws IOException {
    return compared.changes(names, output);
  }

  /** What values are compared by. */
  DiffOptions options(int threads) {
    return compared.options(threads);
  }
}
