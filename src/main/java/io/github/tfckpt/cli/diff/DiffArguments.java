package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.change.Reversal;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Tolerance;
import io.github.tfckpt.name.NamePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
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

  private final OptionSpec reshape =
      Options.flag(
          "Compare different shapes with the same number of elements, in row-major order:"
              + " [7, 7, 512, 4096] with [25088, 4096].",
          "--reshape");

  private final OptionSpec reversals =
      Options.repeated(
          "PATTERN:AXIS",
          "Flip an axis of A's tensors first (RGB against BGR); axes count from 0, or from the end"
              + " if negative. May be repeated.",
          "--reverse");

  private final OptionSpec maps =
      Options.repeated(
          "A=B",
          "Rename A's tensors; both are globs, and each * of A is carried over to B in order. May"
              + " be repeated; the first match wins.",
          "--map");

  private final OptionSpec regexMaps =
      Options.repeated(
          "A=B",
          "Like --map, with a regular expression over the whole name; $1 is its first group."
              + " Applied after all --map.",
          "--map-regex");

  private final OptionSpec quick = Options.quick();

  private final OptionSpec namesOnly =
      Options.flag(
          "Compare only names, types and shapes: what restoring B from A would find.",
          "--names-only");

  void addTo(CommandSpec command) {
    command.addOption(atol).addOption(rtol).addOption(nan).addOption(ignoreDtype);
    command.addOption(reshape).addOption(reversals).addOption(maps).addOption(regexMaps);
    command.addOption(quick).addOption(namesOnly);
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
    boolean values = atol() > 0 || rtol() > 0 || nan() == Nan.DIFFER || !reversals().isEmpty();
    if ((isQuick() || isNamesOnly()) && values) {
      throw new UsageException(
          (isQuick() ? "--quick" : "--names-only")
              + " reads no values: omit --atol, --rtol, --nan and --reverse");
    }
    if (isQuick() && Options.isGiven(ignoreDtype)) {
      throw new UsageException(
          "checksums of different types cannot be compared: use --quick or --ignore-dtype");
    }
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

  private List<String> reversals() {
    return Options.given(reversals, List.of());
  }

  boolean isQuick() {
    return Options.isGiven(quick);
  }

  boolean isNamesOnly() {
    return Options.isGiven(namesOnly);
  }

  /** The rules that rename A's tensors. */
  List<Renaming> renamings() {
    List<Renaming> renamings = new ArrayList<>();
    try {
      for (String map : Options.given(maps, List.<String>of())) {
        renamings.add(Renaming.globs(map));
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("--map " + e.getMessage());
    }
    for (String map : Options.given(regexMaps, List.<String>of())) {
      try {
        renamings.add(Renaming.regex(map));
      } catch (PatternSyntaxException e) {
        throw new UsageException("--map-regex '" + map + "': " + e.getDescription());
      } catch (IllegalArgumentException e) {
        throw new UsageException("--map-regex " + e.getMessage());
      }
    }
    return renamings;
  }

  /** What values are compared by. */
  DiffOptions options(NameOptions names, int threads) {
    List<Reversal> parsed = new ArrayList<>();
    for (String reversal : reversals()) {
      parsed.add(reversal(reversal, names));
    }
    Tolerance tolerance = new Tolerance(atol(), rtol(), nan() == Nan.EQUAL);
    return new DiffOptions(
        tolerance, Options.isGiven(ignoreDtype), Options.isGiven(reshape), parsed, threads);
  }

  private static Reversal reversal(String text, NameOptions names) {
    int colon = text.lastIndexOf(':');
    try {
      int axis = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0) {
        NamePattern pattern = names.pattern(text.substring(0, colon));
        return new Reversal(pattern::matches, pattern.text() + ":" + axis, axis);
      }
    } catch (NumberFormatException e) {
      // Reported below, like anything else that is wrong.
    }
    throw new UsageException(
        "--reverse '" + text + "': expected PATTERN:AXIS, for example '*/conv1/weights:2'");
  }
}
