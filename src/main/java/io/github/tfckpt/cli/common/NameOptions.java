package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.name.FullNames;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.name.NamePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How names are given and shown. */
public final class NameOptions {

  /** Which name a tensor is shown by. */
  enum Shown {
    KEY,
    FULL
  }

  private final OptionSpec regex =
      Options.flag("Patterns are regular expressions, found anywhere in a name.", "-E", "--regex");

  private final OptionSpec exclusions =
      Options.repeated(
          "PATTERN", "Leave out tensors of these names; may be repeated.", "-x", "--exclude");

  private final OptionSpec shown =
      Options.value(
          String.class,
          "key|full",
          "Show the stored key (default), or the name that a TF2 object graph gives the tensor."
              + " Both are understood wherever a name is typed.",
          "--names");

  public void addTo(CommandSpec command) {
    command.addOption(regex).addOption(exclusions).addOption(shown);
  }

  public boolean isRegex() {
    return Options.isGiven(regex);
  }

  /** True if full names stand in for keys. */
  public boolean isFull() {
    return Options.choice(shown, Shown.KEY) == Shown.FULL;
  }

  /** The names by which tensors are shown and sorted: none if that is their keys. */
  public FullNames shown(Checkpoint checkpoint) {
    return isFull() ? checkpoint.fullNames() : FullNames.none();
  }

  public NameFilter filter(List<String> patterns, Checkpoint checkpoint) {
    return new NameFilter(
        parsed(patterns), parsed(Options.given(exclusions, List.of())), checkpoint.fullNames());
  }

  public NamePattern pattern(String text) {
    try {
      return NamePattern.of(text, isRegex());
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "'" + text + "' is no regular expression: " + e.getDescription() + " at " + e.getIndex());
    }
  }

  /** Patterns, as {@code -E} says. */
  public List<NamePattern> patterns(List<String> texts) {
    return parsed(texts);
  }

  /** What is left out. */
  public List<NamePattern> exclusions() {
    return parsed(Options.given(exclusions, List.of()));
  }

  private List<NamePattern> parsed(List<String> texts) {
    List<NamePattern> patterns = new ArrayList<>(texts.size());
    for (String text : texts) {
      patterns.add(pattern(text));
    }
    return patterns;
  }
}
