package io.github.tfckpt.cli.common;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.verify.Part;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which part of the work to do when several jobs share it. */
public final class PartOption {

  private final OptionSpec part =
      Options.value(
          String.class,
          "I/N",
          "Process only part I of N. Parts have about the same number of bytes; together"
              + " they cover everything.",
          "--part");

  void addTo(CommandSpec command) {
    command.addOption(part);
  }

  /** The tensors of a part. */
  public static List<TensorEntry> of(Part part, List<TensorEntry> all) {
    return part.isWhole() ? all : part.of(all, entry -> entry.bytes().orElse(0));
  }

  /** Which part it is as a field of JSON, which the whole does not have. */
  public static Optional<String> field(Part part) {
    return part.isWhole() ? Optional.empty() : Optional.of(part.toString());
  }

  Part part() {
    String typed = Options.given(part, Part.WHOLE.toString());
    int slash = typed.indexOf('/');
    try {
      if (slash > 0) {
        int number = Integer.parseInt(typed.substring(0, slash));
        return new Part(number, Integer.parseInt(typed.substring(slash + 1)));
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("--part is '" + typed + "', not I/N with I from 1 to N", e);
    }
    throw new UsageException("--part is '" + typed + "', not I/N with I from 1 to N");
  }
}
