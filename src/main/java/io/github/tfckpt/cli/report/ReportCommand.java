package io.github.tfckpt.cli.report;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checkpoint.TrainingRun;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OrderOptions;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.pairs.ComparisonOptions;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Expansion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt report}: a page to look at. */
public final class ReportCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Writes an HTML page of maps, tables and histograms.";

  private static final String[] DESCRIPTION = {
    "%nThe page is one file that opens in any browser, offline. It has a map of the"
        + " parameters by scope; a table to search, sort and filter; statistics and a"
        + " histogram of every tensor, with NaN and infinities first; and what 'tfckpt"
        + " verify' finds.",
    "%nWith B, the page shows what changed: the map is coloured by relative change"
        + " (the norm of a-b divided by the norm of b), the table has the columns of"
        + " 'tfckpt diff', and the histograms of CKPT (A) and B are overlaid. Changes are"
        + " made to A first, as in 'tfckpt diff'; histograms show A as stored.",
    "%nIf CKPT is a directory with several checkpoints, or a quoted glob, the page"
        + " shows the run, as 'tfckpt history --values' does: norms and updates as curves"
        + " over its steps, by scope and by tensor, the step at which NaN first appeared,"
        + " and frozen layers. With --step N, it shows that checkpoint alone.",
    "%nIf there are more than 10,000 tensors, the page shows the largest (with B,"
        + " the most changed), folds the others by scope, and says so. It stays below 10"
        + " MB.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt report model.ckpt-7 -o report.html --open",
    "  tfckpt report --role weights runs/7 -o curves.html",
    "  tfckpt report model.ckpt-7 model.ckpt-8 -o changes.html",
    "  tfckpt report vgg_16.ckpt frcnn.ckpt-70000 --map 'vgg_16/*=my/vgg_16/*' \\",
    "      --reshape -o fine-tuning.html"
  };

  private final Streams streams;
  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final PositionalParamSpec pathB =
      Options.argument("1", false, "B", "A checkpoint to compare CKPT with.");

  /** Other files of the checkpoints, as a shell makes them of {@code model.ckpt-7*}. */
  private final PositionalParamSpec files = Options.files("2..*");

  private final OptionSpec open =
      Options.flag("Open the page in a browser, if there is one.", "--open");

  private final ComparisonOptions compared = new ComparisonOptions();
  private final NameOptions names = new NameOptions(() -> true);
  private final SizeOption size = new SizeOption();
  private final WorkOptions work = new WorkOptions();
  private final OutputOptions output = new OutputOptions();

  public ReportCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "report", HEADER, DESCRIPTION, EXAMPLES);
    checkpoint.addTo(command);
    command.addPositional(pathB).addPositional(files).addOption(open);
    compared.addTo(command);
    names.addTo(command);
    size.addTo(command);
    work.addWholeTo(command);
    output.addFileTo(command);
    output.addQuietTo(command);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    if (!output.isGiven()) {
      throw new UsageException(
          "the page needs a file: -o REPORT.html, or -o - for standard output");
    }
    if (Options.isGiven(open) && !output.isToFile()) {
      throw new UsageException("--open opens a file: name it with -o");
    }
    compared.check();
    String typedB = typedB();
    List<String> forTwo = new ArrayList<>(compared.typedChanges());
    forTwo.addAll(compared.typed());
    if (typedB.isEmpty() && !forTwo.isEmpty()) {
      throw new UsageException(
          forTwo.get(0) + " changes what is compared: name a second checkpoint");
    }
    int code = write(typedB);
    if (Options.isGiven(open) && isWritten(code) && !Browser.open(output.path())) {
      streams.message("no browser found to open " + output.path());
    }
    return code;
  }

  /** The second checkpoint, if there is one: what is a file of the first is no other. */
  private String typedB() {
    List<String> words = new ArrayList<>();
    if (pathB.getValue() != null) {
      words.add(Options.given(pathB, ""));
    }
    words.addAll(Options.given(files, List.of()));
    words.removeIf(word -> !word.equals(checkpoint.typed()) && checkpoint.hasFile(word));
    if (words.isEmpty()) {
      return "";
    }
    String typedB = words.remove(0);
    words.removeIf(word -> CheckpointArgument.hasFile(typedB, checkpoint.step(), word));
    if (!words.isEmpty()) {
      throw new UsageException(
          "one argument too many: '"
              + words.get(0)
              + "'; for a page of a run, name its directory, or put the glob in quotes");
    }
    return typedB;
  }

  private int write(String typedB) throws IOException {
    if (!typedB.isEmpty()) {
      return new Comparison(streams, checkpoint, compared, names, size, work, output).run(typedB);
    }
    Optional<TrainingRun> run = RunReport.find(checkpoint);
    return run.isPresent()
        ? new RunReport(streams, names, size, work, output, run.get()).write()
        : Session.run(streams, checkpoint, output, this::ofOne);
  }

  private static boolean isWritten(int code) {
    return code == ExitCode.OK || code == ExitCode.DAMAGED;
  }

  private int ofOne(Session session) throws IOException {
    List<TensorEntry> chosen = session.choose(List.of(), names, OrderOptions.ofTensors());
    if (!session.hasAnswer()) {
      return ExitCode.OK;
    }
    session.keepPartial();
    Checkpoint read = session.checkpoint();
    size.check(read, chosen, Expansion.READ);
    CheckpointPage page = new CheckpointPage(read, chosen, names.shown(read));
    try (PageHead head =
            PageHead.of(read, checkpoint.typed(), checkpoint.step(), checkpoint.isGraph());
        Progress bar = work.progress(streams, output.isQuiet(), page.work() + head.work())) {
      Map<String, Object> fields = PageHead.fields("checkpoint");
      fields.put("info", head.info());
      fields.put("verify", head.verify(work.threads(), bar));
      page.write(fields, work.threads(), bar, session.failures(), session.out());
      head.facts().failures().forEach(session.failures()::report);
      return head.facts().code();
    }
  }
}
