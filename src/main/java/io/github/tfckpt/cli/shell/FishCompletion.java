package io.github.tfckpt.cli.shell;

import io.github.tfckpt.cli.shell.ShellModel.Argument;
import io.github.tfckpt.cli.shell.ShellModel.Candidates;
import io.github.tfckpt.cli.shell.ShellModel.Command;
import io.github.tfckpt.cli.shell.ShellModel.Option;
import io.github.tfckpt.cli.shell.ShellModel.Value;
import java.io.IOException;
import java.util.List;

/** Completion for fish: a line for each thing that may be typed, and when. */
final class FishCompletion {

  private static final int MANY = 999_999;

  private FishCompletion() {}

  static String script(List<Command> commands) throws IOException {
    StringBuilder valued = new StringBuilder();
    for (Command command : commands) {
      for (Option option : command.options()) {
        for (String name : option.value().isPresent() ? option.names() : List.<String>of()) {
          boolean known = (" " + valued + " ").contains(" " + name + " ");
          valued.append(known ? "" : (valued.length() == 0 ? "" : " ") + name);
        }
      }
    }
    StringBuilder out = new StringBuilder();
    for (Command command : commands) {
      for (String name : command.names()) {
        out.append("complete -c tfckpt -n 'not count (__tfckpt_arguments) >/dev/null' -a ")
            .append(name);
        out.append(" -d ").append(quoted(command.about())).append('\n');
      }
      add(command, out);
    }
    return CompletionCommand.template("fish")
        .replace("@VALUED@", valued)
        .replace("@COMPLETIONS@\n", out);
  }

  private static void add(Command command, StringBuilder out) {
    String names = String.join(" ", command.names());
    for (Option option : command.options()) {
      StringBuilder line = new StringBuilder("complete -c tfckpt -n '__tfckpt_at ");
      line.append(names).append('\'');
      for (String name : option.names()) {
        line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
      }
      // Words stand on a line of their own: each would have the description of the option.
      if (option.value().isPresent() && option.value().get().candidates() == Candidates.WORD) {
        out.append(line).append(" -r").append(action(option.value().get())).append('\n');
        out.append(line).append(" -r -f");
      } else {
        out.append(line);
        out.append(option.value().map(value -> " -r" + action(value)).orElse(""));
      }
      out.append(" -d ").append(quoted(option.about())).append('\n');
    }
    int index = 0;
    for (Argument argument : command.arguments()) {
      if (argument.value().candidates() != Candidates.ANYTHING) {
        out.append("complete -c tfckpt -n '__tfckpt_at ").append(names).append(" -- ");
        out.append(index).append(' ').append(argument.many() ? MANY : index).append('\'');
        out.append(action(argument.value())).append('\n');
      }
      index++;
    }
  }

  private static String action(Value value) {
    return switch (value.candidates()) {
      case WORD -> " -f -a " + quoted(String.join(" ", value.words()));
      case FILE -> " -F";
      case CHECKPOINT -> " -f -k -a '(__tfckpt_checkpoints)'";
      case TENSOR -> " -f -a '(__tfckpt_tensors)'";
      case ANYTHING -> " -f";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
