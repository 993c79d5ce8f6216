package io.github.tfckpt.cli;

import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Failures;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.Version;
import io.github.tfckpt.cli.shell.ShellModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page, made from the same texts as the help. The build runs this and puts the page next
 * to the jar.
 *
 * @see "man 7 groff_man"
 */
final class ManPage {

  /** So many commands that have an option make it a common one. */
  private static final int SEVERAL = 3;

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** Writes the page to the file that is the only argument. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), text(), StandardCharsets.UTF_8);
  }

  /** The page as roff. */
  static String text() throws IOException {
    Streams streams =
        Streams.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    ManPage page = new ManPage();
    page.root(Main.commandLine(streams, new Failures(streams)));
    return page.page.toString();
  }

  private void root(CommandLine root) throws IOException {
    CommandSpec spec = root.getCommandSpec();
    String header = String.join(" ", spec.usageMessage().header());
    macro("TH", "TFCKPT", "1", "", new Version().getVersion()[0], "User Commands");
    macro("SH", "NAME");
    line("tfckpt - " + lowerFirst(header.substring(0, header.length() - 1)));
    macro("SH", "SYNOPSIS");
    for (CommandSpec command : ShellModel.specs(root)) {
      page.append(".br\n\\fBtfckpt ").append(escaped(command.name())).append("\\fR ");
      line("[OPTION]..." + arguments(command));
    }
    macro("SH", "DESCRIPTION");
    paragraphs(spec.usageMessage().description());
    macro("SH", "COMMANDS");
    Map<String, Integer> uses = new TreeMap<>();
    for (CommandSpec command : ShellModel.specs(root)) {
      ShellModel.visible(command).forEach(option -> uses.merge(text(option), 1, Integer::sum));
    }
    Map<String, OptionSpec> common = new TreeMap<>();
    for (CommandSpec command : ShellModel.specs(root)) {
      command(command, uses, common);
    }
    macro("SH", "COMMON OPTIONS");
    line("Each command above lists which of these it takes.");
    common.values().forEach(this::option);
    macro("SH", "EXIT STATUS");
    for (Map.Entry<String, String> code : ExitCode.help().entrySet()) {
      item(code.getKey(), code.getValue());
    }
    item("130, 143", "interrupted, terminated; no partial output is left");
    macro("SH", "ENVIRONMENT");
    item(
        "NO_COLOR",
        "If set and not empty, disables colour unless --color always is given; so does TERM=dumb.");
    item("COLUMNS", "The width of tables, help and the progress bar, overriding the terminal's.");
    item("JAVA_HOME", "The Java to run instead of the one on the PATH.");
    item(
        "TFCKPT_CLASSPATH",
        "Jars of file systems (gs:, s3:) whose URIs may name checkpoints, separated by colons.");
    item(
        "TFCKPT_CACHE",
        "The directory of the 10 MB class cache that speeds up starts; empty disables the cache.");
    item(
        "XDG_CACHE_HOME",
        "Where the cache is if TFCKPT_CACHE is not set; ~/.cache if neither is set.");
    macro("SH", "EXAMPLES");
    lines(spec.usageMessage().footer());
  }

  /** An option with its description: what two commands have in common only if all of it is. */
  private static String text(OptionSpec option) {
    return option.longestName() + String.join(" ", option.description());
  }

  /**
   * A command with the options that are its own, and the names of those that are common.
   *
   * @param uses how many commands have an option
   * @param common takes the options that are described elsewhere
   */
  private void command(
      CommandSpec command, Map<String, Integer> uses, Map<String, OptionSpec> common) {
    List<String> called = new ArrayList<>(List.of(command.name()));
    called.addAll(List.of(command.aliases()));
    macro("SS", String.join(", ", called));
    paragraphs(command.usageMessage().header());
    paragraphs(command.usageMessage().description());
    for (PositionalParamSpec argument : ShellModel.arguments(command)) {
      item(argument.paramLabel(), String.join(" ", argument.description()));
    }
    List<String> names = new ArrayList<>();
    for (OptionSpec option : ShellModel.visible(command)) {
      if (uses.get(text(option)) < SEVERAL) {
        option(option);
      } else {
        names.add(option.longestName());
        common.put(text(option), option);
      }
    }
    paragraphs(new String[] {"Common options: " + String.join(", ", names) + "."});
    examples(command);
  }

  private void option(OptionSpec option) {
    boolean may = option.arity().min() == 0 && option.arity().max() > 0;
    String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    value = may ? "[" + value + "]" : value;
    item(
        String.join(", ", ShellModel.names(option)) + value,
        String.join(" ", option.description()));
  }

  private static String arguments(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    for (OptionSpec option : command.options()) {
      text.append(option.required() ? " " + option.shortestName() + " " + option.paramLabel() : "");
    }
    for (ArgSpec argument : ShellModel.arguments(command)) {
      String label = argument.paramLabel() + (argument.isMultiValue() ? "..." : "");
      text.append(' ').append(argument.arity().min() == 0 ? "[" + label + "]" : label);
    }
    return text.toString();
  }

  private void examples(CommandSpec command) {
    if (command.usageMessage().footer().length > 0) {
      page.append(".PP\nExamples:\n.PP\n");
      lines(command.usageMessage().footer());
    }
  }

  /** Lines as they stand. */
  private void lines(String... lines) {
    page.append(".nf\n");
    for (String line : lines) {
      line(line);
    }
    page.append(".fi\n");
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  private void item(String term, String text) {
    page.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
    line(text);
  }

  private void paragraphs(String[] texts) {
    for (String text : texts) {
      for (String paragraph : text.split("%n", -1)) {
        if (!paragraph.isBlank()) {
          page.append(".PP\n");
          line(paragraph);
        }
      }
    }
  }

  private void line(String text) {
    // A dot or quote at its beginning would make it a request.
    page.append(text.startsWith(".") || text.startsWith("'") ? "\\&" : "");
    page.append(escaped(text)).append('\n');
  }

  /** Text that roff prints as it is. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    String plain = text.replace("%n", " ").replace("%%", "%");
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '\\' -> escaped.append("\\e");
        case '-' -> escaped.append("\\-");
        case '\'' -> escaped.append("\\(aq");
        case '`' -> escaped.append("\\(ga");
        case '^' -> escaped.append("\\(ha");
        case '~' -> escaped.append("\\(ti");
        default -> {
          String other = Integer.toHexString(c | 0x10000).substring(1).toUpperCase(Locale.ROOT);
          escaped.append(c < 0x80 ? String.valueOf(c) : "\\[u" + other + "]");
        }
      }
    }
    return escaped.toString();
  }

  private static String lowerFirst(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
