package io.github.tfckpt.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** What {@code tfckpt} does without a command: it shows three. */
@Command(
    name = "tfckpt",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Looks into TensorFlow checkpoints, without TensorFlow.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; digest --check: all match",
      "1:the answer is no: a digest does not match",
      "2:wrong command line",
      "3:no such tensor, or a pattern that matched nothing",
      "4:the input is missing, unreadable, no checkpoint or not supported; or the output"
          + " cannot be written",
      "5:damaged data met on the way",
      "70:a bug of ours"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tfckpt list model.ckpt-7",
      "  tfckpt dump model.ckpt-7 'conv1/weights[0, :3]'",
      "  tfckpt digest model.ckpt-7 > model.sha256"
    })
final class RootCommand implements Callable<Integer> {

  private final Streams streams;

  RootCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    String text =
        """
        tfckpt looks into TensorFlow checkpoints, without TensorFlow. Try:

          tfckpt list model.ckpt-7                            what is in it
          tfckpt dump model.ckpt-7 'conv1/weights[0, :3]'     values, as numpy prints them
          tfckpt digest model.ckpt-7                          SHA-256 of each tensor

        CKPT may be a prefix, any file of a checkpoint, or its directory. 'tfckpt --help' says more.
        """;
    streams.out().write(text.getBytes(StandardCharsets.UTF_8));
    streams.out().flush();
    return ExitCode.OK;
  }
}
