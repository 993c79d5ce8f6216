package io.github.tfckpt.cli;

import io.github.tfckpt.cli.common.Failures;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TemporaryFiles;
import io.github.tfckpt.cli.common.TerminalWidth;
import io.github.tfckpt.cli.diff.DiffCommand;
import io.github.tfckpt.cli.digest.DigestCommand;
import io.github.tfckpt.cli.dump.DumpCommand;
import io.github.tfckpt.cli.export.ExportCommand;
import io.github.tfckpt.cli.find.FindCommand;
import io.github.tfckpt.cli.info.InfoCommand;
import io.github.tfckpt.cli.list.ListCommand;
import io.github.tfckpt.cli.objects.ObjectsCommand;
import io.github.tfckpt.cli.shell.CompletionCommand;
import io.github.tfckpt.cli.stats.StatsCommand;
import io.github.tfckpt.cli.verify.VerifyCommand;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line: builds the command that was asked for, runs it, and exits. */
public final class Main {

  /** Columns of help: fewer are not possible, more are not read with pleasure. */
  private static final int LEAST_WIDTH = 55;

  private static final int MOST_WIDTH = 100;

  /** In the order in which help tells them. */
  private static final String[] COMMANDS = {
    "list",
    "dump",
    "digest",
    "diff",
    "stats",
    "verify",
    "info",
    "objects",
    "find",
    "export",
    "completion"
  };

  private Main() {}

  public static void main(String[] args) {
    int code = run(Streams.system(), args);
    TemporaryFiles.awaitEnd();
    System.exit(code);
  }

  /** Runs one command line on streams of the caller's; the result is the exit code. */
  public static int run(InputStream in, OutputStream out, OutputStream err, String... args) {
    return run(Streams.of(in, out, err), args);
  }

  public static int run(Streams streams, String... typed) {
    // Behind it there are no options, and before the command there are none anyway.
    boolean dashed = typed.length > 0 && typed[0].equals("--");
    String[] args = dashed ? Arrays.copyOfRange(typed, 1, typed.length) : typed;
    // Types that no option has; to look for them takes longer than to list a small checkpoint.
    System.setProperty("picocli.converters.excludes", "java.*");
    boolean colour = streams.outIsTerminal() && !streams.plain();
    System.setProperty("picocli.ansi", Boolean.toString(colour));
    Failures failures = new Failures(streams);
    try {
      CommandLine root = commandLine(streams, failures, args.length == 0 ? "" : args[0]);
      HelpOutput help = new HelpOutput(streams.out());
      root.setOut(new PrintWriter(new OutputStreamWriter(help, StandardCharsets.UTF_8)));
      if (streams.outIsTerminal() && asksForHelp(args)) {
        root.setUsageHelpWidth(TerminalWidth.within(LEAST_WIDTH, MOST_WIDTH));
        root.setColorScheme(helpColours());
      }
      int code = root.execute(args);
      root.getOut().flush();
      return help.failure().isEmpty() ? code : failures.tell(help.failure().get());
    } catch (OutOfMemoryError e) {
      return failures.outOfMemory();
    } catch (LinkageError e) {
      return failures.linkage(e);
    } catch (StackOverflowError e) {
      return failures.bug(e);
    }
  }

  /** Legible on any background, which the parser's own yellow is not. */
  private static CommandLine.Help.ColorScheme helpColours() {
    return new CommandLine.Help.ColorScheme.Builder()
        .commands(CommandLine.Help.Ansi.Style.bold)
        .options(CommandLine.Help.Ansi.Style.bold)
        .parameters(CommandLine.Help.Ansi.Style.bold)
        .optionParams(CommandLine.Help.Ansi.Style.italic)
        .build();
  }

  private static boolean asksForHelp(String... args) {
    for (String arg : args) {
      if (arg.equals("help") || arg.equals("--help") || arg.equals("-h")) {
        return true;
      }
    }
    return false;
  }

  /** The root with the one subcommand that {@code first} names, or with all of them. */
  static CommandLine commandLine(Streams streams, Failures failures, String first) {
    CommandLine root = new CommandLine(new RootCommand(streams).spec());
    // Building a command costs more than running it: the others are left out.
    Optional<CommandSpec> asked = command(first, streams, failures);
    if (asked.isPresent()) {
      root.addSubcommand(asked.get());
    } else {
      for (String name : COMMANDS) {
        root.addSubcommand(command(name, streams, failures).orElseThrow());
      }
      root.addSubcommand(help());
    }
    for (CommandLine command : root.getSubcommands().values()) {
      Options.addEverywhere(command.getCommandSpec());
    }
    root.setErr(
        new PrintWriter(new OutputStreamWriter(streams.err(), StandardCharsets.UTF_8), true));
    root.setParameterExceptionHandler(failures);
    root.setExecutionExceptionHandler(failures);
    root.setExecutionStrategy(new ValueCheck(failures));
    root.setUsageHelpAutoWidth(false);
    // A name may begin with @.
    root.setExpandAtFiles(false);
    return root;
  }

  private static Optional<CommandSpec> command(String name, Streams streams, Failures failures) {
    CommandSpec spec =
        switch (name) {
          case "list", "ls" -> new ListCommand(streams).spec();
          case "dump", "cat" -> new DumpCommand(streams).spec();
          case "digest" -> new DigestCommand(streams).spec();
          case "diff" -> new DiffCommand(streams).spec();
          case "stats" -> new StatsCommand(streams).spec();
          case "verify" -> new VerifyCommand(streams).spec();
          case "info" -> new InfoCommand(streams).spec();
          case "objects" -> new ObjectsCommand(streams).spec();
          case "find" -> new FindCommand(streams).spec();
          case "export" -> new ExportCommand(streams).spec();
          case "completion" ->
              new CompletionCommand(streams, () -> commandLine(streams, failures, "")).spec();
          default -> null;
        };
    return Optional.ofNullable(spec);
  }

  private static CommandLine help() {
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    help.getCommandSpec()
        .usageMessage()
        .header("Shows the help of a command.")
        .description("%nWithout COMMAND, that of tfckpt itself.%n")
        .footerHeading("%nExamples:%n")
        .footer("  tfckpt help list", "  tfckpt help | less");
    return help;
  }
}
