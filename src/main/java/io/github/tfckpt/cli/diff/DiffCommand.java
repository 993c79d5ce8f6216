package io.github.tfckpt.cli.diff;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.FormatOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.pairs.DiffPairs;
import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.diff.CheckpointDiff;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.DiffReport.Basis;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.QuickDiff;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Expansion;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt diff}: what changed between two checkpoints. */
public final class DiffCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Compares two checkpoints, tensor by tensor.";

  private static final String[] DESCRIPTION = {
    "%nCompares values in row-major order, however they are stored: V1 or V2,"
        + " sharded, partitioned, in either byte order. Each pair is identical (same"
        + " bits), close (within --atol and --rtol), different, shape or dtype (these"
        + " differ; values are not compared), only_a, only_b, or unknown (damaged; the"
        + " others are still compared).",
    "%nText shows the tensors that are not identical, largest relative change first"
        + " (--sort changes this). CHANGE: norm of a-b divided by norm of b. DIFFER:"
        + " differing/total elements. MAX |Δ|: largest |a-b|. AT: index of MAX |Δ|, or of"
        + " the first NaN if no number differs (in A, after --reverse). RMS Δ: root mean"
        + " square of a-b. COSINE: cosine of the angle between a and b. The other formats"
        + " list every tensor, sorted by name; the jsonl, csv or tsv lines of all parts"
        + " (--part) are together those of the whole.",
    "%nThe summary says how many of the tensors that differ look as if trained"
        + " further (cosine 0.9 or more), and how many look unrelated (cosine below 0.5,"
        + " at least 32 elements). Above it are the layers in which nothing changed."
        + " Checkpoints that differ only in their TF2 object graphs are equal.",
    "%nWith --tree, the numbers of a scope treat its tensors as one; CHANGE and RMS"
        + " Δ leave out tensors in which nothing differs.",
    "%nTensors are paired by key, or by full name if that pairs more tensors of"
        + " equal type and shape; --names forces either. Changes are made to A's tensors"
        + " first, in this order: --join, --map, --reverse, --transpose, --reshape,"
        + " --cast.",
    "%nPATTERN must match a whole name in A or B, as in 'tfckpt list'. With --role,"
        + " a pair is compared if either tensor has the role; --map then renames only"
        + " tensors of A that have it, so that a moving average can stand in for its"
        + " weight.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt diff model.ckpt-100 model.ckpt-200",
    "  tfckpt diff runs/7 --step 100..200 'encoder/*'",
    "  tfckpt diff vgg_16.ckpt frcnn.ckpt-70000 --map 'vgg_16/*=my/vgg_16/*' \\",
    "      --reshape --reverse '*/conv1_1/weights:2'",
    "  tfckpt diff --rtol 1e-3 --ignore-dtype model.ckpt bfloat16.ckpt 'encoder/*'",
    "  tfckpt diff --sort max_abs -n 10 model.ckpt-100 model.ckpt-200",
    "  tfckpt diff --tree -L 3 model.ckpt-100 model.ckpt-200 # by layer",
    "  tfckpt diff --names-only pretrained.ckpt mine.ckpt # what is restored",
    "  tfckpt diff --names-only pretrained.ckpt mine.ckpt.meta # what Savers need",
    "  tfckpt diff --match bert_model.ckpt model.safetensors > rules",
    "  tfckpt diff --map-from rules bert_model.ckpt model.safetensors",
    "  tfckpt diff model.ckpt slim.ckpt \\",
    "      --role average --map '*/ExponentialMovingAverage=*'",
    "  tfckpt diff --part 3/16 -f jsonl huge.ckpt-1 huge.ckpt-2 > diff.3",
    "%nFor 'git diff' of *.index files, without their data files:%n",
    "  echo '*.index diff=tfckpt' >> .gitattributes",
    "  git config diff.tfckpt.command \\",
    "      'f() { echo \"$1\"; tfckpt diff --quick \"$2\" \"$5\" || [ $? = 1 ]; }; f'"
  };

  private final Streams streams;

  private final PositionalParamSpec pathA =
      Options.argument("0", true, "A", "A checkpoint, named as in 'tfckpt list'.");
  private final PositionalParamSpec pathB =
      Options.argument("1", false, "B", "The checkpoint to compare it with; not with --step M..N.");

  private final PositionalParamSpec patterns =
      Options.arguments(
          "2..*", "0..*", "PATTERN", "Names of tensors in A or in B; all if there is none.");

  private final OptionSpec step =
      Options.value(
          String.class,
          "N|M..N",
          "If A or B is a directory, use step N instead of the latest. M..N: compare"
              + " steps M and N of the directory A; any further arguments are PATTERNs.",
          "--step");

  private final OptionSpec graph =
      Options.flag(
          "If A or B is a .meta file or a directory, compare the constants in its graph.",
          "--graph");

  private final DiffArguments arguments = new DiffArguments();
  private final DiffView view = new DiffView();
  private final WorkOptions work = new WorkOptions();
  private final SizeOption size = new SizeOption();
  private final FormatOption format = new FormatOption();
  private final NameOptions names = new NameOptions(format::isText);
  private final OutputOptions output = new OutputOptions();

  public DiffCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "diff", HEADER, DESCRIPTION, EXAMPLES);
    command.addPositional(pathA).addPositional(pathB).addPositional(patterns);
    arguments.addTo(command);
    view.addTo(command);
    command.addOption(step).addOption(graph);
    names.addTo(command);
    work.addTo(command);
    size.addTo(command);
    format.addTo(command);
    output.addTo(command);
    command
        .usageMessage()
        .exitCodeList(
            ExitCode.help("all tensors are identical or close", "the checkpoints differ"));
    return command;
  }

  @Override
  public Integer call() throws IOException {
    arguments.check();
    view.check(format.format(), work.part(), arguments.hasValues());
    if (arguments.isMatch()) {
      arguments.checkMatch(view.isTyped());
    }
    DiffOptions typed = arguments.options(work.threads());
    DiffOptions options = format.isText() ? typed : typed.full();
    Changes changes = arguments.changes(names, output);
    boolean isGraph = Options.isGiven(graph);
    DiffSteps sides = DiffSteps.of(step, pathA, pathB, isGraph);
    String typedA = sides.a();
    String typedB = sides.b();
    if (isGraph && !DiffSide.hasGraph(typedA) && !DiffSide.hasGraph(typedB)) {
      throw new UsageException("--graph is for .meta files and directories; A and B are neither");
    }
    output.spare(typedA, sides.stepOfA());
    output.spare(typedB, sides.stepOfB());
    boolean isPlan = arguments.isNamesOnly() && RestorePlan.isMeant(typedB);
    Optional<RestorePlan> plan =
        isPlan && !isGraph ? Optional.of(RestorePlan.of(typedB)) : Optional.empty();
    if (isPlan && isGraph && !output.isQuiet()) {
      streams.message(
          "--graph compares constants; omit it to compare what the graph's Savers restore");
    }
    try (DiffSide a = DiffSide.open(typedA, sides.stepOfA(), isGraph).joined(arguments.join());
        DiffSide b =
            plan.isPresent()
                ? plan.get().side(typedB, a)
                : DiffSide.open(typedB, sides.stepOfB(), isGraph)) {
      List<String> told = new ArrayList<>();
      if (arguments.isQuick()) {
        // A missing shard does not matter if only checksums are read.
        a.checkStoresSums();
        b.checkStoresSums();
      } else {
        a.checkpoint().ifPresent(open -> told.addAll(output.remark(streams, open)));
        b.checkpoint().ifPresent(open -> told.addAll(output.remark(streams, open)));
      }
      List<String> chosen = new ArrayList<>(sides.patterns());
      chosen.addAll(Options.given(patterns, List.of()));
      DiffPairs pairs = DiffPairs.of(a, b, names, chosen, changes);
      if (!output.isQuiet() && !arguments.isMatch()) {
        pairs.tellRemarks(streams);
      }
      DiffPairs.Answer answer =
          arguments.isMatch()
              ? some -> match(a, b, some)
              : some -> answer(a, b, compare(a, b, mine(some), options, plan), plan, told);
      return pairs.answer(streams, a, b, names.roles(), answer);
    }
  }

  private int match(DiffSide a, DiffSide b, List<Pair> chosen) throws IOException {
    if (a.checkpoint().isEmpty() || b.checkpoint().isEmpty()) {
      throw new UsageException("--match takes two checkpoints");
    }
    MatchWork mine = MatchWork.of(a.checkpoint().get(), b.checkpoint().get(), chosen, work.part());
    MatchAnswer answer;
    long bytes = bytesRead(a, mine.a(), b, mine.b());
    try (Progress bar = work.progress(streams, output.isQuiet(), bytes)) {
      answer = MatchAnswer.of(a, b, mine, work.part(), names, work.threads(), bar);
    }
    if (!output.isQuiet()) {
      try (Output out = output.open(streams).outlivesReader()) {
        answer.print(format.format(), out, output.look(streams));
        out.commit();
      }
      answer.remark().ifPresent(streams::message);
    }
    return answer.isEqual() ? ExitCode.OK : ExitCode.NO;
  }

  private List<Pair> mine(List<Pair> chosen) {
    Part mine = work.part();
    return mine.isWhole() ? chosen : mine.of(Pair.byName(chosen), Pair::bytes);
  }

  private int answer(
      DiffSide a, DiffSide b, DiffReport report, Optional<RestorePlan> plan, List<String> told)
      throws IOException {
    if (!output.isQuiet()) {
      DiffReport shown =
          format.format() == TableFormat.TEXT
              ? report.shown(a.shownNames(names), b.shownNames(names))
              : report;
      try (Output out = output.open(streams).outlivesReader()) {
        view.print(shown, plan, a, b, work.part(), format.format(), out, output.look(streams));
        out.commit();
      }
    }
    ReadFailures losses = new ReadFailures(streams, told);
    for (TensorDiff diff : report.having(status -> status == Status.UNKNOWN)) {
      diff.failure().ifPresent(losses::add);
    }
    int code = ExitCode.worse(losses.end(), report.isEqual() ? ExitCode.OK : ExitCode.NO);
    if (!output.isQuiet() && work.part().isWhole()) {
      DiffSuggestions.report(streams, a, b, report, names, work.threads());
    }
    return code;
  }

  private DiffReport compare(
      DiffSide a, DiffSide b, List<Pair> pairs, DiffOptions options, Optional<RestorePlan> plan)
      throws IOException {
    if (arguments.isNamesOnly()) {
      List<TensorDiff> diffs = QuickDiff.byName(pairs, options);
      List<TensorDiff> noted = plan.isPresent() ? plan.get().noted(diffs) : diffs;
      return new DiffReport(a.path(), b.path(), Basis.NAMES, noted);
    }
    Basis basis = arguments.isQuick() ? Basis.CHECKSUMS : Basis.VALUES;
    if (a.checkpoint().isEmpty() || b.checkpoint().isEmpty()) {
      return new DiffReport(a.path(), b.path(), basis, QuickDiff.byName(pairs, options));
    }
    if (basis == Basis.CHECKSUMS) {
      List<TensorDiff> diffs =
          QuickDiff.bySum(a.checkpoint().get(), b.checkpoint().get(), pairs, options);
      return new DiffReport(a.path(), b.path(), basis, diffs);
    }
    List<Pair> read = IndexedView.where(pairs, Pair::isWhole);
    long bytes =
        bytesRead(a, DiffPairs.entries(read, Pair::a), b, DiffPairs.entries(read, Pair::b));
    try (Progress bar = work.progress(streams, output.isQuiet(), bytes)) {
      List<TensorDiff> diffs =
          CheckpointDiff.compare(a.checkpoint().get(), b.checkpoint().get(), pairs, options, bar);
      return new DiffReport(a.path(), b.path(), basis, diffs);
    }
  }

  /**
   * The bytes of the tensors that are read, on both sides.
   *
   * @throws IOException if they take far more than the files hold
   */
  private long bytesRead(
      DiffSide a, Iterable<TensorEntry> inA, DiffSide b, Iterable<TensorEntry> inB)
      throws IOException {
    size.check(a.checkpoint().orElseThrow(), inA, Expansion.READ);
    size.check(b.checkpoint().orElseThrow(), inB, Expansion.READ);
    return TensorEntry.bytes(inA) + TensorEntry.bytes(inB);
  }
}
