package io.github.tfckpt.cli.shell;

import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt completion}: scripts that complete command lines. */
public final class CompletionCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Prints a shell completion script.";

  private static final String[] DESCRIPTION = {
    "%nThe script completes commands, options and their values, checkpoints, and"
        + " names of tensors in the checkpoint already on the line, even from a part (fc6"
        + " finds vgg_16/fc6/weights).%n"
  };

  private static final String[] EXAMPLES = {
    "  source <(tfckpt completion bash)      # in ~/.bashrc",
    "  source <(tfckpt completion zsh)       # in ~/.zshrc, after compinit",
    "  tfckpt completion fish > ~/.config/fish/completions/tfckpt.fish"
  };

  private static final String SHELLS = "bash, zsh or fish";

  private final Streams streams;
  private final Supplier<CommandLine> root;

  private final PositionalParamSpec shell =
      Options.argument("0", false, "bash|zsh|fish", "The shell.");

  private final OutputOptions output = new OutputOptions();

  /**
   * The command.
   *
   * @param root gives the root with all commands
   */
  public CompletionCommand(Streams streams, Supplier<CommandLine> root) {
    this.streams = streams;
    this.root = root;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "completion", HEADER, DESCRIPTION, EXAMPLES);
    command.addPositional(shell);
    output.addFileTo(command);
    command.usageMessage().exitCodeList(ExitCode.help("done", "", ExitCode.UNREADABLE));
    return command;
  }

  @Override
  public Integer call() throws IOException {
    String name = Options.given(shell, "");
    if (name.isEmpty()) {
      throw new UsageException("which shell? " + SHELLS);
    }
    List<ShellModel.Command> commands = ShellModel.commands(root.get());
    String script =
        switch (name) {
          case "bash" -> BashCompletion.script(commands);
          case "zsh" -> ZshCompletion.script(commands);
          case "fish" -> FishCompletion.script(commands);
          default ->
              throw new UsageException("no completion for '" + name + "', only for " + SHELLS);
        };
    try (Output out = output.open(streams)) {
      out.write(script.getBytes(StandardCharsets.UTF_8));
      out.commit();
    }
    return ExitCode.OK;
  }

  /** The script for a shell, with {@code @NAMES@} where what depends on the commands goes. */
  static String template(String shell) throws IOException {
    try (InputStream in = CompletionCommand.class.getResourceAsStream("completion." + shell)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
