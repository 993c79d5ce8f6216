package io.github.tfckpt.cli;

import io.github.tfckpt.cli.diff.DiffCommand;
import io.github.tfckpt.cli.digest.DigestCommand;
import io.github.tfckpt.cli.dump.DumpCommand;
import io.github.tfckpt.cli.export.AverageCommand;
import io.github.tfckpt.cli.export.ExportCommand;
import io.github.tfckpt.cli.find.FindCommand;
import io.github.tfckpt.cli.history.HistoryCommand;
import io.github.tfckpt.cli.info.InfoCommand;
import io.github.tfckpt.cli.list.ListCommand;
import io.github.tfckpt.cli.objects.ObjectsCommand;
import io.github.tfckpt.cli.report.ReportCommand;
import io.github.tfckpt.cli.shell.CompletionCommand;
import io.github.tfckpt.cli.stats.StatsCommand;
import io.github.tfckpt.cli.verify.VerifyCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands by name, as the help of tfckpt lists them: building all of them only for that takes
 * twice as long as the help itself.
 */
final class CommandList {

  static final String HELP_HEADER = "Prints help for a command.";

  /** In the order of the help: name, header, another name. */
  private static final String[][] COMMANDS = {
    {"list", ListCommand.HEADER, "ls"},
    {"dump", DumpCommand.HEADER, "cat"},
    {"digest", DigestCommand.HEADER},
    {"diff", DiffCommand.HEADER},
    {"stats", StatsCommand.HEADER},
    {"verify", VerifyCommand.HEADER},
    {"info", InfoCommand.HEADER},
    {"objects", ObjectsCommand.HEADER},
    {"find", FindCommand.HEADER},
    {"export", ExportCommand.HEADER, "convert"},
    {"average", AverageCommand.HEADER},
    {"report", ReportCommand.HEADER},
    {"history", HistoryCommand.HEADER},
    {"completion", CompletionCommand.HEADER},
    {"help", HELP_HEADER}
  };

  private CommandList() {}

  /** True if a command line asks only which commands there are, or for nothing at all. */
  static boolean answers(String... args) {
    return args.length == 0
        || (args.length == 1 && List.of("help", "--help", "-h").contains(args[0]));
  }

  /** The commands, without help, which is the parser's. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String[] command : COMMANDS) {
      names.add(command[0]);
    }
    names.remove("help");
    return names;
  }

  /** True if a word names a command. */
  static boolean has(String word) {
    for (String[] command : COMMANDS) {
      if (command[0].equals(word) || (command.length > 2 && command[2].equals(word))) {
        return true;
      }
    }
    return false;
  }

  /** Adds each command with what the list says of it, and nothing else. */
  static void addTo(CommandLine root) {
    for (String[] command : COMMANDS) {
      CommandSpec spec = CommandSpec.create();
      spec.usageMessage().header(command[1]);
      spec.aliases(Arrays.copyOfRange(command, 2, command.length));
      root.addSubcommand(command[0], spec);
    }
  }
}
