package io.github.tfckpt.cli.common;

import io.github.tfckpt.name.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in our words what is wrong with a command line that the parser refuses. */
final class ParseErrorText {

  private static final String UNKNOWN_COMMAND = "Unknown subcommand '";

  /** Words that people try, from other tools, and what they are called here. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "show", "dump, info",
          "print", "dump",
          "compare", "diff",
          "tree", "list --tree, objects",
          "grep", "find",
          "search", "find",
          "check", "verify",
          "version", "--version");

  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "--json", List.of("--format", "--format json"),
          "--csv", List.of("--format", "--format csv"),
          "--tolerance", List.of("--atol", "--atol, --rtol"),
          "--top", List.of("--limit", "--limit"),
          "--largest", List.of("--limit", "--limit"),
          "--reverse", List.of("--sort", "-r"),
          "--names-only", List.of("-1", "-1"),
          "--format",
              List.of("--widen", "--output OUT.npz, --output OUT.safetensors, --output DIR/"));

  private ParseErrorText() {}

  /** What to say of a format that only other commands have; empty if none has it. */
  static String otherFormat(String typed) {
    return switch (typed.toLowerCase(Locale.ROOT)) {
      case "npy", "raw", "lines" ->
          "; 'tfckpt dump -f " + typed + "' writes the values of a tensor";
      case "npz", "safetensors" -> "; 'tfckpt export -o OUT." + typed + "' writes tensors";
      default -> "";
    };
  }

  /** One line, without a full stop. */
  static String of(ParameterException e, String... args) {
    String message = e.getMessage().lines().findFirst().orElse("");
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getUnmatched().get(0), e.getCommandLine());
    }
    if (message.startsWith(UNKNOWN_COMMAND)) {
      String name = message.substring(UNKNOWN_COMMAND.length(), message.lastIndexOf('\''));
      CommandLine command = e.getCommandLine();
      return noCommand(name, command.getParent() == null ? command : command.getParent());
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing, message.startsWith("Missing required option"), args);
    }
    if (e instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given twice";
    }
    if (e.getArgSpec() != null && e.getValue() != null) {
      return name(e.getArgSpec()) + " is '" + e.getValue() + "', " + wanted(e.getArgSpec());
    }
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static String unmatched(String first, CommandLine command) {
    boolean isRoot = command.getParent() == null;
    if (!first.startsWith("-")) {
      // Only the root has commands.
      return isRoot ? noCommand(first, command) : "one argument too many: '" + first + "'";
    }
    String typed = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    if (isRoot && isOfSomeCommand(typed, command)) {
      return "'" + typed + "' needs a command: 'tfckpt COMMAND " + typed + "'";
    }
    List<String> known = OPTIONS.getOrDefault(typed, List.of("", ""));
    if (names.contains(known.get(0))) {
      return "no option '" + typed + "'" + didYouMean(List.of(known.get(1)));
    }
    // All one-letter options are near to each other.
    List<String> near = typed.length() > 2 ? Suggestions.of(typed, names) : List.of();
    return "no option '" + typed + "'" + didYouMean(near);
  }

  private static boolean isOfSomeCommand(String option, CommandLine root) {
    for (CommandLine command : root.getSubcommands().values()) {
      if (command.getCommandSpec().optionsMap().containsKey(option)) {
        return true;
      }
    }
    return false;
  }

  static String noCommand(String typed, CommandLine root) {
    List<String> names = List.copyOf(root.getSubcommands().keySet());
    List<String> near =
        COMMANDS.containsKey(typed) ? List.of(COMMANDS.get(typed)) : Suggestions.of(typed, names);
    return "no command '" + typed + "'" + didYouMean(near);
  }

  private static String didYouMean(List<String> near) {
    return near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
  }

  /**
   * What has to be added.
   *
   * @param wholly true if an option is missing, not only its value
   * @param args the command line
   */
  private static String missing(MissingParameterException e, boolean wholly, String... args) {
    if (e.getMissing().get(0) instanceof OptionSpec option && !wholly) {
      // The parser takes anything that begins with - for an option, even -1.
      for (int i = 0; i < args.length; i++) {
        String value = value(option, args, i);
        if (isNegative(value)) {
          return name(option) + " is " + value + "; it cannot be negative";
        }
      }
      return name(option) + " needs a value: " + option.paramLabel();
    }
    for (OptionSpec option : e.getCommandLine().getCommandSpec().options()) {
      // What is missing was taken for the value of an option: --sort CKPT.
      if (option.getValue() instanceof String typed && !typed.isEmpty() && !isWord(typed, option)) {
        return name(option)
            + " is '"
            + typed
            + "', not "
            + Options.enumerated(Options.words(option));
      }
    }
    List<String> names = new ArrayList<>();
    for (ArgSpec argument : e.getCommandLine().getCommandSpec().args()) {
      if (argument.required() && argument.getValue() == null) {
        names.add(name(argument) + (argument.isOption() ? " " + argument.paramLabel() : ""));
      }
    }
    return String.join(" and ", names) + (names.size() == 1 ? " is missing" : " are missing");
  }

  /** The value typed after an option or joined to it; empty if there is none. */
  private static String value(OptionSpec option, String[] args, int at) {
    for (String name : option.names()) {
      if (args[at].equals(name) && at + 1 < args.length) {
        return args[at + 1];
      }
      if (args[at].startsWith(name + "=")) {
        return args[at].substring(name.length() + 1);
      }
    }
    return "";
  }

  /** False if only a few words may be typed, and none of those was. */
  private static boolean isWord(String typed, OptionSpec option) {
    List<String> words = Options.words(option);
    String bare = typed.toLowerCase(Locale.ROOT).split(",", -1)[0].replaceFirst("^-", "");
    return words.isEmpty() || words.contains(bare);
  }

  private static boolean isNegative(String word) {
    return word.length() > 1 && word.charAt(0) == '-' && Character.isDigit(word.charAt(1));
  }

  private static String name(ArgSpec spec) {
    return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
  }

  private static String wanted(ArgSpec spec) {
    Class<?> type = spec.type();
    if (type.equals(Long.class) || type.equals(Integer.class)) {
      return "not a whole number";
    }
    if (type.equals(Double.class)) {
      return "not a number";
    }
    return type.equals(boolean.class) ? "it takes no value" : "not " + spec.paramLabel();
  }
}
