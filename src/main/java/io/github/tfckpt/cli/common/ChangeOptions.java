package io.github.tfckpt.cli.common;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Renaming;
import io.github.tfckpt.change.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is changed of tensors on their way: the same options wherever that is possible. */
public final class ChangeOptions {

  /** What a command does with the changes. */
  public enum Use {
    /** Tensors of A are changed, then compared. */
    COMPARE,
    /** Tensors are changed, then written. */
    WRITE
  }

  /** Bytes of a file of rules. */
  private static final long LONGEST_FILE = 64 << 20;

  /** What {@code --reshape} alone stands for. */
  private static final String ANY_SHAPE = "any";

  /** An option in a file of rules, as on a command line but without quotes. */
  private static final Pattern OPTION_LINE = Pattern.compile("(--[a-z-]+)[ =]\\s*(.+)");

  private final OptionSpec maps;
  private final OptionSpec regexMaps;
  private final OptionSpec mapFiles;
  private final Map<Rule.Action, OptionSpec> rules = new EnumMap<>(Rule.Action.class);

  /** Options of a command. */
  public ChangeOptions(Use use) {
    String tensors = use == Use.COMPARE ? "A's tensors" : "tensors";
    maps =
        Options.repeated(
            "A=B",
            "Rename "
                + tensors
                + ". A and B are globs: each * in B stands for what the * in A matched, in order."
                + " May be repeated; the first match wins.",
            "--map");
    regexMaps =
        Options.repeated(
            "A=B",
            "Like --map, but A is a regular expression (see -E) that must match the whole"
                + " name, and $1 in B is its first group. Applied after --map.",
            "--map-regex");
    mapFiles =
        Options.repeated(
            "FILE",
            "Read rules from FILE, as 'tfckpt diff --match' prints them: each line is A=B,"
                + " or an option for changes with its value; # starts a comment. Applied after"
                + " --map and --map-regex.",
            "--map-from");
    add(
        Rule.Action.REVERSE,
        "PATTERN:AXIS",
        "Flip an axis of "
            + tensors
            + ", such as RGB to BGR. Axes count from 0, or from the end if negative. May be"
            + " repeated.");
    add(
        Rule.Action.TRANSPOSE,
        "PATTERN[:AXES]",
        "Reorder the axes of "
            + tensors
            + ", as numpy.transpose does; without AXES, reverse their order. HWIO to OIHW is"
            + " 3,2,0,1. May be repeated.");
    if (use == Use.COMPARE) {
      rules.put(Rule.Action.RESHAPE, bareReshape());
    } else {
      add(
          Rule.Action.RESHAPE,
          "PATTERN:[SHAPE]",
          "Give tensors another shape, in row-major order; one extent may be -1. May be repeated.");
    }
    add(
        Rule.Action.CAST,
        "PATTERN:DTYPE",
        "Convert "
            + tensors
            + ": floats to another float type, rounded to nearest even; integers to a type"
            + " that holds every value. May be repeated.");
    if (use == Use.WRITE) {
      add(
          Rule.Action.SET,
          "NAME=VALUE",
          "Replace the value of a scalar: 'global_step=0'. May be repeated.");
    }
  }

  private void add(Rule.Action action, String label, String description) {
    rules.put(action, Options.repeated(label, description, action.option()));
  }

  private static OptionSpec bareReshape() {
    return OptionSpec.builder(Rule.Action.RESHAPE.option())
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("0..1")
        .fallbackValue(ANY_SHAPE)
        .preprocessor(new OwnValue())
        .paramLabel("PATTERN:[SHAPE]")
        .description(
            "Compare tensors of different shapes but the same number of elements, in"
                + " row-major order: [7, 7, 512, 4096] with [25088, 4096]. With a value, first"
                + " give A's tensors that shape; one extent may be -1.")
        .build();
  }

