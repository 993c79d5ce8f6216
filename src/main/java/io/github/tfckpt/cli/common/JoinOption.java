package io.github.tfckpt.cli.common;

import io.github.tfckpt.change.Join;
import io.github.tfckpt.checkpoint.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Tensors that are pieces of one, taken as one: {@code --join}. */
public final class JoinOption {

  private final OptionSpec joins;

  /**
   * The option of a command.
   *
   * @param tensors whose tensors are joined: {@code A's tensors}
   */
  public JoinOption(String tensors) {
    joins =
        Options.repeated(
            "PATTERN[:AXIS]",
            "Join "
                + tensors
                + " that were split by hand: 'w_*' joins w_0, w_1... into w, in numerical order,"
                + " along axis 0 or AXIS (counted from the end if negative). They must have the"
                + " same type and shape. May be repeated; applied before all other changes.",
            "--join");
  }

  public void addTo(CommandSpec command) {
    command.addOption(joins);
  }

  /** What was typed, the option with its value each. */
  public List<String> typed() {
    return Options.given(joins, List.<String>of()).stream()
        .map(text -> joins.longestName() + " " + text)
        .toList();
  }

  /**
   * A checkpoint with its tensors joined, which takes its place.
   *
   * @throws UsageException if a rule is not well formed, or does not fit; nothing is open then
   */
  public Checkpoint apply(Checkpoint open) throws IOException {
    List<String> typed = Options.given(joins, List.of());
    if (typed.isEmpty()) {
      return open;
    }
    try {
      List<Join> rules = new ArrayList<>();
      for (String text : typed) {
        rules.add(Join.parse(text));
      }
      return open.joined(rules);
    } catch (IllegalArgumentException e) {
      open.close();
      throw new UsageException(e.getMessage(), e);
    }
  }
}
