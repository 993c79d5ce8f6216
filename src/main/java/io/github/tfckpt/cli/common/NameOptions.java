package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.name.NamePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How names are typed and shown. */
public final class NameOptions {

  private final OptionSpec regex =
      Options.flag(
          "Patterns are RE2 regular expressions (no back-references, no look-around) that"
              + " may match anywhere in a name.",
          "-E",
          "--regex");

  private final OptionSpec exclusions =
      Options.repeated(
          "PATTERN", "Leave out tensors that match PATTERN; may be repeated.", "-x", "--exclude");

  private final RoleOption roles = new RoleOption();

  private final ShownNames shown;

  /**
   * Options of a command.
   *
   * @param isForPeople true if the answer is text to read
   */
  public NameOptions(BooleanSupplier isForPeople) {
    shown = ShownNames.either(isForPeople);
  }

  public void addTo(CommandSpec command) {
    command.addOption(regex).addOption(exclusions);
    roles.addTo(command);
    shown.addTo(command);
  }

  public boolean isRegex() {
    return Options.isGiven(regex);
  }

  /** True if {@code --names} was typed. */
  public boolean isTyped() {
    return shown.isTyped();
  }

  /** True if {@code --names full} was typed. */
  public boolean isFull() {
    return shown.isFull();
  }

  /** True if the names that people read are shown, where {@code --names} does not say which. */
  public boolean isForPeople() {
    return shown.isForPeople();
  }

  /** The full names by which tensors are shown and sorted; a tensor without one goes by its key. */
  public FullNames shown(Checkpoint checkpoint) {
    return shown.of(checkpoint);
  }

  public NameFilter filter(List<String> patterns, Checkpoint checkpoint) {
    return new NameFilter(
        patterns(patterns, checkpoint),
        patterns(Options.given(exclusions, List.of()), checkpoint),
        checkpoint.fullNames(),
        roles.of(checkpoint));
  }

  /** True if a tensor is left out by name. */
  public boolean isExcluded(TensorEntry entry, Checkpoint checkpoint) {
    List<NamePattern> excluded = patterns(Options.given(exclusions, List.of()), checkpoint);
    return !new NameFilter(List.of(), excluded, checkpoint.fullNames(), Optional.empty())
        .accepts(entry);
  }

  /** The roles of the tensors that are meant. */
  public RoleOption roles() {
    return roles;
  }

  /**
   * Patterns, each of which also matches what its text is a name of: a key, or an object's path.
   */
  private List<NamePattern> patterns(List<String> texts, Checkpoint checkpoint) {
    List<NamePattern> patterns = new ArrayList<>(texts.size());
    for (String text : texts) {
      patterns.add(pattern(text, checkpoint));
    }
    return patterns;
  }

  private NamePattern pattern(String text, Checkpoint checkpoint) {
    List<TensorEntry> named =
        isRegex() || !checkpoint.hasFullNames() ? List.of() : checkpoint.named(text);
    return named.isEmpty() ? pattern(text) : new NamedTensors(pattern(text), named);
  }

  /** What matches either of two patterns of one text. */
  private record Either(NamePattern one, NamePattern other) implements NamePattern {
    @Override
    public boolean matches(String name) {
      return one.matches(name) || other.matches(name);
    }

    @Override
    public String text() {
      return one.text();
    }
  }

  /** A pattern that also matches some keys. */
  private record NamedTensors(NamePattern pattern, Set<String> keys) implements NamePattern {
    NamedTensors(NamePattern pattern, List<TensorEntry> named) {
      this(pattern, named.stream().map(TensorEntry::name).collect(Collectors.toSet()));
    }

    @Override
    public boolean matches(String name) {
      return keys.contains(name) || pattern.matches(name);
    }

    @Override
    public String text() {
      return pattern.text();
    }
  }

  NamePattern pattern(String text) {
    try {
      return NamePattern.of(text, isRegex());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /** Patterns for tensors of two checkpoints, as {@code -E} says. */
  public List<NamePattern> patterns(
      List<String> texts, Optional<Checkpoint> a, Optional<Checkpoint> b) {
    List<NamePattern> patterns = new ArrayList<>();
    for (String text : texts) {
      NamePattern inA = a.isPresent() ? pattern(text, a.get()) : pattern(text);
      NamePattern inB = b.isPresent() ? pattern(text, b.get()) : pattern(text);
      patterns.add(new Either(inA, inB));
    }
    return patterns;
  }

  /** What is left out of two checkpoints. */
  public List<NamePattern> exclusions(Optional<Checkpoint> a, Optional<Checkpoint> b) {
    return patterns(Options.given(exclusions, List.of()), a, b);
  }
}
