package io.github.tfckpt.cli.shell;

import io.github.tfckpt.cli.shell.ShellModel.Argument;
import io.github.tfckpt.cli.shell.ShellModel.Command;
import io.github.tfckpt.cli.shell.ShellModel.Option;
import io.github.tfckpt.cli.shell.ShellModel.Value;
import java.util.List;

/** Completion for zsh, by its own {@code _arguments}. */
final class ZshCompletion {

  private static final String HEAD =
      """
      #compdef tfckpt
      # zsh completion for tfckpt. To load it, behind compinit: source <(tfckpt completion zsh)

      # The names in the checkpoint that is on the line already: keys, and full names.
      _tfckpt_tensors() {
        local -a names
        local checkpoint=${${(Q)line[1]}/#\\~\\//$HOME/} which
        for which in key full; do
          names+=(${(f)"$($program list -1 --names $which -- $checkpoint 2>/dev/null </dev/null)"})
        done
        names=(${(u)names})
        compadd -a names
      }

      _tfckpt() {
        local curcontext=$curcontext state program=${${(Q)words[1]}/#\\~\\//$HOME/}
        local -a line commands
        local -A opt_args
        _arguments -C ': :->command' '*:: :->arguments'
        if [[ $state == command ]]; then
          commands=(
      """;

  private static final String MIDDLE =
      """
          )
          _describe -t commands command commands
          return
        fi
        case $words[1] in
      """;

  private static final String TAIL =
      """
        esac
      }

      if [[ $funcstack[1] == _tfckpt ]]; then
        _tfckpt "$@"
      else
        compdef _tfckpt tfckpt
      fi
      """;

  private ZshCompletion() {}

  static String script(List<Command> commands) {
    StringBuilder out = new StringBuilder(HEAD);
    for (Command command : commands) {
      for (String name : command.names()) {
        out.append("      ").append(quoted(name + ":" + command.about())).append('\n');
      }
    }
    out.append(MIDDLE);
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
    return out.append(TAIL).toString();
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
        switch (value.kind()) {
          case WORD -> "(" + String.join(" ", value.words()) + ")";
          case FILE -> "_files";
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
