package io.github.tfckpt.cli;

import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code tfckpt} does without a command: it shows three. */
final class RootCommand implements Callable<Integer> {

  private static final String DESCRIPTION =
      "%nOptions stand behind the command. All commands take --color, --progress, --threads,"
          + " --quiet and --output, also where nothing comes of it.";

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
            "Looks into TensorFlow checkpoints, without TensorFlow.",
            new String[] {DESCRIPTION},
            EXAMPLES);
    command.usageMessage().synopsisSubcommandLabel("COMMAND").commandListHeading("%nCommands:%n");
    return command;
  }

  @Override
  public Integer call() throws IOException {
    String text =
        """
        tfckpt looks into TensorFlow checkpoints, without TensorFlow. Try:

          tfckpt list model.ckpt-7                         what is in it
          tfckpt dump model.ckpt-7 'conv1/weights[0, :3]'  values, as numpy prints them
          tfckpt diff model.ckpt-7 model.ckpt-8            what changed, by how much

        CKPT may be a prefix, any file of a checkpoint, or its directory.
        'tfckpt --help' says more.
        """;
    streams.out().write(text.getBytes(StandardCharsets.UTF_8));
    streams.out().flush();
    return ExitCode.OK;
  }
}
