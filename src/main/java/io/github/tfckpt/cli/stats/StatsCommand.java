package io.github.tfckpt.cli.stats;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.FormatOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.PartOption;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.records.StatsColumns;
import io.github.tfckpt.cli.records.StatsColumns.Row;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Expansion;
import io.github.tfckpt.inspect.SkippedTensors;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.stats.CheckpointStats;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt stats}: what the numbers in tensors are like. */
public final class StatsCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Summarizes tensor values; finds NaN and infinities.";

  private static final String[] DESCRIPTION = {
    "%nFor each tensor, prints the number of elements; how many are NaN, infinite"
        + " or zero; and their minimum, maximum, mean, standard deviation (of the"
        + " population, as in numpy) and L2 norm, all computed in float64 (scaled if"
        + " squares would overflow or vanish). If all elements are equal, the mean is"
        + " exactly their value and the deviation 0. Stored checksums are verified too.",
    "%nText shows three digits and summarizes the finite elements. HISTOGRAM draws"
        + " them in ten bins from MIN to MAX; a narrow terminal leaves it out. The other"
        + " formats have all digits, and their min, max, mean, std and l2 are over all"
        + " elements, as in numpy: NaN if any element is NaN. They summarize the finite"
        + " elements in 'finite' (finite_min... in csv and tsv). An empty tensor has no"
        + " min and max.",
    "%nA bool counts as 0 or 1, a quantized integer as stored. Complex numbers are"
        + " ordered by real part, then imaginary part, as in numpy. They are written [re,"
        + " im], their mean is the mean of each part, and they have no histogram. Strings"
        + " and variants are skipped; naming one exactly is an error (exit 4).",
    "%nA damaged tensor is reported on stderr, and the others are still shown. The"
        + " jsonl, csv or tsv output of all parts (--part), concatenated, is that of the"
        + " whole.",
    "%nPATTERN is a glob that must match a whole name, as in 'tfckpt list'.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt stats model.ckpt-7 'conv*'",
    "  tfckpt stats --find nan,inf model.ckpt-7 && echo sound",
    "  tfckpt stats --histogram 20 model.ckpt-7 dense/kernel",
    "  tfckpt stats -f jsonl model.ckpt-7 | jq -c 'select(.std == 0) | .name'",
    "  tfckpt stats --part 3/16 -f jsonl huge.ckpt > stats.3"
  };

  private final Streams streams;

  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final PositionalParamSpec patterns = Options.patterns("1..*");

  private final StatsOptions options = new StatsOptions();
  private final WorkOptions work = new WorkOptions();
  private final SizeOption size = new SizeOption();
  private final FormatOption format = new FormatOption();
  private final NameOptions names = new NameOptions(format::isText);
  private final OutputOptions output = new OutputOptions();

  public StatsCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "stats", HEADER, DESCRIPTION, EXAMPLES);
    checkpoint.addJoinedTo(command);
    command.addPositional(patterns);
    options.addTo(command);
    names.addTo(command);
    work.addTo(command);
    size.addTo(command);
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
    options.check();
    format.format();
    Part mine = work.part();
    options.most(mine);
    return Session.run(
        streams,
        checkpoint,
        output,
        session -> {
          List<String> typed = Options.given(patterns, List.of());
          List<TensorEntry> chosen = session.choose(typed, names, options.order());
          if (!session.hasAnswer()) {
            return ExitCode.OK;
          }
          Checkpoint open = session.checkpoint();
          List<TensorEntry> counted = counted(open, chosen, typed, session.failures());
          size.check(open, counted, Expansion.READ);
          List<TensorEntry> share = PartOption.of(mine, counted);
          share = share.subList(0, Math.min(options.most(mine), share.size()));
          if (!options.traits().isEmpty()) {
            session.out().outlivesReader();
          }
          return print(session, share);
        });
  }

  /** Those whose elements are numbers; the others are reported. */
  private List<TensorEntry> counted(
      Checkpoint open, List<TensorEntry> chosen, List<String> typed, ReadFailures losses) {
    SkippedTensors leftOut = new SkippedTensors();
    for (TensorEntry entry : IndexedView.where(chosen, each -> !each.dtype().isFixed())) {
      boolean named =
          typed.contains(entry.name()) || open.fullName(entry).filter(typed::contains).isPresent();
      if (named) {
        losses.add(
            Unsupported.at(
                open.path(),
                "\"%s\": tensors of type %s have no statistics; %s",
                entry.key().brief(),
                entry.dtype(),
                entry.dtype().kind() == Kind.STRING
                    ? "dump and list still work"
                    : "list still works"));
      } else {
        leftOut.add(entry);
      }
    }
    if (!output.isQuiet() && work.part().isFirst()) {
      leftOut.line().ifPresent(streams::message);
    }
    return IndexedView.where(chosen, each -> each.dtype().isFixed());
  }

  private RecordPrinter<Row> printer(Session session) throws IOException {
    Checkpoint open = session.checkpoint();
    FullNames shown = names.shown(open);
    if (format.format() == TableFormat.TEXT && options.isSearch()) {
      return new StatsSearch(shown, options.traits(), new TextOut(session.out()));
    }
    if (format.format() == TableFormat.TEXT && options.bins() > 0) {
      return new StatsPictures(shown, new TextOut(session.out()), output.look(streams));
    }
    Columns<Row> columns =
        StatsColumns.of(new TensorFields(open), shown, options.traits(), options.bins());
    return session.rows("tfckpt/stats/1", columns, format, work);
  }

  /** Prints all of them; the result is 1 if something was searched for and found. */
  private int print(Session session, List<TensorEntry> entries) throws IOException {
    Checkpoint open = session.checkpoint();
    RecordPrinter<Row> printer = printer(session);
    boolean isText = format.format() == TableFormat.TEXT;
    StatsTotals totals = new StatsTotals(work.part(), options.traits());
    int passes = bins() > 0 ? 2 : 1;
    long bytes = passes * TensorEntry.bytes(entries);
    try (Progress bar = work.progress(streams, output.isQuiet(), bytes);
        CheckpointStats all = new CheckpointStats(open, entries, bins(), work.threads(), bar)) {
      for (TensorEntry entry : entries) {
        Row row = Row.next(entry, all, session.failures());
        totals.add(row);
        boolean asked = !options.isSearch() || row.stats().isEmpty();
        if (isText || asked || row.stats().get().hasAny(options.traits())) {
          printer.print(row);
        }
      }
      printer.end();
    }
    if (isText && !(options.isSearch() && output.isQuiet())) {
      TextOut text = new TextOut(session.out());
      text.text(output.look(streams).wrap(totals.line())).line().flush();
    }
    return totals.isFound() ? ExitCode.NO : ExitCode.OK;
  }

  /** Bins of the histograms; text draws one in each row. */
  private int bins() {
    boolean isTable = format.format() == TableFormat.TEXT && !options.isSearch();
    return isTable && options.bins() == 0 ? StatsColumns.BLOCKS : options.bins();
  }
}
