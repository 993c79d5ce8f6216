package io.github.tfckpt.change;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a command: what becomes of the names of tensors, and of their elements. They take
 * effect in this order, however they were typed: names, {@code --reverse}, {@code --transpose},
 * {@code --reshape}, {@code --cast}, {@code --set}. Patterns match any name of a tensor, those that
 * it had and the one that it gets.
 *
 * <p>This remembers which rules were about a tensor, for {@link #unused}. For one thread.
 */
public final class Changes {

  private final List<Renaming> renamings;

  /** The rules about one name each, by that name: the first counts. */
  private final Map<String, Integer> literal = new HashMap<>();

  /** The indices of the others. */
  private final List<Integer> wild = new ArrayList<>();

  private final List<Rule> rules;
  private final BitSet usedRenamings = new BitSet();
  private final BitSet usedRules = new BitSet();

  /**
   * Some rules.
   *
   * @param renamings in the order in which they are tried: the first that matches counts
   * @param rules in any order; those of one action follow one another as they do here
   */
  public Changes(List<Renaming> renamings, List<Rule> rules) {
    this.renamings = List.copyOf(renamings);
    this.rules = rules.stream().sorted(Comparator.comparing(Rule::action)).toList();
    for (int i = 0; i < renamings.size(); i++) {
      Optional<String> name = renamings.get(i).literal();
      if (name.isPresent()) {
        literal.putIfAbsent(name.get(), i);
      } else {
        wild.add(i);
      }
    }
  }

  /** {@return no rules} */
  public static Changes none() {
    return new Changes(List.of(), List.of());
  }

  /** {@return true if a tensor may get another name} */
  public boolean hasRenamings() {
    return !renamings.isEmpty();
  }

  /** {@return true if elements may change} */
  public boolean hasRules() {
    return !rules.isEmpty();
  }

  /**
   * {@return the new name of a tensor; empty if no rule is about it}
   *
   * @param names everything that it is called; where a rule matches several, the first counts
   * @throws IllegalArgumentException if a rule speaks of a group that its expression lacks
   */
  public Optional<String> rename(List<String> names) {
    int first = renamings.size();
    for (String name : names) {
      first = Math.min(first, literal.getOrDefault(name, first));
    }
    for (int index : wild) {
      if (index > first) {
        break;
      }
      Optional<String> renamed = renamings.get(index).first(names);
      if (renamed.isPresent()) {
        usedRenamings.set(index);
        return renamed;
      }
    }
    if (first == renamings.size()) {
      return Optional.empty();
    }
    usedRenamings.set(first);
    return renamings.get(first).first(names);
  }

  /**
   * {@return what is done to the elements of a tensor; empty if no rule is about it}
   *
   * @param names everything that it is called, the name for messages first
   * @param dtype of the tensor
   * @param shape of the tensor
   * @throws IllegalArgumentException if a rule is about it that cannot be applied; the message says
   *     why
   */
  public Optional<Change> of(List<String> names, DType dtype, Shape shape) {
    Optional<Change> change = Optional.empty();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).isAbout(names)) {
        usedRules.set(i);
        Change before = change.orElseGet(() -> Change.none(dtype, shape));
        change = Optional.of(rules.get(i).after(before, names.get(0)));
      }
    }
    return change;
  }

  /**
   * Notes which rules are about a tensor that is not changed.
   *
   * @param names everything that it is called
   */
  public void note(List<String> names) {
    if (usedRenamings.cardinality() < renamings.size()) {
      rename(names);
    }
    for (int i = usedRules.nextClearBit(0); i < rules.size(); i = usedRules.nextClearBit(i + 1)) {
      usedRules.set(i, rules.get(i).isAbout(names));
    }
  }

  /** {@return the first rule that has been about no tensor so far, as it was typed} */
  public Optional<String> unused() {
    int renaming = usedRenamings.nextClearBit(0);
    if (renaming < renamings.size()) {
      return Optional.of("'" + renamings.get(renaming).text() + "'");
    }
    int rule = usedRules.nextClearBit(0);
    return rule < rules.size() ? Optional.of(rules.get(rule).toString()) : Optional.empty();
  }
}
