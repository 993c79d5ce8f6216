package io.github.tfckpt.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line: builds the command that was asked for, runs it, and exits. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(Streams.system(), args));
  }

  /** Runs one command line on streams of the caller's; the result is the exit code. */
  static int run(InputStream in, OutputStream out, OutputStream err, String... args) {
    return run(Streams.of(in, out, err), args);
  }

  static int run(Streams streams, String... args) {
    Failures failures = new Failures(streams);
    try {
      return commandLine(streams, failures, args.length == 0 ? "" : args[0]).execute(args);
    } catch (OutOfMemoryError e) {
      return failures.outOfMemory();
    } catch (StackOverflowError e) {
      return failures.bug(e);
    }
  }

  /** The root with the one subcommand that {@code first} names, or with all of them. */
  static CommandLine commandLine(Streams streams, Failures failures, String first) {
    CommandLine root = new CommandLine(new RootCommand(streams));
    // Building a command costs more than running it: the others are left out.
    switch (first) {
      case "list", "ls" -> root.addSubcommand(new ListCommand(streams));
      case "dump", "cat" -> root.addSubcommand(new DumpCommand(streams, failures));
      case "digest" -> root.addSubcommand(new DigestCommand(streams, failures));
      default -> {
        root.addSubcommand(new ListCommand(streams));
        root.addSubcommand(new DumpCommand(streams, failures));
        root.addSubcommand(new DigestCommand(streams, failures));
        root.addSubcommand(new CommandLine.HelpCommand());
      }
    }
    root.setOut(new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8)));
    root.setErr(
        new PrintWriter(new OutputStreamWriter(streams.err(), StandardCharsets.UTF_8), true));
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            streams.outIsTerminal() && !streams.plain() ? Ansi.ON : Ansi.OFF));
    root.setParameterExceptionHandler(failures);
    root.setExecutionExceptionHandler(failures);
    root.setExitCodeExceptionMapper(e -> ExitCode.BUG);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpAutoWidth(false);
    return root;
  }
}
