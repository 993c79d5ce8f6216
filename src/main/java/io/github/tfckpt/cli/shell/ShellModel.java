package io.github.tfckpt.cli.shell;

import io.github.tfckpt.cli.common.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a shell can complete on a command line. */
public final class ShellModel {

  /** What a word can be. */
  enum Candidates {
    /** A number, a pattern that nobody can guess. */
    ANYTHING,
    /** One of a few words. */
    WORD,
    FILE,
    /** A file, or the prefix of several. */
    CHECKPOINT,
    /** A tensor of the checkpoint on the line. */
    TENSOR
  }

  /**
   * A value, or an argument that is no option.
   *
   * @param words those it can be, if candidates are {@link Candidates#WORD}
   */
  record Value(String label, Candidates candidates, List<String> words) {
    Value {
      words = List.copyOf(words);
    }
  }

  /** An option; one without a value is a flag. */
  record Option(List<String> names, String about, Optional<Value> value, boolean repeats) {
    Option {
      names = List.copyOf(names);
    }
  }

  /** An argument, or any number of them. */
  record Argument(Value value, boolean many) {}

  /** A command with its other names. */
  record Command(List<String> names, String about, List<Option> options, List<Argument> arguments) {
    Command {
      names = List.copyOf(names);
      options = List.copyOf(options);
      arguments = List.copyOf(arguments);
    }
  }

  private ShellModel() {}

  /** All commands below a root, in the order in which its help lists them. */
  static List<Command> commands(CommandLine root) {
    List<String> all = List.copyOf(root.getSubcommands().keySet());
    List<Command> commands = new ArrayList<>();
    for (CommandSpec spec : specs(root)) {
      commands.add(command(spec, all));
    }
    return commands;
  }

  /** The commands below a root, none twice. */
  public static List<CommandSpec> specs(CommandLine root) {
    List<CommandSpec> specs = new ArrayList<>();
    for (CommandLine line : root.getSubcommands().values()) {
      if (!specs.contains(line.getCommandSpec())) {
        specs.add(line.getCommandSpec());
      }
    }
    return specs;
  }

  /** The options of a command that its help shows. */
  public static List<OptionSpec> visible(CommandSpec command) {
    List<OptionSpec> visible = new ArrayList<>(command.options());
    visible.removeIf(OptionSpec::hidden);
    return visible;
  }

  /** All spellings of an option, {@code --no-fold} included. */
  public static List<String> names(OptionSpec option) {
    List<String> names = new ArrayList<>(List.of(option.names()));
    if (option.negatable()) {
      names.add(option.longestName().replace("--", "--no-"));
    }
    return names;
  }

  private static Command command(CommandSpec spec, List<String> commands) {
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : visible(spec)) {
      // What takes a word or not is typed like a flag: the next word may be anything.
      boolean flag = option.arity().min() == 0;
      options.add(
          new Option(
              names(option),
              sentence(option.description()),
              flag ? Optional.empty() : Optional.of(value(option, commands)),
              option.isMultiValue()));
    }
    List<Argument> arguments = new ArrayList<>();
    for (PositionalParamSpec argument : arguments(spec)) {
      arguments.add(new Argument(value(argument, commands), argument.isMultiValue()));
    }
    List<String> names = new ArrayList<>(List.of(spec.name()));
    names.addAll(List.of(spec.aliases()));
    return new Command(names, sentence(spec.usageMessage().header()), options, arguments);
  }

  /** The arguments that a help lists. */
  public static List<PositionalParamSpec> arguments(CommandSpec spec) {
    return spec.positionalParameters().stream().filter(argument -> !argument.hidden()).toList();
  }

  private static Value value(ArgSpec spec, List<String> commands) {
    String label = spec.paramLabel();
    List<String> words = label.equals("COMMAND") ? commands : Options.words(spec);
    if (!words.isEmpty()) {
      return new Value(label, Candidates.WORD, words);
    }
    Candidates candidates =
        switch (label.toUpperCase(Locale.ROOT)) {
          case "CKPT", "A", "B" -> Candidates.CHECKPOINT;
          case "FILE", "OUT", "DIR" -> Candidates.FILE;
          case "PATTERN", "NAME[SELECTION]", "NAME" -> Candidates.TENSOR;
          default -> Candidates.ANYTHING;
        };
    return new Value(label, candidates, List.of());
  }

  /** The first sentence of a description, without its full stop. */
  private static String sentence(String[] description) {
    String text = String.join(" ", description).replace("%n", " ").replace("%%", "%").trim();
    int end = text.indexOf(". ");
    String first = end < 0 ? text : text.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }
}
