package io.github.tfckpt.cli.info;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.ShownNames;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.records.CheckpointInfo;
import io.github.tfckpt.cli.records.InfoJson;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tfckpt info}: what kind of checkpoint it is, on one screen. */
public final class InfoCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Summarizes a checkpoint on one screen.";

  private static final String[] DESCRIPTION = {
    "%nShows the format, version, byte order, data files and their sizes; how much"
        + " is weights and how much optimizer state; element types; the largest tensors;"
        + " step counters; and which TensorFlow wrote it, if a SavedModel or PREFIX.meta"
        + " beside it says so. Reads no tensor data but the counters.",
    "%nAn average is a moving average of a weight that is there too. A tensor"
        + " stored twice counts once; its copy is an alias. The object graph, tables,"
        + " iterators and metrics are bookkeeping, not parameters. The table of element"
        + " types counts every tensor.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt info model.ckpt-7",
    "  tfckpt info -n 20 saved_model/",
    "  tfckpt info -f json model.ckpt-7 | jq .totals.weights.params"
  };

  private static final int LARGEST = 5;

  /** What the answer is written as. */
  enum InfoFormat {
    TEXT,
    JSON,
    JSONL
  }

  private final Streams streams;
  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final OptionSpec largest = Options.limit("Show the N largest tensors (default 5).");

  private final OptionSpec format =
      Options.choice(
          InfoFormat.class, "FORMAT", "text (default), json or jsonl.", "-f", "--format");

  private final ShownNames names =
      ShownNames.either(() -> Options.choice(format, InfoFormat.TEXT) == InfoFormat.TEXT);

  private final OutputOptions output = new OutputOptions();

  public InfoCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "info", HEADER, DESCRIPTION, EXAMPLES);
    checkpoint.addAloneTo(command);
    command.addOption(largest).addOption(format);
    names.addTo(command);
    output.addTo(command);
    command
        .usageMessage()
        .exitCodeList(ExitCode.help("done", "", ExitCode.UNREADABLE, ExitCode.DAMAGED));
    return command;
  }

  @Override
  public Integer call() throws IOException {
    InfoFormat form = Options.choice(format, InfoFormat.TEXT);
    int most = Options.atMost(largest, LARGEST);
    return Session.run(
        streams,
        checkpoint,
        output,
        session -> {
          session.keepPartial();
          Checkpoint open = session.checkpoint();
          CheckpointInfo facts = CheckpointInfo.of(open, names.of(open), most);
          if (!output.isQuiet()) {
            facts.remarks(open).forEach(streams::message);
          }
          if (form == InfoFormat.TEXT) {
            TextOut text = new TextOut(session.out());
            InfoText.print(facts, text, output.look(streams));
            text.flush();
          } else {
            JsonDocument document = new JsonDocument(form == InfoFormat.JSONL, session.out());
            document.print(InfoJson.of(facts));
            document.flush();
          }
          facts.failures().forEach(session.failures()::report);
          return facts.code();
        });
  }
}
