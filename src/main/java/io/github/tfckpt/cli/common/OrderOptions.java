package io.github.tfckpt.cli.common;

import io.github.tfckpt.inspect.SortOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * In which order a command prints tensors.
 *
 * @param <E> what there is to sort by
 */
public final class OrderOptions<E extends Enum<E>> {

  private final E otherwise;
  private final OptionSpec sort;
  private final OptionSpec backwards = Options.flag("Reverse the sort order.", "-r");

  /**
   * The options of a command.
   *
   * @param otherwise the order if none is typed
   */
  public OrderOptions(E otherwise, String description) {
    this.otherwise = otherwise;
    List<String> words = Options.words(otherwise.getDeclaringClass());
    sort =
        OptionSpec.builder("--sort")
            .type(String.class)
            .paramLabel("ORDER")
            .preprocessor(new Backwards(words))
            .completionCandidates(words)
            .description(description)
            .build();
  }

  /** The order of the tensors of a checkpoint. */
  public static OrderOptions<SortOrder> ofTensors() {
    return new OrderOptions<>(
        SortOrder.NAME,
        "name (default; layer_2 before layer_10), key (byte by byte), size or params"
            + " (largest first), dtype, or offset (the order in the shards). -ORDER reverses"
            + " it.");
  }

  /** Takes {@code -size} for a value, though {@code -s} might be an option. */
  private record Backwards(List<String> words) implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (args.isEmpty() || !args.peek().startsWith("-")) {
        return false;
      }
      boolean isOrder = words.contains(args.peek().substring(1).toLowerCase(Locale.ROOT));
      if (isOrder) {
        option.setValue(args.pop());
      }
      return isOrder;
    }
  }

  public void addTo(CommandSpec command) {
    command.addOption(sort).addOption(backwards);
  }

  /** True if an order was typed, or that it is backwards. */
  public boolean isTyped() {
    return sort.getValue() != null || Options.isGiven(backwards);
  }

  /**
   * The order.
   *
   * @throws UsageException if there is no such order
   */
  public E order() {
    String typed = Options.given(sort, otherwise.name());
    String word = typed.startsWith("-") ? typed.substring(1) : typed;
    return Options.constant(sort, word, otherwise);
  }

  public boolean isBackwards() {
    return Options.given(sort, "").startsWith("-") != Options.isGiven(backwards);
  }
}
