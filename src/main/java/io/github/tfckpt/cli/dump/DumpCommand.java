package io.github.tfckpt.cli.dump;

import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.part.OutputFailure;
import io.github.tfckpt.inspect.Expansion;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt dump}: the values of tensors. */
public final class DumpCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Prints the values of tensors.";

  private static final String[] DESCRIPTION = {
    "%nText is what numpy 2 prints for print(array), after a line NAME  DTYPE"
        + "  SHAPE. More than 1000 elements are summarized; --full prints all.",
    "%nNAME is a key, a full name, or a pattern as in 'tfckpt list'. SELECTION is"
        + " numpy basic indexing: 'w[5, :10]', 'w[..., ::-2]', 'w[-1]'; None or newaxis"
        + " adds an axis, [()] takes all. Reading a whole tensor always verifies its"
        + " checksum; reading a selection does not, because only the bytes it needs are"
        + " read. A name that itself ends in brackets takes precedence; with -E, so does"
        + " an expression that matches together with its brackets. Naming a tensor twice"
        + " prints it twice.",
    "%ncsv, tsv: one line per row of the last axis. lines: one element per line."
        + " json: one document per tensor; numbers that JSON lacks are \"NaN\","
        + " \"Infinity\", \"-Infinity\". Types that numpy lacks (bfloat16, float8) are"
        + " printed exactly. In csv, tsv and lines, a string is UTF-8 on one line: tab,"
        + " newline, carriage return and backslash become \\t, \\n, \\r, \\\\; other"
        + " control characters and bytes that are not UTF-8 become \\xHH.",
    "%nnpy: a numpy file; types that numpy lacks become float32 unless --bits. raw:"
        + " row-major little-endian bytes; strings follow one another with nothing"
        + " between them. npy and raw take one tensor.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt dump model.ckpt-7 conv1/weights",
    "  tfckpt dump model.ckpt-7 'conv1/weights[..., 0]' 'conv*/biases'",
    "  tfckpt dump --full --precision 3 model.ckpt-7 'fc8/weights[:5]'",
    "  tfckpt dump --join 'embeddings/part_*:0' model.ckpt-7 embeddings/part",
    "  tfckpt dump -f npy -o weights.npy model.ckpt-7 conv1/weights"
  };

  private final Streams streams;

  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final PositionalParamSpec typed =
      Options.arguments(
          "1..*", "1..*", "NAME[SELECTION]", "Tensors, parts of tensors, or patterns.");

  private final DumpOptions options = new DumpOptions();
  private final NameOptions names = new NameOptions(options::isText);
  private final WorkOptions work = new WorkOptions();
  private final SizeOption size = new SizeOption();
  private final OutputOptions output = new OutputOptions();

  public DumpCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command =
        Options.command(this, "dump", HEADER, DESCRIPTION, EXAMPLES).aliases("cat");
    checkpoint.addJoinedTo(command);
    command.addPositional(typed);
    options.addTo(command);
    names.addTo(command);
    work.addProgressTo(command);
    size.addTo(command);
    output.addTo(command);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    DumpPrinter printer = options.printer(output.isColour(streams));
    if (options.isBinary() && streams.outIsTerminal() && !output.isToFile()) {
      throw new UsageException("not writing binary data to a terminal: use -o FILE or a pipe");
    }
    return Session.run(
        streams,
        checkpoint,
        output,
        session -> {
          List<String> wanted = session.patterns(Options.given(typed, List.of()));
          if (wanted.isEmpty()) {
            throw new UsageException("NAME[SELECTION] is missing");
          }
          DumpTargets targets = DumpTargets.of(wanted, session.checkpoint(), names);
          int count = targets.found().size();
          session.unmatched(targets.unmet(), names, targets.entries(), count > 0);
          if (options.isBinary() && (count > 1 || (count == 0 && session.hasAnswer()))) {
            throw new UsageException(
                options.label() + " takes one tensor, not " + count + named(targets));
          }
          if (session.hasAnswer()) {
            size.check(session.checkpoint(), targets.mostlyShown(), Expansion.READ);
            print(session, targets, printer);
          }
          return ExitCode.OK;
        });
  }

  private static String named(DumpTargets targets) {
    List<DumpTargets.Target> found = targets.found();
    return found.isEmpty()
        ? ": all are excluded"
        : ": " + found.get(0).name() + ", " + found.get(1).name() + " ...";
  }

  private void print(Session session, DumpTargets targets, DumpPrinter printer) throws IOException {
    try (Progress bar = work.progress(streams, output.isQuiet(), targets.entries())) {
      for (DumpTargets.Target target : targets.found()) {
        try {
          Tensor tensor = target.of(session.checkpoint().read(target.entry()));
          if (options.isRaw() && !tensor.dtype().isFixed() && !output.isQuiet()) {
            remark(tensor);
          }
          printer.print(target.selection(), tensor, new CountedStream(session.out(), bar));
        } catch (OutputFailure e) {
          throw e;
        } catch (IOException e) {
          // Half a binary file is useless: only text goes on with the next tensor.
          if (options.isBinary()) {
            throw e;
          }
          session.failures().add(e);
        }
      }
    }
  }

  private void remark(Tensor strings) {
    if (strings.elements().count() > 1) {
      streams.message(
          strings.name()
              + ": raw joins "
              + strings.elements().count()
              + " strings without their lengths; csv, json and lines keep them apart");
    }
  }
}
