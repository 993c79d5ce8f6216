package io.github.tfckpt.cli.common;

import io.github.tfckpt.inspect.SortOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** In which order a command prints tensors. */
public final class OrderOptions {

  private final OptionSpec sort =
      OptionSpec.builder("--sort")
          .type(String.class)
          .paramLabel("ORDER")
          .preprocessor(new Backwards())
          .completionCandidates(words())
          .description(
              "name (default; layer_2 before layer_10), key (byte by byte), size or params (largest"
                  + " first), dtype, or offset (the order in the shards). -ORDER sorts backwards.")
          .build();

  private final OptionSpec backwards = Options.flag("Sort backwards.", "-r");

  /** Takes {@code -size} for a value, though {@code -s} might be an option. */
  private static final class Backwards implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if ("=".equals(info.get("separator")) || args.isEmpty() || !args.peek().startsWith("-")) {
        return false;
      }
      boolean isOrder = words().contains(args.peek().substring(1).toLowerCase(Locale.ROOT));
      if (isOrder) {
        option.setValue(args.pop());
      }
      return isOrder;
    }
  }

  public void addTo(CommandSpec command) {
    command.addOption(sort).addOption(backwards);
  }

  /**
   * The order.
   *
   * @throws UsageException if there is no such order
   */
  public SortOrder order() {
    String typed = Options.given(sort, "name");
    String word = typed.startsWith("-") ? typed.substring(1) : typed;
    return Options.constant(sort, word, SortOrder.NAME);
  }

  public boolean isBackwards() {
    return Options.given(sort, "").startsWith("-") != Options.isGiven(backwards);
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (SortOrder order : SortOrder.values()) {
      words.add(order.name().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}
