package io.github.tfckpt.cli.shell;

import io.github.tfckpt.cli.shell.ShellModel.Argument;
import io.github.tfckpt.cli.shell.ShellModel.Command;
import io.github.tfckpt.cli.shell.ShellModel.Option;
import io.github.tfckpt.cli.shell.ShellModel.Value;
import java.io.IOException;
import java.util.List;

/** Completion for zsh, by its own {@code _arguments}. */
final class ZshCompletion {

  private ZshCompletion() {}

  static String script(List<Command> commands) throws IOException {
    StringBuilder names = new StringBuilder();
    StringBuilder out = new StringBuilder();
    for (Command command : commands) {
      for (String name : command.names()) {
        names.append("      ").append(quoted(name + ":" + command.about())).append('\n');
      }
    }
    for (Command command : commands) {
      out.append("    ").append(String.join("|", command.names())).append(")\n");
      out.append("      _arguments -s");
      for (Option option : command.options()) {
        out.append(" \\\n        ").append(spec(option));
      }
      for (Argument argument : command.arguments()) {
        String place = argument.many() ? "*" : "";
        out.append(" \\\n        ").append(quoted(place + value(argument.value())));
      }
      out.append(" ;;\n");
    }
    return CompletionCommand.template("zsh")
        .replace("@COMMANDS@\n", names)
        .replace("@CASES@\n", out);
  }

  /** An option as {@code _arguments} wants it, its spellings in braces. */
  private static String spec(Option option) {
    StringBuilder text = new StringBuilder();
    String all = String.join(" ", option.names());
    text.append(quoted(option.repeats() ? "*" : "(" + all + ")"));
    String separator = "{";
    for (String name : option.names()) {
      boolean isLong = name.startsWith("--");
      String mark = option.value().isEmpty() ? "" : isLong ? "=" : "+";
      text.append(separator).append(name).append(mark);
      separator = ",";
    }
    String about = "[" + escaped(option.about(), "[]:") + "]";
    // A single spelling is no brace expansion.
    String spelled =
        option.names().size() == 1 ? text.toString().replace("{", "") : text.append('}').toString();
    return spelled + quoted(about + option.value().map(ZshCompletion::value).orElse(""));
  }

  private static String value(Value value) {
    String action =
        switch (value.candidates()) {
          case WORD -> "(" + String.join(" ", value.words()) + ")";
          case FILE -> "_files";
          case CHECKPOINT -> "_tfckpt_checkpoints";
          case TENSOR -> "_tfckpt_tensors";
          case ANYTHING -> " ";
        };
    return ":" + escaped(value.label(), ":") + ":" + action;
  }

  private static String escaped(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      escaped.append(special.indexOf(text.charAt(i)) >= 0 ? "\\" : "").append(text.charAt(i));
    }
    return escaped.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
