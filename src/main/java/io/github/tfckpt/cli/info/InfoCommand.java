package io.github.tfckpt.cli.info;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tfckpt info}: what kind of checkpoint it is, on one screen. */
public final class InfoCommand implements Callable<Integer> {

  private static final String[] DESCRIPTION = {
    "%nFormat, version, byte order, data files and their sizes; how much of it is weights and how"
        + " much an optimizer's; element types; the largest tensors; where the step counters"
        + " stand; which TensorFlow wrote it, where a SavedModel's files or PREFIX.meta beside it"
        + " tell. Of the tensors only the counters are read.",
    "%nA tensor that is there twice counts as an alias, once; object graph, tables, iterators and"
        + " metrics are bookkeeping, and no parameters. Element types count every tensor.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt info model.ckpt-7",
    "  tfckpt info -n 20 saved_model/",
    "  tfckpt info -f json model.ckpt-7 | jq .totals.params"
  };

  private static final int LARGEST = 5;

  /** What the answer is written as. */
  enum Format {
    TEXT,
    JSON,
    JSONL
  }

  private final Streams streams;
  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final OptionSpec largest =
      Options.value(
          Integer.class,
          "N",
          "Name so many of the largest tensors (5 if not said).",
          "-n",
          "--largest");

  private final OptionSpec format =
      Options.choice(
          Format.class,
          "FORMAT",
          "text (default), json, or jsonl: the same on one line.",
          "-f",
          "--format");

  private final OutputOptions output = new OutputOptions();

  public InfoCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "info");
    checkpoint.addTo(command);
    command.addOption(largest).addOption(format);
    output.addTo(command);
    command
        .usageMessage()
        .header("Tells what a checkpoint is, on one screen.")
        .description(DESCRIPTION)
        .footer(EXAMPLES);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    Format form = Options.choice(format, Format.TEXT);
    int most = Options.given(largest, LARGEST);
    if (most < 0) {
      throw new UsageException("-n is " + most + ", at least 0 tensors are named");
    }
    try (Checkpoint open = checkpoint.open();
        Output out = output.open(streams, checkpoint)) {
      List<String> told = output.remark(streams, open);
      CheckpointInfo facts = CheckpointInfo.of(open, most);
      if (!output.isQuiet()) {
        facts.remarks(open).forEach(streams::message);
      }
      TextOut text = new TextOut(out);
      switch (form) {
        case TEXT -> InfoText.print(facts, text, output.look(streams));
        case JSON -> InfoJson.print(facts, "\n", text);
        case JSONL -> InfoJson.print(facts, "", text);
      }
      text.flush();
      out.commit();
      for (IOException failure : facts.failures()) {
        if (!told.contains(failure.getMessage())) {
          streams.message(failure.getMessage());
        }
      }
      return ExitCode.worse(facts.code(), OutputOptions.damage(streams, open));
    }
  }
}
