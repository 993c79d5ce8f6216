package io.github.tfckpt.cli.history;

import io.github.tfckpt.checkpoint.TrainingRun;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.FormatOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.runs.RunReading;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt history}: what became of tensors over the steps of a run. */
public final class HistoryCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Shows how tensors change over the steps of a run.";

  private static final String[] DESCRIPTION = {
    "%nThe checkpoints of RUN are found by their files, whatever the 'checkpoint'"
        + " file says, and sorted by the numbers in their names: model.ckpt-100, ckpt-7,"
        + " cp-0010.ckpt, epoch-03.weights.h5, step-500.safetensors, directories 1/, 2/."
        + " Other checkpoints and unfinished saves are reported and left out.",
    "%nWithout --values and --find, only indexes are read: a tensor changed at a"
        + " step if its stored checksum differs from that of the previous step. 'frozen':"
        + " never changed. 'stopped at N': last changed at N. 'frozen until N': the same"
        + " up to N, changed later. 'paused at N': did not change at N. STEPS has a"
        + " character for each step: + first, # changed, . same, %% other type or shape,"
        + " ? unknown, ! unreadable. Text folds similar tensors whose names differ only"
        + " in a number (layer_[0-11]); --no-fold prints a line for each.",
    "%nA tensor without checksums to compare (V1, HDF5, safetensors, numpy;"
        + " variables partitioned differently) is 'unknown': use --values.",
    "%nWith --values, text draws norms and updates as bars from the smallest to the"
        + " largest (x: NaN or infinite) and adds up scopes. The other formats have a row"
        + " for each step and tensor, step by step, with numbers over all elements, as in"
        + " numpy. Update: norm of the difference from the previous step, divided by the"
        + " previous norm.",
    "%n--part writes jsonl, csv or tsv: concatenated in order, the parts are byte"
        + " for byte the whole answer (only part 1 has the line of column names). Text,"
        + " json and the first step of each tensor (--find without --all) need all steps.",
    "%nA step that cannot be read is reported, and the next one is compared with"
        + " the one before.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt history runs/7",
    "  tfckpt history runs/7 --find nan,inf && echo sound",
    "  tfckpt history runs/7 --values 'encoder/*'",
    "  tfckpt history 'runs/7/best.ckpt-*' --role weights",
    "  tfckpt history runs/7 --values -f csv > curves.csv",
    "  tfckpt history --values --part 3/16 -f jsonl runs/7 > values.3"
  };

  private final Streams streams;

  private final PositionalParamSpec path =
      Options.argument(
          "0",
          true,
          "RUN",
          "A directory with several checkpoints, or a quoted glob" + " ('runs/7/model.ckpt-*').");

  private final PositionalParamSpec patterns = Options.patterns("1..*");
  private final HistoryOptions options = new HistoryOptions();
  private final SizeOption size = new SizeOption();
  private final WorkOptions work = new WorkOptions();
  private final FormatOption format = new FormatOption();
  private final NameOptions names = new NameOptions(format::isText);
  private final OutputOptions output = new OutputOptions();

  public HistoryCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "history", HEADER, DESCRIPTION, EXAMPLES);
    command.addPositional(path).addPositional(patterns);
    options.addTo(command);
    size.addTo(command);
    names.addTo(command);
    work.addTo(command);
    format.addTo(command);
    output.addTo(command);
    command
        .usageMessage()
        .exitCodeList(
            ExitCode.help("done; with --find, nothing found", "with --find, something found"));
    return command;
  }

  @Override
  public Integer call() throws IOException {
    Part mine = work.part();
    options.check(format.format(), mine);
    TrainingRun run = TrainingRun.of(TypedPath.of(Options.given(path, "")));
    boolean readsData = options.isValues() || options.isSearch();
    RunReading read =
        RunReading.of(
            run,
            Options.given(patterns, List.of()),
            names,
            readsData ? Optional.of(size) : Optional.empty(),
            work.threads(),
            output,
            streams);
    ReadFailures failures = read.failures();
    int code = read.code();
    if (!read.hasAnswer()) {
      return ExitCode.worse(code, failures.end());
    }
    try (Output out = output.open(streams)) {
      HistoryAnswer answer =
          new HistoryAnswer(
              streams, options, work, format.format(), output, read.history(), failures);
      code = ExitCode.worse(code, answer.print(read.shown(), out));
      code = ExitCode.worse(code, failures.end());
      out.commit();
    }
    return code;
  }
}
