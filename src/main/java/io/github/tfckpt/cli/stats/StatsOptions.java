package io.github.tfckpt.cli.stats;

import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.inspect.SortOrder;
import io.github.tfckpt.stats.Anomaly;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which statistics are shown, and in which order. */
final class StatsOptions {

  private static final int MOST_BINS = 10_000;
  private static final String DEFAULT_BINS = "10";

  private final OptionSpec find =
      Options.value(
          String.class,
          "WHAT",
          "Show only tensors in which something is found, with its count and the first index:"
              + " nan, inf, zero, const (two and more elements, all equal), or several of them"
              + " (nan,inf). Exit 1 if anything is.",
          "--find");

  private final OptionSpec histogram =
      OptionSpec.builder("--histogram")
          .type(String.class)
          .arity("0..1")
          .paramLabel("BINS")
          .preprocessor(new Bins())
          .description(
              "Count finite values in BINS bins (10) of equal width from the least to the"
                  + " greatest, as numpy.histogram does, and draw them. Reads each tensor twice.")
          .build();

  private final OptionSpec sort =
      Options.choice(
          SortOrder.class,
          "ORDER",
          "name (default; layer_2 before layer_10), key (byte by byte), size or params (most"
              + " first), dtype, or offset (as they lie in the shards).",
          "--sort");

  private final OptionSpec reverse = Options.flag("The other way round.", "-r", "--reverse");

  /** Takes the word behind the option only if it is a number: it may be a name as well. */
  private static final class Bins implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      boolean attached = "=".equals(info.get("separator"));
      if (attached || (!args.isEmpty() && isNumber(args.peek()))) {
        return false;
      }
      option.setValue(DEFAULT_BINS);
      return true;
    }

    private static boolean isNumber(String word) {
      return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
  }

  void addTo(CommandSpec command) {
    command.addOption(find).addOption(histogram).addOption(sort).addOption(reverse);
  }

  /** Refuses what has no meaning. */
  void check() {
    sort();
    bins();
    traits();
    if (isSearch() && bins() > 0) {
      throw new UsageException("--find shows no histograms: take one of --find and --histogram");
    }
  }

  SortOrder sort() {
    return Options.choice(sort, SortOrder.NAME);
  }

  boolean isReverse() {
    return Options.isGiven(reverse);
  }

  /** Bins of a histogram; 0 for none. */
  int bins() {
    Optional<String> typed = Optional.ofNullable(histogram.getValue());
    if (typed.isEmpty()) {
      return 0;
    }
    boolean few = typed.get().length() <= 5 && Bins.isNumber(typed.get());
    int bins = few ? Integer.parseInt(typed.get()) : 0;
    if (bins < 1 || bins > MOST_BINS) {
      throw new UsageException("--histogram is '" + typed.get() + "', bins are 1 to " + MOST_BINS);
    }
    return bins;
  }

  boolean isSearch() {
    return Optional.ofNullable(find.getValue()).isPresent();
  }

  /** What is searched for; nothing if all tensors are shown. */
  Set<Anomaly> traits() {
    Set<Anomaly> traits = EnumSet.noneOf(Anomaly.class);
    if (!isSearch()) {
      return traits;
    }
    String typed = Options.given(find, "");
    for (String word : typed.split(",", -1)) {
      try {
        traits.add(Anomaly.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--find is '" + typed + "', not some of nan,inf,zero,const", e);
      }
    }
    return traits;
  }
}
