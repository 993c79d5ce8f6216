package io.github.tfckpt.cli;

import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tfckpt} without a command: prints three examples. */
final class RootCommand implements Callable<Integer> {

  private static final String DESCRIPTION =
      "%nEvery question is one command. Run tfckpt COMMAND --help for its options. Every command"
          + " accepts --color, --progress, --threads, --quiet and --output, before or after its"
          + " name, even where they have no effect. tfckpt PATH is short for tfckpt info PATH.";

  private static final String[] EXAMPLES = {
    "  tfckpt list model.ckpt-7",
    "  tfckpt dump model.ckpt-7 'conv1/weights[0, :3]'",
    "  tfckpt digest model.ckpt-7 > model.sha256",
    "  tfckpt diff model.ckpt-7 model.ckpt-8"
  };

  private final Streams streams;

  RootCommand(Streams streams) {
    this.streams = streams;
  }

  CommandSpec spec() {
    CommandSpec command =
        Options.command(
            this,
            "tfckpt",
            "Inspects TensorFlow checkpoints without TensorFlow.",
            new String[] {DESCRIPTION},
            EXAMPLES);
    command
        .usageMessage()
        .exitCodeList(ExitCode.help())
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n");
    return command;
  }

  @Override
  public Integer call() throws IOException {
    String text =
        """
        tfckpt inspects TensorFlow checkpoints, without TensorFlow. Try:

          tfckpt list model.ckpt-7                         # what is in it
          tfckpt dump model.ckpt-7 'conv1/weights[0, :3]'  # values, as numpy prints them
          tfckpt diff model.ckpt-7 model.ckpt-8            # what changed, and by how much

        CKPT is a prefix, any file of a checkpoint, or its directory.
        'tfckpt --help' lists all commands.
        """;
    streams.out().write(text.getBytes(StandardCharsets.UTF_8));
    streams.out().flush();
    return ExitCode.OK;
  }
}
