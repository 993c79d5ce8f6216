package io.github.tfckpt.cli.shell;

import io.github.tfckpt.cli.shell.ShellModel.Argument;
import io.github.tfckpt.cli.shell.ShellModel.Command;
import io.github.tfckpt.cli.shell.ShellModel.Kind;
import io.github.tfckpt.cli.shell.ShellModel.Option;
import io.github.tfckpt.cli.shell.ShellModel.Value;
import java.util.List;

/** Completion for fish: a line for each thing that may be typed, and when. */
final class FishCompletion {

  private static final String HEAD =
      """
      # fish completion for tfckpt. To install it:
      #   tfckpt completion fish > ~/.config/fish/completions/tfckpt.fish

      # The arguments so far that are no options: the command, the checkpoint, and what follows.
      function __tfckpt_arguments
        set -l words (commandline -opc)
        set -l skip
        for word in $words[2..-1]
          if set -q skip[1]
            set -e skip
          else if contains -- $word @VALUED@
            set skip 1
          else if not string match -q -- '-*' $word
            echo $word
          end
        end
      end

      # True if the command is one of the names before --, and so many arguments follow it.
      function __tfckpt_at
        set -l arguments (__tfckpt_arguments)
        set -l names
        for name in $argv
          if test $name = --
            set -l count (math (count $arguments) - 1)
            contains -- "$arguments[1]" $names
            and test $count -ge $argv[-2] -a $count -le $argv[-1]
            return
          end
          set -a names $name
        end
        contains -- "$arguments[1]" $names
      end

      # The names in the checkpoint that is on the line already: keys, and full names.
      function __tfckpt_tensors
        set -l program (commandline -opc)[1]
        set -l arguments (__tfckpt_arguments)
        set -q arguments[2]
        or return
        for names in key full
          eval (string escape -- (string replace -r '^~/' $HOME/ -- $program)) list -1 \\
            --names $names -- \\
            (string escape -- (string replace -r '^~/' $HOME/ -- $arguments[2])) 2>/dev/null </dev/null
        end
      end

      complete -c tfckpt -f
      """;

  private static final int MANY = 999_999;

  private FishCompletion() {}

  static String script(List<Command> commands) {
    StringBuilder valued = new StringBuilder();
    for (Command command : commands) {
      for (Option option : command.options()) {
        for (String name : option.value().isPresent() ? option.names() : List.<String>of()) {
          boolean known = (" " + valued + " ").contains(" " + name + " ");
          valued.append(known ? "" : (valued.length() == 0 ? "" : " ") + name);
        }
      }
    }
    StringBuilder out = new StringBuilder(HEAD.replace("@VALUED@", valued.toString()));
    for (Command command : commands) {
      for (String name : command.names()) {
        out.append("complete -c tfckpt -n 'not count (__tfckpt_arguments) >/dev/null' -a ")
            .append(name);
        out.append(" -d ").append(quoted(command.about())).append('\n');
      }
      add(command, out);
    }
    return out.toString();
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
      if (option.value().isPresent() && option.value().get().kind() == Kind.WORD) {
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
      if (argument.value().kind() != Kind.ANYTHING) {
        out.append("complete -c tfckpt -n '__tfckpt_at ").append(names).append(" -- ");
        out.append(index).append(' ').append(argument.many() ? MANY : index).append('\'');
        out.append(action(argument.value())).append('\n');
      }
      index++;
    }
  }

  private static String action(Value value) {
    return switch (value.kind()) {
      case WORD -> " -f -a " + quoted(String.join(" ", value.words()));
      case FILE -> " -F";
      case TENSOR -> " -f -a '(__tfckpt_tensors)'";
      case ANYTHING -> " -f";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
