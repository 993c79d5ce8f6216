package io.github.tfckpt.cli.common;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which part of the work to do when several jobs share it. */
public final class PartOption {

  private final OptionSpec part =
      Options.value(
          String.class,
          "I/N",
          "Do only part I of N; the parts are about equal in bytes, and together they are all.",
          "--part");

  void addTo(CommandSpec command) {
    command.addOption(part);
  }

  /** The tensors of a part. */
  public static List<TensorEntry> of(Part part, List<TensorEntry> all) {
    return part.isWhole() ? all : part.of(all, entry -> entry.bytes().orElse(0));
  }

  /** Adds the part to a JSON object, unless it is the whole. */
  public static void json(Part part, TextOut out) throws IOException {
    if (!part.isWhole()) {
      out.text(",\"part\":").json(part.toString());
    }
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
