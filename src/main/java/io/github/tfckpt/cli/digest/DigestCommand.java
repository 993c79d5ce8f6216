package io.github.tfckpt.cli.digest;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.FormatOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OrderOptions;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.PartOption;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Expansion;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.tensor.DType.Kind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt digest}: what tensors hold, as one number each. */
public final class DigestCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Prints or checks SHA-256 digests of tensors.";

  private static final String[] DESCRIPTION = {
    "%nPrints one line per tensor, as sha256sum does: the digest of its elements,"
        + " row-major and little-endian (a string counts as 8 bytes of length, then its"
        + " bytes). The same values give the same digest in any format, sharded or"
        + " partitioned. Stored checksums are verified too. Tensors without values"
        + " (variant, resource) are skipped. The text, jsonl, csv or tsv output of all"
        + " parts (--part), concatenated, is that of the whole.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt digest model.ckpt-7 > model.sha256",
    "  tfckpt digest --check model.sha256 copy/model.ckpt-7",
    "  tfckpt digest -q model.ckpt-7 'conv*' | sort | uniq -w64 -d",
    "  tfckpt digest --part 3/16 huge.ckpt > huge.sha256.3"
  };

  private final Streams streams;

  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final PositionalParamSpec patterns = Options.patterns("1..*");

  private final OptionSpec list =
      Options.value(
          String.class,
          "FILE",
          "Compare with the digests in FILE (- is stdin) and print OK, FAILED or MISSING"
              + " for each name in it; with -q, only for those not OK. Lines with the same full"
              + " name stand for the tensors of that name, in order.",
          "-c",
          "--check");

  private final WorkOptions work = new WorkOptions();
  private final SizeOption size = new SizeOption();
  private final FormatOption format = new FormatOption();
  private final NameOptions names = new NameOptions(format::isText);
  private final OutputOptions output = new OutputOptions();

  public DigestCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "digest", HEADER, DESCRIPTION, EXAMPLES);
    checkpoint.addTo(command);
    command.addPositional(patterns);
    command.addOption(list);
    names.addTo(command);
    work.addTo(command);
    size.addTo(command);
    format.addTo(command);
    output.addTo(command);
    command
        .usageMessage()
        .exitCodeList(
            ExitCode.help(
                "done; with --check, all match",
                "with --check, a digest does not match or a tensor is missing"));
    return command;
  }

  @Override
  public Integer call() throws IOException {
    work.part();
    String expected = Options.given(list, "");
    boolean checking = !expected.isEmpty();
    if (checking && !expected.equals("-")) {
      output.spare(DigestList.path(expected));
    }
    return Session.run(
        streams,
        checkpoint,
        output,
        session -> {
          RecordPrinter<DigestRow> printer = printer(session, checking);
          return checking ? check(session, printer) : print(session, printer);
        });
  }

  private RecordPrinter<DigestRow> printer(Session session, boolean checking) throws IOException {
    if (format.format() == TableFormat.TEXT) {
      TextOut text = new TextOut(session.out().outlivesReader());
      return DigestRow.lines(checking, text, output.look(streams));
    }
    Columns<DigestRow> columns =
        DigestRow.columns(new TensorFields(session.checkpoint()), checking);
    return session.rows("tfckpt/digest/1", columns, format, work);
  }

  private int print(Session session, RecordPrinter<DigestRow> printer) throws IOException {
    Checkpoint open = session.checkpoint();
    List<TensorEntry> chosen =
        session.choose(Options.given(patterns, List.of()), names, OrderOptions.ofTensors());
    if (!output.isQuiet() && work.part().isFirst()) {
      for (TensorEntry entry : IndexedView.where(chosen, DigestCommand::isOpaque)) {
        streams.message(entry.name() + ": left out, " + entry.dtype() + " has no values");
      }
    }
    List<TensorEntry> all = IndexedView.where(chosen, entry -> !isOpaque(entry));
    size.check(open, all, Expansion.READ);
    List<TensorEntry> mine = PartOption.of(work.part(), all);
    try (Progress bar = work.progress(streams, output.isQuiet(), mine);
        DigestWork digests = new DigestWork(open, mine, work.threads(), bar)) {
      for (TensorEntry entry : mine) {
        try {
          printer.print(DigestRow.digest(shownName(open, entry), entry, digests.next()));
        } catch (OutputFailure e) {
          throw e;
        } catch (IOException e) {
          session.failures().add(e);
        }
      }
      printer.end();
    }
    return ExitCode.OK;
  }

  private static boolean isOpaque(TensorEntry entry) {
    return entry.dtype().kind() == Kind.OPAQUE;
  }

  private String shownName(Checkpoint open, TensorEntry entry) {
    return names.shown(open).of(entry).orElse(entry.name());
  }

  private int check(Session session, RecordPrinter<DigestRow> printer) throws IOException {
    // A tensor that cannot be read has a verdict too.
    session.keepPartial();
    Checkpoint open = session.checkpoint();
    DigestList expected = DigestList.read(Options.given(list, ""), streams.in());
    NameFilter filter = names.filter(Options.given(patterns, List.of()), open);
    List<TensorEntry> chosen = filter.choose(open.tensors());
    session.unmatched(filter.unmet(), names, chosen, true);
    DigestPairs pairs = DigestPairs.of(open, names.shown(open), filter, expected.lines());
    size.check(open, pairs.entries(), Expansion.READ);
    DigestCheck check = new DigestCheck(open, work, printer, streams, output.isQuiet());
    return check.run(expected, pairs);
  }
}
