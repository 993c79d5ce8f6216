package io.github.tfckpt.cli.objects;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.FormatOption;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.ShownNames;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tfckpt objects}: the object graph of a TF2 checkpoint. */
public final class ObjectsCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Shows the object graph of a TF2 checkpoint as a tree.";

  private static final String[] DESCRIPTION = {
    "%nShows the saved objects as a tree of attribute names. A variable has its"
        + " type, shape and full name beside it, and its key and optimizer slots below."
        + " An object is shown at its shortest path from the root, which TensorFlow makes"
        + " its key from; elsewhere, '= PATH' points there.",
    "%njson has all objects, with their numbers; csv and tsv have one row per" + " tensor.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt objects ckpt-1",
    "  tfckpt objects --short -L 3 saved_model/",
    "  tfckpt objects -f json ckpt-1 | jq '.nodes[] | select(.slots) | .path'"
  };

  private static final int ALL = Integer.MAX_VALUE;

  private final Streams streams;
  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final OptionSpec all =
      Options.flag("Also show objects without any saved value.", "-a", "--all");

  private final OptionSpec brief =
      Options.flag(
          "One line per object: no slots, and no keys unless --names key.", "-s", "--short");

  private final OptionSpec depth =
      Options.value(Integer.class, "DEPTH", "Show only DEPTH levels of the tree.", "-L", "--depth");

  private final ShownNames names = ShownNames.both();
  private final FormatOption format = new FormatOption();
  private final OutputOptions output = new OutputOptions();

  public ObjectsCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "objects", HEADER, DESCRIPTION, EXAMPLES);
    checkpoint.addAloneTo(command);
    command.addOption(all).addOption(brief).addOption(depth);
    names.addTo(command);
    format.addTo(command);
    output.addTo(command);
    command
        .usageMessage()
        .exitCodeList(ExitCode.help("done", "", ExitCode.UNREADABLE, ExitCode.DAMAGED));
    return command;
  }

  @Override
  public Integer call() throws IOException {
    int levels = Options.levels(depth, ALL);
    TableFormat form = format.format();
    boolean shaped = Options.isGiven(all) || Options.isGiven(brief) || levels != ALL;
    if (form != TableFormat.TEXT && shaped) {
      throw new UsageException("--all, --short and --depth are for -f text");
    }
    return Session.run(
        streams,
        checkpoint,
        output,
        session -> {
          session.keepPartial();
          ObjectTree tree = tree(session.checkpoint());
          print(session.checkpoint(), tree, session.out(), levels);
          return ExitCode.OK;
        });
  }

  private static ObjectTree tree(Checkpoint open) throws IOException {
    Optional<List<ObjectNode>> nodes = open.objects();
    if (nodes.isEmpty()) {
      throw new Unsupported(open.path(), "has no object graph: " + open.format().whyNoObjects());
    }
    return new ObjectTree(nodes.get(), open.tensors());
  }

  private void print(Checkpoint open, ObjectTree tree, Output out, int levels) throws IOException {
    TableFormat form = format.format();
    TextStyle style = output.look(streams);
    if (form == TableFormat.TEXT) {
      TextOut text = new TextOut(out);
      ObjectLines lines = new ObjectLines(tree, text, Options.isGiven(brief), names);
      new ObjectsText(tree, text, style, Options.isGiven(all), lines, levels).print();
      text.flush();
      return;
    }
    ObjectsRecords records = new ObjectsRecords(tree, new TensorFields(open));
    Map<String, Object> head =
        JsonDocument.object("schema", "tfckpt/objects/1", "checkpoint", Visible.line(open.path()));
    if (form.hasNestedValues()) {
      form.printer(records.ofNodes(), head, "nodes", out, style).printAll(records.nodes());
    } else {
      form.printer(records.ofValues(), head, "values", out, style).printAll(records.values());
    }
  }
}
