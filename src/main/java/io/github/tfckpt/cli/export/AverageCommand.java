package io.github.tfckpt.cli.export;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.InputFiles;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UnmatchedPatterns;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Expansion;
import io.github.tfckpt.name.NameFilter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt average}: the mean of several checkpoints, element by element. */
public final class AverageCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER = "Writes the mean of several checkpoints.";

  private static final String[] DESCRIPTION = {
    "%nFloats and complex numbers are added up in float64 and rounded once to their"
        + " type. All other tensors are taken from the last CKPT. An element with the"
        + " same bits in every checkpoint keeps them. Names, types and shapes must agree;"
        + " formats, shards and partitions need not. Several files of one checkpoint"
        + " count once.",
    "%nOUT and the changes are as in 'tfckpt export'; changes are made to the mean.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt average ckpt-8 ckpt-9 ckpt-10 -o average.index",
    "  tfckpt average model.ckpt-*.index --role weights -o average.safetensors",
    "  tfckpt average a.ckpt b.ckpt --set 'global_step=0' -o start.index"
  };

  private final Streams streams;

  private final PositionalParamSpec paths =
      Options.arguments("0..*", "1..*", "CKPT", "Checkpoints, each named as in 'tfckpt list'.");

  private final ExportOptions options = new ExportOptions();

  public AverageCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command = Options.command(this, "average", HEADER, DESCRIPTION, EXAMPLES);
    command.addPositional(paths);
    options.addTo(command);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    ExportPlace place = options.place();
    Changes rules = options.changes();
    InputFiles read = new InputFiles();
    for (String typed : Options.given(paths, List.<String>of())) {
      read.add(typed, OptionalLong.empty());
    }
    TensorExport export = options.export(streams, place, rules, read);
    NameOptions names = options.names();
    try (Opened opened = open()) {
      List<Checkpoint> all = opened.checkpoints;
      Checkpoint last = all.get(all.size() - 1);
      boolean isDamaged = false;
      for (Checkpoint each : all) {
        isDamaged |= OutputOptions.damage(streams, each) != ExitCode.OK;
      }
      if (isDamaged) {
        return ExitCode.DAMAGED;
      }
      NameFilter filter = names.filter(List.of(), last);
      List<TensorEntry> chosen = filter.choose(last.tensors());
      int code = UnmatchedPatterns.report(streams, last, filter, names.roles(), chosen);
      if (code != ExitCode.OK) {
        return code;
      }
      List<String> disagreements = new Agreement(all, names).with(chosen);
      disagreements.forEach(streams::message);
      if (!disagreements.isEmpty()) {
        return ExitCode.UNREADABLE;
      }
      for (Checkpoint each : all.subList(0, all.size() - 1)) {
        options.size().check(each, each.tensors(), Expansion.READ);
      }
      return export.run(last, chosen, new MeanReader(all));
    }
  }

  /** The checkpoints, opened together and closed together. */
  private static final class Opened implements Closeable {
    private final List<Checkpoint> checkpoints = new ArrayList<>();

    @Override
    public void close() throws IOException {
      for (Checkpoint each : checkpoints) {
        each.close();
      }
    }
  }

  private Opened open() throws IOException {
    Opened opened = new Opened();
    Set<String> seen = new HashSet<>();
    try {
      for (String typed : Options.given(paths, List.<String>of())) {
        Checkpoint checkpoint = CheckpointArgument.open(typed, OptionalLong.empty());
        if (!seen.add(checkpoint.path())) {
          checkpoint.close();
          continue;
        }
        opened.checkpoints.add(checkpoint);
        options.output().remark(streams, checkpoint);
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }
}
