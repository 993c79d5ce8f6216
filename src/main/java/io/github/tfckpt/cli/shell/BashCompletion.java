package io.github.tfckpt.cli.shell;

import io.github.tfckpt.cli.shell.ShellModel.Argument;
import io.github.tfckpt.cli.shell.ShellModel.Command;
import io.github.tfckpt.cli.shell.ShellModel.Option;
import io.github.tfckpt.cli.shell.ShellModel.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Completion for bash. The line is taken apart by the script itself: what bash passes is cut at
 * colons and equals signs, and quoted.
 */
final class BashCompletion {

  private BashCompletion() {}

  static String script(List<Command> commands) throws IOException {
    StringBuilder names = new StringBuilder();
    StringBuilder valued = new StringBuilder();
    StringBuilder cases = new StringBuilder();
    for (Command command : commands) {
      names.append(names.length() == 0 ? "" : " ").append(String.join(" ", command.names()));
      valued.append("    ").append(String.join(" | ", command.names())).append(") valued='");
      String separator = "";
      for (Option option : command.options()) {
        for (String name : option.value().isPresent() ? option.names() : List.<String>of()) {
          valued.append(separator).append(name);
          separator = " ";
        }
      }
      valued.append("' ;;\n");
      add(command, cases);
    }
    return CompletionCommand.template("bash")
        .replace("@COMMANDS@", names)
        .replace("@VALUED@", valued.toString().stripTrailing())
        .replace("@CASES@\n", cases);
  }

  private static void add(Command command, StringBuilder out) {
    out.append("    ").append(String.join(" | ", command.names())).append(")\n");
    out.append("      case $option in\n");
    for (Option option : command.options()) {
      if (option.value().isPresent()) {
        out.append("        ").append(String.join(" | ", option.names())).append(") ");
        out.append(action(option.value().get())).append(" ;;\n");
      }
    }
    out.append("        *)\n          if [[ $current == -* ]]; then\n            _tfckpt_words");
    for (Option option : command.options()) {
      for (String name : option.names()) {
        out.append(' ').append(name);
      }
    }
    out.append("\n          else\n            case ${#arguments[@]} in\n");
    int index = 0;
    for (Argument argument : command.arguments()) {
      out.append("              ").append(argument.many() ? "*" : Integer.toString(index++));
      out.append(") ").append(action(argument.value())).append(" ;;\n");
    }
    out.append("            esac\n          fi ;;\n      esac ;;\n");
  }

  private static String action(Value value) {
    return switch (value.candidates()) {
      case WORD -> "_tfckpt_words " + String.join(" ", value.words());
      case ANYTHING -> "";
      default -> "_tfckpt_" + value.candidates().name().toLowerCase(Locale.ROOT) + "s";
    };
  }
}
