package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.change.Reversal;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is compared with what, and when values count as the same. */
final class DiffArguments {

  /** Whether two NaN are the same value. */
  enum Nan {
    EQUAL,
    DIFFER
  }

  private final OptionSpec atol =
      Options.value(
          Double.class, "X", "Values are close if |a-b| <= atol + rtol*|b|; default 0.", "--atol");

  private final OptionSpec rtol = Options.value(Double.class, "X", "See --atol.", "--rtol");

  private final OptionSpec nan =
      Options.value(
          String.class,
          "equal|differ",
          "Whether NaN is the same as NaN; equal by default.",
          "--nan");

  private final OptionSpec ignoreDtype =
      Options.flag("Compare values of different types: float32 with bfloat16.", "--ignore-dtype");

  private final OptionSpec reshape =
      Options.flag(
          "Compare tensors of different shapes with as many elements, row-major:"
              + " [7, 7, 512, 4096] with [25088, 4096].",
          "--reshape");

  private final OptionSpec reversals =
      Options.repeated(
          "PATTERN:AXIS",
          "Turn an axis (from 0; from the end if negative) of A's tensors around first: RGB"
              + " against BGR. May be repeated.",
          "--reverse");

  private final OptionSpec maps =
      Options.repeated(
          "A=B",
          "Take A's tensor of the first name as that of the second; globs, each * carried over in"
              + " order. May be repeated, the first that matches counts.",
          "--map");

  private final OptionSpec regexMaps =
      Options.repeated(
          "A=B",
          "The same with a regular expression over the whole name; $1 is its first group. Comes"
              + " behind all --map.",
          "--map-regex");

  private final OptionSpec quick =
      Options.flag(
          "Decide by the checksums stored in two V2 indexes alone; data files may be missing.",
          "--quick");

  private final OptionSpec namesOnly =
      Options.flag(
          "Compare names, types and shapes: what restoring B from A would find.", "--names-only");

  void addTo(CommandSpec command) {
    command.addOption(atol).addOption(rtol).addOption(nan).addOption(ignoreDtype);
    command.addOption(reshape).addOption(reversals).addOption(maps).addOption(regexMaps);
    command.addOption(quick).addOption(namesOnly);
  }

  /** Refuses what has no meaning together. */
  void check() {
    if (!(atol() >= 0 && rtol() >= 0)) {
      throw new UsageException("--atol and --rtol are not negative");
    }
    if (isQuick() && isNamesOnly()) {
      throw new UsageException(
          "--quick compares checksums, --names-only does not: take one of them");
    }
    boolean values = atol() > 0 || rtol() > 0 || nan() == Nan.DIFFER || !reversals().isEmpty();
    if ((isQuick() || isNamesOnly()) && values) {
      throw new UsageException(
          "--atol, --rtol, --nan and --reverse are about values, which "
              + (isQuick() ? "--quick" : "--names-only")
              + " does not read");
    }
    if (isQuick() && Options.isGiven(ignoreDtype)) {
      throw new UsageException(
          "checksums of different types tell nothing: --quick without --ignore-dtype");
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
        return new Reversal(names.pattern(text.substring(0, colon)), axis);
      }
    } catch (NumberFormatException e) {
      // Told below, as what else may be wrong with it.
    }
    throw new UsageException(
        "--reverse '" + text + "': PATTERN:AXIS is wanted, like '*/conv1/weights:2'");
  }
}
