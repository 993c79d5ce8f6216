package io.github.tfckpt.cli.pairs;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Rule;
import io.github.tfckpt.cli.common.ChangeOptions;
import io.github.tfckpt.cli.common.InputFiles;
import io.github.tfckpt.cli.common.JoinOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Tolerance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How the values of two checkpoints are compared, and what is done to those of A first. */
public final class ComparisonOptions {

  /** Whether two NaN are the same value. */
  enum Nan {
    EQUAL,
    DIFFER
  }

  private final OptionSpec atol =
      Options.value(
          Double.class,
          "X",
          "Count values as close if |a-b| <= atol + rtol*|b| (default 0).",
          "--atol");

  private final OptionSpec rtol =
      Options.value(Double.class, "X", "See --atol (default 0).", "--rtol");

  private final OptionSpec nan =
      Options.value(
          String.class, "equal|differ", "Whether NaN equals NaN (default equal).", "--nan");

  private final OptionSpec ignoreDtype =
      Options.flag("Compare values of different types: float32 with bfloat16.", "--ignore-dtype");

  private final JoinOption join = new JoinOption("A's tensors");
  private final ChangeOptions changes = new ChangeOptions(ChangeOptions.Use.COMPARE);

  public void addTo(CommandSpec command) {
    command.addOption(atol).addOption(rtol).addOption(nan).addOption(ignoreDtype);
    join.addTo(command);
    changes.addTo(command);
  }

  /** Refuses bounds that nothing is within. */
  public void check() {
    if (!(atol() >= 0 && rtol() >= 0)) {
      throw new UsageException("--atol and --rtol must not be negative");
    }
    isNanEqual();
  }

  private double atol() {
    return Options.given(atol, 0.0);
  }

  private double rtol() {
    return Options.given(rtol, 0.0);
  }

  private boolean isNanEqual() {
    return Options.choice(nan, Nan.EQUAL) == Nan.EQUAL;
  }

  /** True if it takes the values themselves to tell whether they are the same. */
  public boolean isOfValues() {
    return atol() > 0 || rtol() > 0 || !isNanEqual();
  }

  public boolean isIgnoringDtype() {
    return Options.isGiven(ignoreDtype);
  }

  /** True if a rule with that action was typed. */
  public boolean has(Rule.Action action) {
    return changes.has(action);
  }

  /** True if anything is to be changed. */
  public boolean isChanging() {
    return changes.isTyped();
  }

  /** What was typed of how values are compared, an option with its value each. */
  public List<String> typed() {
    List<String> typed = new ArrayList<>();
    for (OptionSpec option : List.of(atol, rtol, nan)) {
      if (option.getValue() != null) {
        typed.add(option.longestName() + " " + option.originalStringValues().get(0));
      }
    }
    if (isIgnoringDtype()) {
      typed.add(ignoreDtype.longestName());
    }
    return typed;
  }

  /** What was typed of what is done to A, an option with its value each. */
  public List<String> typedChanges() {
    List<String> typed = new ArrayList<>(join.typed());
    typed.addAll(changes.typed());
    return typed;
  }

  /** Which of A's tensors are one, before anything else is done to them. */
  public JoinOption join() {
    return join;
  }

  /**
   * What is changed of A's tensors before they are compared.
   *
   * @param output refuses to write to the files of rules
   */
  public Changes changes(NameOptions names, OutputOptions output) throws IOException {
    InputFiles read = new InputFiles();
    changes.addFiles(read);
    output.spare(read);
    return changes.changes(names);
  }

  /** What values are compared by. */
  public DiffOptions options(int threads) {
    Tolerance tolerance = new Tolerance(atol(), rtol(), isNanEqual());
    return new DiffOptions(tolerance, isIgnoringDtype(), changes.isAnyShape(), threads);
  }
}
