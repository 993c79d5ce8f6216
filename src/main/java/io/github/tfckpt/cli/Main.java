package io.github.tfckpt.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line: builds the command that was asked for, runs it, and exits. */
public final class Main {

  /** Columns of help: fewer are not possible, more are not read with pleasure. */
  private static final int LEAST_WIDTH = 55;

  private static final int MOST_WIDTH = 100;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(Streams.system(), args));
  }

  /** Runs one command line on streams of the caller's; the result is the exit code. */
  static int run(InputStream in, OutputStream out, OutputStream err, String... args) {
    return run(Streams.of(in, out, err), args);
  }

  static int run(Streams streams, String... args) {
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
      }
      int code = root.execute(args);
      root.getOut().flush();
      return help.failure().isEmpty() ? code : failures.tell(help.failure().get());
    } catch (OutOfMemoryError e) {
      return failures.outOfMemory();
    } catch (StackOverflowError e) {
      return failures.bug(e);
    }
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
    switch (first) {
      case "list", "ls" -> root.addSubcommand(new ListCommand(streams).spec());
      case "dump", "cat" -> root.addSubcommand(new DumpCommand(streams, failures).spec());
      case "digest" -> root.addSubcommand(new DigestCommand(streams, failures).spec());
      case "diff" -> root.addSubcommand(new DiffCommand(streams, failures).spec());
      case "stats" -> root.addSubcommand(new StatsCommand(streams, failures).spec());
      case "export" -> root.addSubcommand(new ExportCommand(streams).spec());
      case "completion" -> root.addSubcommand(completion(streams, failures));
      case "verify" -> root.addSubcommand(new VerifyCommand(streams).spec());
      case "info" -> root.addSubcommand(new InfoCommand(streams).spec());
      case "find" -> root.addSubcommand(new FindCommand(streams).spec());
      case "objects" -> root.addSubcommand(new ObjectsCommand(streams).spec());
      default -> {
        root.addSubcommand(new ListCommand(streams).spec());
        root.addSubcommand(new DumpCommand(streams, failures).spec());
        root.addSubcommand(new DigestCommand(streams, failures).spec());
        root.addSubcommand(new DiffCommand(streams, failures).spec());
        root.addSubcommand(new StatsCommand(streams, failures).spec());
        root.addSubcommand(new VerifyCommand(streams).spec());
        root.addSubcommand(new InfoCommand(streams).spec());
        root.addSubcommand(new ObjectsCommand(streams).spec());
        root.addSubcommand(new FindCommand(streams).spec());
        root.addSubcommand(new ExportCommand(streams).spec());
        root.addSubcommand(completion(streams, failures));
        root.addSubcommand(new CommandLine.HelpCommand());
      }
    }
    root.setErr(
        new PrintWriter(new OutputStreamWriter(streams.err(), StandardCharsets.UTF_8), true));
    root.setParameterExceptionHandler(failures);
    root.setExecutionExceptionHandler(failures);
    root.setUsageHelpAutoWidth(false);
    // A name may begin with @.
    root.setExpandAtFiles(false);
    return root;
  }

  private static CommandSpec completion(Streams streams, Failures failures) {
    return new CompletionCommand(streams, () -> commandLine(streams, failures, "")).spec();
  }
}
