package io.github.tfckpt.cli.list;

import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.FormatOption;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.RowRanges;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt list}: what is in a checkpoint. */
public final class ListCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Lists the tensors of a checkpoint.";

  private static final String[] DESCRIPTION = {
    "%nPrints one line per tensor, then totals that keep weights apart from"
        + " optimizer state, moving averages, counters and bookkeeping. PARAMS is the"
        + " number of elements, BYTES their size. Reads only the index, no tensor data."
        + " If the index is damaged, everything readable is listed and the rest is"
        + " reported.",
    "%nPATTERN is a glob that must match a whole name, key or full name: * matches"
        + " any text, including /; ? matches one character; [a-z] matches one of a set.",
    "%nIn JSON, totals.weights, totals.optimizer and so on are the sums by role;"
        + " totals.all is the sum of all roles, with a tensor stored twice counted once;"
        + " totals.params is totals.weights.params.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt list model.ckpt-7",
    "  tfckpt list -l logs/ 'conv*/weights' -x '*/Adam*'",
    "  tfckpt list --tree -L 2 --fold bert_model.ckpt",
    "  tfckpt list --sort size -n 10 model.ckpt-7         # the ten largest",
    "  tfckpt list --role weights model.ckpt-7            # without optimizer state",
    "  tfckpt list -f json model.ckpt-7 | jq .totals.weights.params"
  };

  private final Streams streams;

  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final PositionalParamSpec patterns = Options.patterns("1..*");

  private final ListOptions options = new ListOptions();
  private final FormatOption format = new FormatOption();
  private final NameOptions names = new NameOptions(format::isText);
  private final OutputOptions output = new OutputOptions();

  public ListCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command =
        Options.command(this, "list", HEADER, DESCRIPTION, EXAMPLES).aliases("ls");
    checkpoint.addTo(command);
    command.addPositional(patterns);
    options.addTo(command);
    names.addTo(command);
    format.addTo(command);
    output.addTo(command);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    options.check(format.format());
    return Session.run(
        streams,
        checkpoint,
        output,
        session -> {
          session.keepPartial();
          List<TensorEntry> chosen =
              session.choose(Options.given(patterns, List.of()), names, options.order());
          if (session.hasAnswer()) {
            print(
                new Listing(
                    session.checkpoint(),
                    chosen,
                    options.most(),
                    names.shown(session.checkpoint())),
                session.out());
          }
          return ExitCode.OK;
        });
  }

  private void print(Listing listing, Output out) throws IOException {
    TableFormat form = format.format();
    TextOut text = new TextOut(out);
    if (form == TableFormat.JSON) {
      ListJson.document(listing, text);
    } else if (form == TableFormat.JSONL) {
      ListJson.lines(listing, text);
    } else if (form != TableFormat.TEXT) {
      form.printer(listing.columns(), Map.of(), "tensors", out, output.look(streams))
          .printAll(listing.entries());
    } else if (options.isBare()) {
      RowRanges.print(
          listing.entries().size(),
          (from, to, some) -> {
            for (int row = from; row < to; row++) {
              listing.printName(listing.entries().get(row), some).line();
            }
          },
          text);
    } else {
      ListText.print(listing, options, text, output.look(streams));
    }
    text.flush();
  }
}
