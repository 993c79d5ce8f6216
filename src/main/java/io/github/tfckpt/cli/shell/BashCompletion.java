package io.github.tfckpt.cli.shell;

import io.github.tfckpt.cli.shell.ShellModel.Argument;
import io.github.tfckpt.cli.shell.ShellModel.Command;
import io.github.tfckpt.cli.shell.ShellModel.Option;
import io.github.tfckpt.cli.shell.ShellModel.Value;
import java.util.List;
import java.util.Locale;

/**
 * Completion for bash. The line is taken apart by the script itself: what bash passes is cut at
 * colons and equals signs, and quoted.
 */
final class BashCompletion {

  private static final String HEAD =
      """
      # bash completion for tfckpt. To load it: source <(tfckpt completion bash)

      # Splits a line into the array words, without quotes; the last one is still being typed.
      _tfckpt_split() {
        local line=$1 word= char quote= begun= i
        words=()
        for ((i = 0; i < ${#line}; i++)); do
          char=${line:i:1}
          if [[ $quote == "'" && $char != "'" ]]; then
            word+=$char
          elif [[ $char == \\\\ ]]; then
            ((++i))
            word+=${line:i:1}
            begun=1
          elif [[ $char == "$quote" ]]; then
            quote=
          elif [[ -z $quote && ( $char == "'" || $char == '"' ) ]]; then
            quote=$char
            begun=1
          elif [[ -z $quote && $char == [[:space:]] ]]; then
            [[ -n $begun ]] && words+=("$word")
            word=
            begun=
          else
            word+=$char
            begun=1
          fi
        done
        words+=("$word")
        quoted=$quote
      }

      # Offers what is read from stdin, a candidate a line, and begins with the word being typed.
      _tfckpt_offer() {
        local candidate before=
        # What stands before the last break in the word is not replaced by bash.
        if [[ -z $quoted && $current == *[:=]* && $COMP_WORDBREAKS == *[:=]* ]]; then
          before=${current%"${current##*[:=]}"}
        fi
        while IFS= read -r candidate; do
          if [[ $candidate == "$current"* ]]; then
            candidate=${candidate#"$before"}
            [[ -z $quoted ]] && printf -v candidate %q "$candidate"
            COMPREPLY+=("$candidate")
          fi
        done
      }

      _tfckpt_words() {
        _tfckpt_offer < <(printf '%s\\n' "$@")
      }

      _tfckpt_files() {
        compopt -o filenames 2>/dev/null
        local IFS=$'\\n'
        COMPREPLY=($(compgen -f -- "$current"))
      }

      # The names in the checkpoint that is on the line already: keys, and full names.
      _tfckpt_tensors() {
        [[ ${#arguments[@]} -eq 0 ]] && return
        local program=${words[0]/#\\~\\//$HOME/} checkpoint=${arguments[0]/#\\~\\//$HOME/} names
        _tfckpt_offer < <(for names in key full; do
          "$program" list -1 --names $names -- "$checkpoint" 2>/dev/null </dev/null
        done | sort -u)
      }

      _tfckpt() {
        local -a words arguments=()
        local quoted current command option valued i
        COMPREPLY=()
        _tfckpt_split "${COMP_LINE:0:COMP_POINT}"
        local last=$((${#words[@]} - 1))
        current=${words[last]}
        command=${words[1]}
        if ((last == 1)); then
          _tfckpt_words @COMMANDS@ --help --version
          return
        fi
        # Options of the command that take the next word.
        case $command in
      @VALUED@
        esac
        for ((i = 2; i < last; i++)); do
          option=
          if [[ " $valued " == *" ${words[i]} "* ]]; then
            option=${words[i]}
            ((++i))
          elif [[ ${words[i]} != -?* ]]; then
            arguments+=("${words[i]}")
          fi
        done
        ((i > last)) || option=
        if [[ $current == --*=* ]]; then
          option=${current%%=*}
          current=${current#*=}
        fi
        case $command in
      """;

  private static final String TAIL =
      """
        esac
      }
      complete -F _tfckpt tfckpt
      """;

  private BashCompletion() {}

  static String script(List<Command> commands) {
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
    String head =
        HEAD.replace("@COMMANDS@", names.toString())
            .replace("@VALUED@", valued.toString().stripTrailing());
    return head + cases + TAIL;
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
    return switch (value.kind()) {
      case WORD -> "_tfckpt_words " + String.join(" ", value.words());
      case ANYTHING -> "";
      default -> "_tfckpt_" + value.kind().name().toLowerCase(Locale.ROOT) + "s";
    };
  }
}
