package io.github.tfckpt.cli.verify;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.checkpoint.CheckpointFiles;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.FormatOption;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.ShownNames;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.records.VerifyJson;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.verify.Report;
import io.github.tfckpt.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt verify}: whether checkpoints are what was written. */
public final class VerifyCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Checks checkpoints and reports every problem.";

  private static final String[] DESCRIPTION = {
    "%nChecks everything that can be checked: tables (footer, block checksums, key"
        + " order, restart points), entries (type, shape, size), data files (names,"
        + " lengths, bytes that belong to two tensors or to none), the checksum of every"
        + " tensor, whether slices cover their tensors, the object graph, and leftovers"
        + " of unfinished saves.",
    "%nSays what damaged bytes look like: all zero, a run of zeros, cut short, one"
        + " bit flipped, files swapped. Shows checksums in hexadecimal and, as TensorFlow"
        + " does, in decimal.",
    "%nProblems with one cause are one error: a data file that is missing or cut"
        + " short, or an index from another save. Text shows the first five of the"
        + " tensors it affects, or of many similar findings, and counts the others (--all"
        + " shows them). The other formats have them all: the error has a 'count' of the"
        + " tensors that cannot be read; a finding for each of these follows, with its"
        + " 'tensor' and the error as its 'cause'. 'errors' counts causes; 'tensors_lost'"
        + " counts all tensors with an error.",
    "%nA checkpoint named by several arguments, as with run/*, is checked once. An"
        + " error means that something cannot be read; a warning does not. With -q,"
        + " intact checkpoints print nothing.",
    "%njson is one document, with a list 'checkpoints' if there are several. jsonl"
        + " has one line per checkpoint. The csv or tsv output of all parts (--part),"
        + " concatenated, is that of the whole.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt verify model.ckpt-7",
    "  tfckpt verify --quick runs/*/model.ckpt-1000.index",
    "  tfckpt verify --all-steps runs/7",
    "  tfckpt verify --part 3/16 -f json huge.ckpt"
  };

  private final Streams streams;

  private final PositionalParamSpec typed =
      Options.arguments("0..*", "1..*", "CKPT", "Checkpoints, named as in 'tfckpt list'.");

  private final OptionSpec step = Options.step();

  private final OptionSpec graph = Options.graph();

  private final OptionSpec quick = Options.quick();

  private final OptionSpec all =
      Options.flag("Text: show every finding and every tensor, even if many are alike.", "--all");

  private final OptionSpec allSteps =
      Options.flag(
          "Each CKPT is a directory or a quoted glob: check every checkpoint in it, in"
              + " the order of the steps, one line each, then any leftovers of unfinished"
              + " saves.",
          "--all-steps");

  private final FormatOption format = new FormatOption();
  private final ShownNames names = ShownNames.either(format::isText);
  private final WorkOptions work = new WorkOptions();
  private final OutputOptions output = new OutputOptions();

  public VerifyCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "verify", HEADER, DESCRIPTION, EXAMPLES);
    command.addPositional(typed).addOption(step).addOption(graph).addOption(quick).addOption(all);
    command.addOption(allSteps);
    names.addTo(command);
    format.addTo(command);
    work.addTo(command);
    output.addTo(command);
    command
        .usageMessage()
        .exitCodeList(
            ExitCode.help(
                "sound: no errors, though there may be warnings",
                "an error was found",
                ExitCode.UNREADABLE));
    return command;
  }

  private boolean isQuick() {
    return Options.isGiven(quick);
  }

  @Override
  public Integer call() throws IOException {
    boolean isStep = CheckpointArgument.step(step).isPresent();
    if (Options.isGiven(graph) && isStep) {
      throw new UsageException(
          "--step selects a checkpoint, but --graph reads none: use one of them");
    }
    boolean isRun = Options.isGiven(allSteps);
    if (isRun && (Options.isGiven(graph) || isStep)) {
      throw new UsageException(
          "--all-steps checks every step: it does not go with --step, --graph");
    }
    List<String> given = Options.given(typed, List.of());
    return isRun ? checkRuns(given) : check(checkpoints(given), VerifiedRuns.none());
  }

  private int checkRuns(List<String> given) throws IOException {
    VerifiedRuns runs = VerifiedRuns.of(given);
    if (!output.isQuiet()) {
      runs.remarks().forEach(streams::message);
    }
    return check(runs.paths(), runs);
  }

  private int check(List<String> paths, VerifiedRuns runs) throws IOException {
    Part mine = work.part();
    for (String path : paths) {
      output.spare(path, CheckpointArgument.step(step));
    }
    int code = ExitCode.OK;
    try (Output out = output.open(streams)) {
      VerifyPrinter printer =
          new VerifyPrinter(
              out.outlivesReader(),
              format.format(),
              paths.size() > 1 || runs.areThere(),
              isQuick(),
              mine,
              output.isQuiet(),
              Options.isGiven(all),
              runs.areThere(),
              output.look(streams));
      for (String path : paths) {
        Report report = verify(path, mine);
        code = ExitCode.worse(code, code(report));
        printer.print(format.format() == TableFormat.JSONL ? report : runs.ofItself(report));
      }
      if (runs.areThere()) {
        printer.printRest(runs.unfinished());
      }
      printer.end();
      out.commit();
    }
    return code;
  }

  /** The paths without those that mean a checkpoint which one before them means. */
  private List<String> checkpoints(List<String> paths) {
    if (paths.size() == 1 || Options.isGiven(graph)) {
      return paths;
    }
    Set<Path> seen = new HashSet<>();
    List<String> own = new ArrayList<>();
    for (String path : paths) {
      Optional<Path> first = first(path);
      if (first.isEmpty() || seen.add(first.get())) {
        own.add(path);
      }
    }
    return own;
  }

  private Optional<Path> first(String path) {
    try {
      return CheckpointFiles.first(TypedPath.of(path), CheckpointArgument.step(step));
    } catch (IOException e) {
      // Whoever opens it says so.
      return Optional.empty();
    }
  }

  private static int code(Report report) {
    if (!report.isReadable() || report.isDenied()) {
      return ExitCode.UNREADABLE;
    }
    return report.isSound() ? ExitCode.OK : ExitCode.NO;
  }

  private Report verify(String path, Part mine) throws IOException {
    try (Verification verification =
        Options.isGiven(graph)
            ? Verification.openGraph(TypedPath.of(path), mine)
            : Verification.open(
                TypedPath.of(path), CheckpointArgument.step(step), mine, isQuick())) {
      if (!output.isQuiet()) {
        verification.remarks().forEach(streams::message);
      }
      try (Progress bar = work.progress(streams, output.isQuiet(), verification.bytes())) {
        return shown(verification.run(work.threads(), bar), path);
      }
    } catch (IOException e) {
      Report report = Report.unreadable(path, e);
      if (format.format() == TableFormat.TEXT && !Options.isGiven(allSteps)) {
        streams.message(report.findings().get(0).message());
      }
      return report;
    }
  }

  /** A report for people: findings name a tensor by the full name that it is shown by. */
  private Report shown(Report report, String path) {
    boolean isAboutTensors =
        report.findings().stream().anyMatch(finding -> finding.tensor().isPresent());
    if (format.format() != TableFormat.TEXT || !isAboutTensors || Options.isGiven(graph)) {
      return report;
    }
    try (Checkpoint open = CheckpointArgument.open(path, CheckpointArgument.step(step))) {
      return VerifyJson.shown(report, open, names.of(open));
    } catch (IOException e) {
      // What cannot be opened has findings all the same: they keep their keys.
      return report;
    }
  }
}
