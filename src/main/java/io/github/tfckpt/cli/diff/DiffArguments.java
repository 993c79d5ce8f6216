package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Rule;
import io.github.tfckpt.cli.common.ChangeOptions;
import io.github.tfckpt.cli.common.JoinOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Tolerance;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How tensors are paired, and when values count as equal. */
final class DiffArguments {

  /** Whether two NaN are the same value. */
  enum Nan {
    EQUAL,
    DIFFER
  }

  private final OptionSpec atol =
      Options.value(
          Double.class,
          "X",
          "Count values as close if |a-b| <= atol + rtol*|b| (default 0).",
          "--atol");

  private final OptionSpec rtol =
      Options.value(Double.class, "X", "See --atol (default 0).", "--rtol");

  private final OptionSpec nan =
      Options.value(
          String.class, "equal|differ", "Whether NaN equals NaN (default equal).", "--nan");

  private final OptionSpec ignoreDtype =
      Options.flag("Compare values of different types: float32 with bfloat16.", "--ignore-dtype");

  private final ChangeOptions changes = new ChangeOptions(ChangeOptions.Use.COMPARE);
  private final JoinOption join = new JoinOption("A's tensors");
  private final OptionSpec quick = Options.quick();

  private final OptionSpec namesOnly =
      Options.flag(
          "Compare only names, types and shapes: what restoring B from A would find. If B is a"
              + " .meta file, its Savers tell what is restored.",
          "--names-only");

  private final OptionSpec match =
      Options.flag(
          "Pair tensors by their values alone, whatever their names, also when transposed, reversed,"
              + " reshaped or rounded to another type. Prints the pairs, and the rules that say the"
              + " same, as a file for --map-from.",
          "--match");

  void addTo(CommandSpec command) {
    command.addOption(atol).addOption(rtol).addOption(nan).addOption(ignoreDtype);
    join.addTo(command);
    changes.addTo(command);
    command.addOption(quick).addOption(namesOnly).addOption(match);
  }

  /** Refuses options that contradict each other. */
  void check() {
    if (!(atol() >= 0 && rtol() >= 0)) {
      throw new UsageException("--atol and --rtol must not be negative");
    }
    if (isQuick() && isNamesOnly()) {
      throw new UsageException(
          "--quick compares checksums, --names-only does not: use one of them");
    }
    boolean values =
        atol() > 0 || rtol() > 0 || nan() == Nan.DIFFER || changes.has(Rule.Kind.REVERSE);
    if ((isQuick() || isNamesOnly()) && values) {
      throw new UsageException(
          (isQuick() ? "--quick" : "--names-only")
              + " reads no values: omit --atol, --rtol, --nan and --reverse");
    }
    if (isQuick() && (changes.has(Rule.Kind.TRANSPOSE) || changes.has(Rule.Kind.CAST))) {
      throw new UsageException(
          "--quick compares stored checksums: omit --transpose and --cast, or --quick");
    }
    if (isQuick() && Options.isGiven(ignoreDtype)) {
      throw new UsageException(
          "checksums of different types cannot be compared: use --quick or --ignore-dtype");
    }
  }

  /** Refuses what has no meaning where tensors are paired by their values. */
  void checkMatch(boolean isViewed, boolean isPart) {
    boolean isCompared =
        atol() > 0
            || rtol() > 0
            || nan() == Nan.DIFFER
            || Options.isGiven(ignoreDtype)
            || isQuick()
            || isNamesOnly();
    if (isCompared || isViewed || isPart || changes.isTyped()) {
      throw new UsageException(
          "--match finds the rules and compares exactly: it goes with PATTERN, -x, --role, --names"
              + " and -f only");
    }
  }

  boolean isMatch() {
    return Options.isGiven(match);
  }

  private double atol() {
    return Options.given(atol, 0.0);
  }

  private double rtol() {
    return Options.given(rtol, 0.0);
  }

  private Nan nan() {
    return Options.choice(nan, Nan.EQUAL);
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
    return join;
  }

  /** What is changed of A's tensors before they are compared. */
  Changes changes(NameOptions names) throws IOException {
    return changes.changes(names);
  }

  /** What values are compared by. */
  DiffOptions options(int threads) {
    Tolerance tolerance = new Tolerance(atol(), rtol(), nan() == Nan.EQUAL);
    return new DiffOptions(tolerance, Options.isGiven(ignoreDtype), changes.isAnyShape(), threads);
  }
}