  /** Leaves the next argument alone unless it looks like a value of the option. */
  private static final class OwnValue implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      boolean isAttached = "=".equals(info.get("separator"));
      if (!isAttached && (args.isEmpty() || !args.peek().matches(".+:\\[[-0-9, ]*]"))) {
        args.push(ANY_SHAPE);
      }
      return false;
    }
  }

  public void addTo(CommandSpec command) {
    command.addOption(maps).addOption(regexMaps).addOption(mapFiles);
    rules.values().forEach(command::addOption);
  }

  private static List<String> texts(OptionSpec option) {
    return Options.given(option, List.of());
  }

  /** True if a tensor of any shape may be compared with one of another. */
  public boolean isAnyShape() {
    return texts(rules.get(Rule.Action.RESHAPE)).contains(ANY_SHAPE);
  }

  /** True if anything is to be changed. */
  public boolean isTyped() {
    return Options.isGiven(maps)
        || Options.isGiven(regexMaps)
        || Options.isGiven(mapFiles)
        || rules.values().stream().anyMatch(Options::isGiven);
  }

  /** True if a rule with that action was typed. */
  public boolean has(Rule.Action action) {
    return rules.containsKey(action)
        && texts(rules.get(action)).stream().anyMatch(text -> !isAnyShape(action, text));
  }

  private static boolean isAnyShape(Rule.Action action, String text) {
    return action == Rule.Action.RESHAPE && text.equals(ANY_SHAPE);
  }

  /** Adds the files that rules are read from to those that are not written. */
  public void addFiles(InputFiles read) throws IOException {
    for (String file : texts(mapFiles)) {
      read.add(TypedPath.of(file));
    }
  }

  /** What was typed, an option with its value each. */
  public List<String> typed() {
    List<OptionSpec> options = new ArrayList<>(List.of(maps, regexMaps, mapFiles));
    options.addAll(rules.values());
    List<String> typed = new ArrayList<>();
    for (OptionSpec option : options) {
      for (String text : texts(option)) {
        boolean isBare = text.equals(ANY_SHAPE) && isAnyShape(Rule.Action.RESHAPE, text);
        typed.add(option.longestName() + (isBare ? "" : " " + text));
      }
    }
    return typed;
  }

  /**
   * The rules that were typed.
   *
   * @throws UsageException if one is not well formed
   */
  public Changes changes(NameOptions names) throws IOException {
    List<Renaming> renamings = new ArrayList<>();
    for (String map : texts(maps)) {
      renamings.add(renaming("--map ", map, Renaming::globs));
    }
    for (String map : texts(regexMaps)) {
      renamings.add(renaming("--map-regex ", map, Renaming::regex));
    }
    List<Rule> parsed = new ArrayList<>();
    for (String file : texts(mapFiles)) {
      addLines(file, names, renamings, parsed);
    }
    for (Map.Entry<Rule.Action, OptionSpec> each : rules.entrySet()) {
      for (String text : texts(each.getValue())) {
        if (!isAnyShape(each.getKey(), text)) {
          parsed.add(rule(each.getKey(), text, names));
        }
      }
    }
    return new Changes(renamings, parsed);
  }

  private static Rule rule(Rule.Action action, String text, NameOptions names) {
    try {
      return Rule.parse(action, text, pattern -> names.pattern(pattern)::matches);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static Renaming renaming(String where, String text, Function<String, Renaming> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(where + e.getMessage(), e);
    }
  }

  private void addLines(String file, NameOptions names, List<Renaming> renamings, List<Rule> parsed)
      throws IOException {
    Path path = TypedPath.of(file);
    if (!Files.isRegularFile(path)) {
      throw new UsageException("--map-from '" + file + "': no such file");
    }
    if (Files.size(path) > LONGEST_FILE) {
      throw new UsageException("--map-from '" + file + "': longer than 64 MiB");
    }
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String rule = line.strip();
      if (rule.isEmpty() || rule.startsWith("#")) {
        continue;
      }
      String where = file + ":" + number + ": ";
      Matcher option = OPTION_LINE.matcher(rule);
      if (!option.matches()) {
        renamings.add(renaming(where, rule, Renaming::globs));
      } else if (option.group(1).equals("--map")) {
        renamings.add(renaming(where, option.group(2), Renaming::globs));
      } else if (option.group(1).equals("--map-regex")) {
        renamings.add(renaming(where, option.group(2), Renaming::regex));
      } else {
        parsed.add(rule(action(where, option.group(1)), option.group(2), names));
      }
    }
  }

  private Rule.Action action(String where, String option) {
    return rules.keySet().stream()
        .filter(action -> action.option().equals(option))
        .findFirst()
        .orElseThrow(() -> new UsageException(where + "no option for changes is " + option));
  }
}
