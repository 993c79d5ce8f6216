package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.RoleClassifier;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.render.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The roles of the tensors that are meant. A copy under another key has the role of the first. */
public final class RoleOption {

  private final OptionSpec roles =
      Options.words(
          words(),
          "ROLE",
          "Only tensors with one of these roles, separated by commas: weights, optimizer,"
              + " average (a moving average of a weight that is there too), counters,"
              + " bookkeeping, constant (a shape or an axis in a graph).",
          "--role");

  void addTo(CommandSpec command) {
    command.addOption(roles);
  }

  /**
   * The roles that were typed.
   *
   * @throws UsageException if there is no such role
   */
  Set<Role> roles() {
    Set<Role> typed = EnumSet.noneOf(Role.class);
    for (String word : Options.given(roles, "").split(",", -1)) {
      typed.add(role(word.strip()));
    }
    return typed;
  }

  boolean isGiven() {
    return roles.getValue() != null;
  }

  private static Role role(String word) {
    for (Role role : Role.values()) {
      if (role != Role.ALIAS && role.label().equals(word)) {
        return role;
      }
    }
    throw new UsageException("--role is '" + word + "', not " + Options.enumerated(words()));
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Role role : Role.values()) {
      if (role != Role.ALIAS) {
        words.add(role.label());
      }
    }
    return words;
  }

  /** Which tensors of a checkpoint have one of the roles; empty if it does not matter. */
  public Optional<Predicate<TensorEntry>> of(Checkpoint checkpoint) {
    if (!isGiven()) {
      return Optional.empty();
    }
    Set<Role> wanted = roles();
    RoleClassifier census = RoleClassifier.of(checkpoint);
    return Optional.of(entry -> wanted.contains(census.role(entry)));
  }

  /**
   * What was asked for and is not there, a message each: roles that no tensor has, or else the fact
   * that no tensor is left.
   *
   * @param searched the checkpoints that were asked
   * @param isNoneLeft true if patterns and roles together leave nothing
   */
  public List<String> unmet(List<Checkpoint> searched, boolean isNoneLeft) {
    List<String> unmet = new ArrayList<>();
    if (!isGiven()) {
      return unmet;
    }
    Map<Role, Long> there = new EnumMap<>(Role.class);
    for (Checkpoint each : searched) {
      Totals totals = RoleClassifier.of(each).totals(each.tensors());
      for (Role role : Role.values()) {
        if (role != Role.ALIAS && totals.of(role).tensors() > 0) {
          there.merge(role, totals.of(role).tensors(), Long::sum);
        }
      }
    }
    List<String> counts = new ArrayList<>();
    there.forEach((role, count) -> counts.add(role.label() + " (" + Quantity.count(count) + ")"));
    String present =
        counts.isEmpty() ? "; there are none" : "; there are " + String.join(", ", counts);
    for (Role role : roles()) {
      if (!there.containsKey(role)) {
        unmet.add("no tensor has the role " + role.label() + present);
      }
    }
    if (unmet.isEmpty() && isNoneLeft) {
      unmet.add("--role " + Options.given(roles, "") + " leaves none of these tensors" + present);
    }
    return unmet;
  }
}
