package io.github.tfckpt.cli.stats;

import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OrderOptions;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.inspect.SortOrder;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.verify.Part;
import java.util.EnumSet;
import java.util.List;
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
      Options.words(
          List.of("nan", "inf", "zero", "const"),
          "WHAT",
          "Show only tensors that have such values, with their count and the first index:"
              + " nan, inf, zero, const (two or more elements, all equal), or several"
              + " (nan,inf). Exits with 1 if there are any.",
          "--find");

  private final OptionSpec histogram =
      OptionSpec.builder("--histogram")
          .type(String.class)
          .arity("0..1")
          .paramLabel("BINS")
          .preprocessor(new Bins())
          .description(
              "Draw the finite values in BINS bins (default 10) of equal width from minimum"
                  + " to maximum, as numpy.histogram does. Edges are computed in float32 for"
                  + " float32 and in float64 for all other types (numpy rounds those of float16 and"
                  + " bfloat16 arrays to that type). Reads each tensor twice.")
          .build();

  private final OrderOptions<SortOrder> order = OrderOptions.ofTensors();
  private final OptionSpec most = Options.limit("Show only the first N tensors.");

  /** Takes the word after the option only if it is a number: it may be a name. */
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
    command.addOption(find).addOption(histogram);
    order.addTo(command);
    command.addOption(most);
  }

  /** Refuses wrong values. */
  void check() {
    order.order();
    bins();
    traits();
    if (isSearch() && bins() > 0) {
      throw new UsageException("--find shows no histograms: use one of --find and --histogram");
    }
  }

  OrderOptions<SortOrder> order() {
    return order;
  }

  /** How many tensors are shown. */
  int most(Part part) {
    if (!part.isWhole() && most.getValue() != null) {
      throw new UsageException("--limit counts over all tensors, --part splits them: use one");
    }
    return Options.atMost(most, Integer.MAX_VALUE);
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
