package io.github.tfckpt.cli.export;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OrderOptions;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Aliases;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt export}: tensors as a checkpoint, or as files of other programs. */
public final class ExportCommand implements Callable<Integer> {

  /** What it does, as the list of all commands says it. */
  public static final String HEADER =
      "Writes tensors as a checkpoint, npz, safetensors or npy files.";

  private static final String[] DESCRIPTION = {
    "%nOUT.npz is one uncompressed file for numpy.load, with a member NAME.npy per"
        + " tensor. OUT.safetensors is one file for the safetensors library. DIR/ gets a"
        + " file NAME.npy per tensor, with a subdirectory for each / in a name; other"
        + " files in DIR are kept.",
    "%nPREFIX.index is a TensorFlow checkpoint with PREFIX.data-00000-of-00001"
        + " beside it, byte for byte what SaveV2 writes for these tensors in the order of"
        + " their keys. Partitioned variables become whole; variants are copied. So is"
        + " the object graph, unless -x names it; renamed keys are renamed in it, and"
        + " tensors left out are removed from it. A 'checkpoint' file is not touched."
        + " --part is refused.",
    "%nAll or nothing: if a tensor is damaged (exit 5), the target does not support"
        + " a type or name (exit 4), or a pattern matches nothing (exit 3), no file is"
        + " created or changed; use -x to leave such tensors out. Resources are always"
        + " left out, because they have no values; so are variants except in a"
        + " checkpoint, and the object graph if the target has no strings. What is left"
        + " of a damaged index is exported only if a pattern names it ('*').",
    "%nnumpy lacks bfloat16, float8, float4, and integers of 2 and 4 bits;"
        + " safetensors lacks strings, complex128, float8_e4m3b11fnuz, float4, and"
        + " integers of 2 and 4 bits. Names must not lead out of DIR, and must have at"
        + " most 255 bytes between slashes.%n"
  };

  private static final String[] EXAMPLES = {
    "  tfckpt export model.ckpt-7 -o model.npz",
    "  tfckpt export -x '*/Adam*' model.ckpt-7 'bert/*' -o bert.safetensors",
    "  tfckpt export --map 'vgg_16/*=*' vgg_16.ckpt -o weights/",
    "  tfckpt convert -x '*/Momentum' old_v1.ckpt -o new.ckpt.index",
    "  tfckpt export --transpose '*/conv*/weights:3,2,0,1' vgg_16.ckpt -o oihw.npz",
    "  tfckpt export --cast '*:float16' -x '*/Adam*' model.ckpt-7 -o half.npz",
    "  tfckpt export --part 3/16 huge.ckpt -o huge-3-of-16.npz"
  };

  private final Streams streams;

  private final CheckpointArgument checkpoint = new CheckpointArgument();

  private final PositionalParamSpec patterns = Options.patterns("1..*");

  private final ExportOptions options = new ExportOptions();

  public ExportCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command =
        Options.command(this, "export", HEADER, DESCRIPTION, EXAMPLES).aliases("convert");
    checkpoint.addJoinedTo(command);
    command.addPositional(patterns);
    options.addTo(command);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    Changes rules = options.changes();
    ExportPlace place = options.place();
    TensorExport export = options.export(streams, place, rules, checkpoint.files());
    NameOptions names = options.names();
    return Session.run(
        streams,
        checkpoint,
        options.output(),
        session -> {
          List<String> typed = Options.given(patterns, List.of());
          Checkpoint open = session.checkpoint();
          List<TensorEntry> chosen = session.choose(typed, names, OrderOptions.ofTensors());
          if (names.isFull()) {
            // One tensor under several keys has one full name, and is written once.
            chosen = Aliases.merged(chosen, open.fullNames(), entry -> false).entries();
          }
          if (session.isDamaged() && typed.isEmpty()) {
            streams.message(open.path() + ": not exported; the pattern '*' exports what is left");
            return ExitCode.DAMAGED;
          }
          return session.code() == ExitCode.OK
              ? export.run(open, chosen, entry -> open.read(entry).elements())
              : ExitCode.OK;
        });
  }
}
