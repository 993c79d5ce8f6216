package io.github.tfckpt.cli.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Builds options and reads their values. They are built in code, because scanning for annotations
 * takes longer than listing a small checkpoint.
 */
public final class Options {

  private static final String[] EVERYWHERE = {"--color", "--progress", "--threads"};

  private Options() {}

  /** A command with its own help and what all of them have. */
  public static CommandSpec command(
      Object command, String name, String header, String[] description, String... examples) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.versionProvider(new Version());
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Print this help and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version and exit.")
            .build());
    spec.usageMessage()
        .optionListHeading("%nOptions:%n")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.help("done", ""))
        .header(header)
        .description(description)
        .footerHeading("%nExamples:%n")
        .footer(examples);
    return spec;
  }

  /**
   * Adds the options that every command accepts, even where they have no effect, so that scripts
   * can pass the same options to each. Help does not list these.
   */
  public static void addEverywhere(CommandSpec command) {
    for (String name : EVERYWHERE) {
      if (!command.optionsMap().containsKey(name)) {
        Class<?> type = name.equals("--threads") ? Integer.class : String.class;
        command.addOption(option(name).type(type).hidden(true).build());
      }
    }
    if (!command.optionsMap().containsKey("--quiet")) {
      command.addOption(option("-q", "--quiet").type(boolean.class).hidden(true).build());
    }
  }

  /** An option without a value. */
  public static OptionSpec flag(String description, String... names) {
    return option(names).type(boolean.class).description(description).build();
  }

  /** An option with a value. */
  public static OptionSpec value(Class<?> type, String label, String description, String... names) {
    return option(names).type(type).paramLabel(label).description(description).build();
  }

  /** An option whose value is one of the constants, typed in lower case. */
  public static <E extends Enum<E>> OptionSpec choice(
      Class<E> type, String label, String description, String... names) {
    return option(names)
        .type(String.class)
        .paramLabel(label)
        .completionCandidates(() -> words(type).iterator())
        .description(description)
        .build();
  }

  /** An option whose value is one of some words, or several with commas. */
  public static OptionSpec words(
      List<String> words, String label, String description, String... names) {
    return option(names)
        .type(String.class)
        .paramLabel(label)
        .completionCandidates(words)
        .description(description)
        .build();
  }

  /** An option with a text that may be repeated. */
  static OptionSpec repeated(String label, String description, String... names) {
    return option(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static OptionSpec.Builder option(String... names) {
    return OptionSpec.builder(names);
  }

  /** How many rows an answer has at most. */
  public static OptionSpec limit(String description) {
    return value(Integer.class, "N", description, "-n", "--limit");
  }

  /**
   * The number that {@link #limit} was given.
   *
   * @throws UsageException if it is less than 1
   */
  public static int atMost(OptionSpec limit, int otherwise) {
    int most = given(limit, otherwise);
    if (most < 1) {
      throw new UsageException("--limit is " + most + ", at least 1 is needed");
    }
    return most;
  }

  /** How much of a tree is shown. */
  public static OptionSpec depth() {
    return value(
        Integer.class,
        "DEPTH",
        "Show only DEPTH levels of the tree; implies --tree.",
        "-L",
        "--depth");
  }

  /**
   * The number that {@link #depth} was given.
   *
   * @throws UsageException if it is less than 1
   */
  public static int levels(OptionSpec depth, int otherwise) {
    int levels = given(depth, otherwise);
    if (levels < 1) {
      throw new UsageException("-L is " + levels + ", a tree has at least 1 level");
    }
    return levels;
  }

  /** Whether alike rows are joined. */
  public static OptionSpec fold() {
    return OptionSpec.builder("--fold")
        .type(boolean.class)
        .negatable(true)
        .description(
            "Show similar tensors whose names differ only in a number as one row"
                + " (layer_[0-11]). Only history does so by default.")
        .build();
  }

  /** Which checkpoint of a directory. */
  public static OptionSpec step() {
    return value(
        Long.class, "N", "If CKPT is a directory, use step N instead of the latest.", "--step");
  }

  /** The graph instead of the checkpoint. */
  public static OptionSpec graph() {
    return flag(
        "Read the constants of a graph: the one in PREFIX.meta, or the saved_model.pb"
            + " of a directory.",
        "--graph");
  }

  /** Without the data files. */
  public static OptionSpec quick() {
    return flag("Use only the index; read no tensor data.", "--quick");
  }

  /** A positional argument. */
  public static PositionalParamSpec argument(
      String index, boolean isRequired, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(isRequired ? "1" : "0..1")
        .required(isRequired)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Further files of a checkpoint, as a shell makes them of {@code model.ckpt-7*}. */
  public static PositionalParamSpec files(String index) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel("FILE")
        .hidden(true)
        .build();
  }

  /** Which tensors a command is about. */
  public static PositionalParamSpec patterns(String index) {
    return arguments(index, "0..*", "PATTERN", "Names of tensors (default: all).");
  }

  /** Positional arguments. */
  public static PositionalParamSpec arguments(
      String index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .required(!arity.startsWith("0"))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  public static boolean isGiven(OptionSpec flag) {
    return given(flag, false);
  }

  /** What was given, or else {@code otherwise}. */
  public static <T> T given(ArgSpec spec, T otherwise) {
    return Optional.<T>ofNullable(spec.getValue()).orElse(otherwise);
  }

  /** The constant that was given by its name in lower case. */
  public static <E extends Enum<E>> E choice(OptionSpec spec, E otherwise) {
    return constant(spec, given(spec, otherwise.name()), otherwise);
  }

  /** The constant of the same type as another that was typed, in either case. */
  static <E extends Enum<E>> E constant(OptionSpec spec, String typed, E otherwise) {
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(typed)) {
        return constant;
      }
    }
    String names = enumerated(words(otherwise.getDeclaringClass()));
    String elsewhere =
        "--format".equals(spec.longestName()) ? ParseErrorText.otherFormat(typed) : "";
    throw new UsageException(spec.longestName() + " is '" + typed + "', not " + names + elsewhere);
  }

  /** The constants of a type as they are typed: in lower case. */
  static List<String> words(Class<? extends Enum<?>> type) {
    List<String> words = new ArrayList<>();
    for (Enum<?> constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  /** The words that an option takes; empty if it takes others too. */
  public static List<String> words(ArgSpec spec) {
    List<String> words = new ArrayList<>();
    if (spec.completionCandidates() != null) {
      spec.completionCandidates().forEach(words::add);
    } else if (spec.paramLabel().contains("|")) {
      words.addAll(List.of(spec.paramLabel().split("\\|", -1)));
    }
    return words;
  }

  /** What may be typed, one of which is the default, in words: {@code text (default) or json}. */
  static <E extends Enum<E>> String choices(E otherwise) {
    List<String> words = words(otherwise.getDeclaringClass());
    String standard = otherwise.name().toLowerCase(Locale.ROOT);
    words.replaceAll(word -> word.equals(standard) ? word + " (default)" : word);
    return enumerated(words);
  }

  /** Words as a sentence has them: {@code a, b or c}. */
  static String enumerated(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
