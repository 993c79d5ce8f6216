package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.FullNames;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How names are shown. People are shown the full name of a tensor wherever it has one that no other
 * has; programs get keys as names, with full names beside them.
 */
public final class ShownNames {

  /** The name by which a tensor is shown. */
  enum Shown {
    KEY,
    FULL
  }

  private static final String EITHER =
      "Show stored keys, or full names from the TF2 object graph. Default: full names"
          + " in text, where they are unique; keys in other formats. You can always type"
          + " either.";

  private static final String BOTH =
      "Text: show only stored keys, or only full names from the TF2 object graph. Default: both.";

  private final BooleanSupplier isForPeople;
  private final OptionSpec option;

  private ShownNames(BooleanSupplier isForPeople, String description) {
    this.isForPeople = isForPeople;
    option = Options.value(String.class, "key|full", description, "--names");
  }

  /**
   * The option of a command whose answer has one name for a tensor.
   *
   * @param isForPeople true if the answer is text to read
   */
  public static ShownNames either(BooleanSupplier isForPeople) {
    return new ShownNames(isForPeople, EITHER);
  }

  /** The option of a command whose text has both names. */
  public static ShownNames both() {
    return new ShownNames(() -> true, BOTH);
  }

  public void addTo(CommandSpec command) {
    command.addOption(option);
  }

  /** True if the option was typed. */
  boolean isTyped() {
    return !Options.given(option, "").isEmpty();
  }

  /** True if {@code --names full} was typed. */
  public boolean isFull() {
    return isTyped(Shown.FULL);
  }

  /** True if {@code --names key} was typed. */
  public boolean isKey() {
    return isTyped(Shown.KEY);
  }

  private boolean isTyped(Shown wanted) {
    return isTyped() && Options.choice(option, wanted) == wanted;
  }

  /** True if the names that people read are shown, where the option does not say which. */
  boolean isForPeople() {
    return isForPeople.getAsBoolean() && !isKey();
  }

  /** The full names by which tensors are shown and sorted; a tensor without one goes by its key. */
  public FullNames of(Checkpoint checkpoint) {
    if (isFull()) {
      return checkpoint.fullNames();
    }
    return isForPeople() ? checkpoint.shownNames() : FullNames.none();
  }
}
