package io.github.tfckpt.cli.history;

import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.verify.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is asked of a run. */
final class HistoryOptions {

  private final OptionSpec values =
      Options.flag(
          "Read the data and show, for each step: L2 norm, size of the update (norm of"
              + " the difference divided by the previous norm), share of changed elements, NaN"
              + " and infinities. Reads each checkpoint once.",
          "--values");

  private final OptionSpec find =
      Options.words(
          List.of("nan", "inf"),
          "WHAT",
          "Read the data, early steps first, and show the first step at which each tensor"
              + " has NaN or infinities: nan, inf or both (nan,inf). Exits with 1 if any has.",
          "--find");

  private final OptionSpec all =
      Options.flag("With --find, show every step that has any, not only the first one.", "--all");

  private final OptionSpec fold = Options.fold();

  void addTo(CommandSpec command) {
    command.addOption(values).addOption(find).addOption(all).addOption(fold);
  }

  /** Refuses options that contradict each other. */
  void check(TableFormat format, Part part) {
    wanted();
    if (isSearch() && isValues()) {
      throw new UsageException("--values and --find are two questions: use one of them");
    }
    if (isAll() && !isSearch()) {
      throw new UsageException("--all is for --find");
    }
    if (Options.isGiven(fold) && (isSearch() || isValues() || format != TableFormat.TEXT)) {
      throw new UsageException("--fold is for -f text, without --values and --find");
    }
    if (part.isWhole()) {
      return;
    }
    if (!isSearch() && !isValues()) {
      throw new UsageException("--part splits the reading of data: use it with --values or --find");
    }
    if (isSearch() && !isAll()) {
      throw new UsageException(
          "--part sees only its own steps and cannot tell the first: use it with --all");
    }
    if (format == TableFormat.TEXT || format == TableFormat.JSON) {
      throw new UsageException("--part is for -f jsonl, csv or tsv, which can be concatenated");
    }
  }

  boolean isValues() {
    return Options.isGiven(values);
  }

  boolean isSearch() {
    return find.getValue() != null;
  }

  boolean isAll() {
    return Options.isGiven(all);
  }

  /** False if {@code --no-fold} was typed. */
  boolean isFolded() {
    return Options.given(fold, true);
  }

  /** What is searched for. */
  Set<Anomaly> wanted() {
    Set<Anomaly> wanted = EnumSet.noneOf(Anomaly.class);
    if (!isSearch()) {
      return wanted;
    }
    String typed = Options.given(find, "");
    for (String word : typed.split(",", -1)) {
      switch (word.strip()) {
        case "nan" -> wanted.add(Anomaly.NAN);
        case "inf" -> wanted.add(Anomaly.INF);
        default -> throw new UsageException("--find is '" + typed + "', not nan, inf or nan,inf");
      }
    }
    return wanted;
  }
}
