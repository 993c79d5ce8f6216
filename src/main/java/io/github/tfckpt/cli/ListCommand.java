package io.github.tfckpt.cli;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.FullNames;
import io.github.tfckpt.inspect.NameFilter;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tfckpt list}: what is in a checkpoint. */
@Command(
    name = "list",
    aliases = "ls",
    header = "Lists the tensors of a checkpoint.",
    description = {
      "%nOne line for each tensor, then the totals: weights apart from what an optimizer, a training"
          + " loop and the checkpoint itself keep. PARAMS counts elements, BYTES is what they take."
          + " With a TF2 object graph, FULL NAME is the tensor's other name (KEY with --names full)."
          + " Reads the index alone, no tensor data. A damaged index is listed as far as it can be"
          + " read.",
      "%nPATTERN is a glob over the whole name, key or full name: * any text with /, ? one"
          + " character, [a-z] one of these.%n"
    },
    footer = {
      "  tfckpt list model.ckpt-7",
      "  tfckpt list -l logs/ 'conv*/weights' -x '*/Adam*'",
      "  tfckpt list --tree -L 2 --fold bert_model.ckpt",
      "  tfckpt list --sort size model.ckpt-7 | head",
      "  tfckpt list -f json model.ckpt-7 | jq .totals.params"
    })
final class ListCommand implements Callable<Integer> {

  private final Streams streams;

  @Mixin private CheckpointArgument checkpoint;

  @Parameters(
      index = "1..*",
      paramLabel = "PATTERN",
      description = "Names of tensors; all if there is none.")
  private List<String> patterns = new ArrayList<>();

  @Mixin private NameOptions names;
  @Mixin private ListOptions options;
  @Mixin private FormatOption format;
  @Mixin private OutputOptions output;

  ListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    options.check(format.format());
    try (Checkpoint open = checkpoint.open();
        Output out = output.open(streams)) {
      output.remark(streams, open);
      NameFilter filter = names.filter(patterns, open);
      List<TensorEntry> chosen = sorted(filter.choose(open.tensors()), names.shown(open));
      int unmet = Unmet.tell(streams, open, filter.unmet());
      // Where no pattern met anything there is no listing, not an empty one.
      if (unmet == ExitCode.OK || !chosen.isEmpty()) {
        print(new Listing(open, chosen, names.isFull()), out);
        out.commit();
      }
      return ExitCode.worse(unmet, OutputOptions.damage(streams, open));
    }
  }

  private List<TensorEntry> sorted(List<TensorEntry> inKeyOrder, FullNames shown) {
    List<TensorEntry> sorted = options.sort().sort(inKeyOrder, shown);
    if (options.isReverse()) {
      Collections.reverse(sorted);
    }
    return sorted;
  }

  private void print(Listing listing, Output out) throws IOException {
    TableFormat form = format.format();
    if (form == TableFormat.CSV || form == TableFormat.TSV) {
      ListRows.print(listing, SeparatedRows.of(form, out));
      return;
    }
    TextOut text = new TextOut(out);
    if (form == TableFormat.JSON) {
      ListJson.document(listing, text);
    } else if (form == TableFormat.JSONL) {
      ListJson.lines(listing, text);
    } else if (options.isNamesOnly()) {
      for (TensorEntry entry : listing.entries()) {
        text.text(listing.name(entry)).line();
      }
    } else {
      ListText.print(listing, options, text, output.isColour(streams));
    }
    text.flush();
  }
}
