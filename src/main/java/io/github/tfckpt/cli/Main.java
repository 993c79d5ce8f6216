package io.github.tfckpt.cli;

import io.github.tfckpt.cli.common.Failures;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TerminalWidth;
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
import io.github.tfckpt.cli.part.TemporaryFiles;
import io.github.tfckpt.cli.report.ReportCommand;
import io.github.tfckpt.cli.shell.CompletionCommand;
import io.github.tfckpt.cli.stats.StatsCommand;
import io.github.tfckpt.cli.verify.VerifyCommand;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command line: builds the command that was typed, runs it, and exits. */
public final class Main {

  /** Columns of help: the parser needs at least so many, and longer lines are hard to read. */
  private static final int LEAST_WIDTH = 55;

  private static final int MOST_WIDTH = 100;

  private Main() {}

  public static void main(String[] args) {
    int code;
    try {
      code = run(Streams.system(), args);
    } catch (Throwable e) {
      // Java would exit with 1, which means "no".
      code = Failures.lastWord();
    }
    TemporaryFiles.awaitEnd();
    System.exit(code);
  }

  /** Runs one command line on the caller's streams; the result is the exit code. */
  public static int run(InputStream in, OutputStream out, OutputStream err, String... args) {
    return run(Streams.of(in, out, err), args);
  }

  public static int run(Streams streams, String... typed) {
    String[] args = arranged(typed);
    boolean brief = CommandList.answers(args);
    if (brief && args.length == 1) {
      args[0] = "--help";
    }
    // Types that no option has: looking for them takes longer than listing a small checkpoint.
    System.setProperty("picocli.converters.excludes", "java.*");
    boolean colour = streams.outIsTerminal() && !streams.plain();
    System.setProperty("picocli.ansi", Boolean.toString(colour));
    Failures failures = new Failures(streams);
    try {
      String first = args.length == 0 ? "" : args[0];
      CommandLine root = commandLine(streams, failures, first, brief);
      if (!first.isEmpty() && first.charAt(0) != '-' && !root.getSubcommands().containsKey(first)) {
        return failures.noCommand(first, root);
      }
      Output help = Output.of(streams.out());
      root.setOut(new PrintWriter(new OutputStreamWriter(help, StandardCharsets.UTF_8)));
      if (streams.outIsTerminal() && asksForHelp(args)) {
        root.setUsageHelpWidth(TerminalWidth.within(LEAST_WIDTH, MOST_WIDTH));
        root.setColorScheme(helpColours());
      }
      int code = root.execute(args);
      root.getOut().flush();
      return help.failure().isEmpty() ? code : failures.report(help.failure().get());
    } catch (OutOfMemoryError e) {
      return failures.outOfMemory(e);
    } catch (LinkageError e) {
      return failures.linkage(e);
    } catch (RuntimeException | Error e) {
      return failures.bug(e);
    }
  }

  /**
   * The words as the parser wants them: options that every command accepts stand after the command
   * (after {@code --} there is nothing to move), and a path alone means {@code info PATH}.
   */
  private static String[] arranged(String... typed) {
    List<String> before = new ArrayList<>();
    int at = 0;
    for (int words = words(typed, at); words > 0; words = words(typed, at)) {
      before.addAll(List.of(typed).subList(at, at + words));
      at += words;
    }
    if (at < typed.length && typed[at].equals("--")) {
      at++;
    }
    List<String> args = new ArrayList<>(List.of(typed).subList(at, typed.length));
    if (args.isEmpty()) {
      return typed;
    }
    if (isPath(args.get(0))) {
      args.add(0, "info");
    }
    args.addAll(1, before);
    return args.toArray(new String[0]);
  }

  /** How many words an option takes that every command accepts; 0 if the word is something else. */
  private static int words(String[] typed, int at) {
    if (at == typed.length) {
      return 0;
    }
    int end = typed[at].indexOf('=');
    return switch (end < 0 ? typed[at] : typed[at].substring(0, end)) {
      case "-q", "--quiet" -> 1;
      case "--color", "--progress", "--threads", "-o", "--output" ->
          end < 0 ? Math.min(2, typed.length - at) : 1;
      default -> 0;
    };
  }

  /** True for a word that is no command but may be a checkpoint. */
  private static boolean isPath(String word) {
    if (word.isEmpty() || word.charAt(0) == '-' || CommandList.has(word)) {
      return false;
    }
    try {
      return word.chars().anyMatch(c -> "/.:".indexOf(c) >= 0)
          || Files.exists(Path.of(word))
          || Files.exists(Path.of(word + ".index"));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Legible on any background, unlike the parser's own yellow. */
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

  /** The root with all commands. */
  static CommandLine commandLine(Streams streams, Failures failures) {
    return commandLine(streams, failures, "", false);
  }

  /**
   * The root with the one command that {@code first} names, or with all of them, or with their
   * names alone.
   */
  private static CommandLine commandLine(
      Streams streams, Failures failures, String first, boolean brief) {
    CommandLine root = new CommandLine(new RootCommand(streams).spec());
    // Building a command takes longer than running it: the others are left out.
    Optional<CommandSpec> asked = command(first, streams, failures);
    if (brief) {
      CommandList.addTo(root);
    } else if (asked.isPresent()) {
      root.addSubcommand(asked.get());
    } else {
      for (String name : CommandList.names()) {
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
    root.setHelpFactory(UnbrokenHelp::new);
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
          case "export", "convert" -> new ExportCommand(streams).spec();
          case "average" -> new AverageCommand(streams).spec();
          case "report" -> new ReportCommand(streams).spec();
          case "history" -> new HistoryCommand(streams).spec();
          case "completion" ->
              new CompletionCommand(streams, () -> commandLine(streams, failures)).spec();
          default -> null;
        };
    return Optional.ofNullable(spec);
  }

  private static CommandLine help() {
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    CommandSpec spec = help.getCommandSpec();
    OptionSpec ofItself = spec.findOption("-h");
    PositionalParamSpec ofCommand = spec.positionalParameters().get(0);
    spec.remove(ofItself);
    spec.remove(ofCommand);
    spec.add(OptionSpec.builder(ofItself).description("Print this help and exit.").build());
    spec.add(PositionalParamSpec.builder(ofCommand).description("Whose help to print.").build());
    spec.usageMessage()
        .header(CommandList.HELP_HEADER)
        .description("%nWithout COMMAND, prints the help of tfckpt itself.%n")
        .optionListHeading("%nOptions:%n")
        .footerHeading("%nExamples:%n")
        .footer("  tfckpt help list", "  tfckpt help | less");
    return help;
  }
}
