package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.Archive;
import io.github.tfckpt.change.Changes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ChangeOptions;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OrderOptions;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.Session;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.export.ExportPlace.Form;
import io.github.tfckpt.cli.part.PartFile;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.numpy.NpyFolder;
import io.github.tfckpt.numpy.NpzArchive;
import io.github.tfckpt.safetensors.SafetensorsArchive;
import io.github.tfckpt.tf.bundle.BundleArchive;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tfckpt export}: tensors as a checkpoint, or as files of other programs. */
public final class ExportCommand implements Callable<Integer> {

  private static final String[] DESCRIPTION = {
    "%nOUT.npz is one uncompressed file for numpy.load, with a member NAME.npy per tensor."
        + " OUT.safetensors is one file for the safetensors library. DIR/ gets a file NAME.npy per"
        + " tensor, in subdirectories as the names have them; other files in DIR stay.",
    "%nPREFIX.index is a TensorFlow checkpoint with PREFIX.data-00000-of-00001 beside it, byte for"
        + " byte what SaveV2 writes of these tensors in the order of their keys. Partitioned"
        + " variables become whole; variants are carried over. The object graph comes along, unless"
        + " -x names it: keys are renamed in it, and what is left out is taken out of it. A"
        + " 'checkpoint' file is not touched. --part is refused.",
    "%nAll or nothing: a damaged tensor (exit 5), a type or name that the target does not support"
        + " (exit 4) or a pattern that matches nothing (exit 3), and no file appears or changes;"
        + " use -x to leave such tensors out. Resources, and elsewhere variants, have no values and"
        + " are always left out, and so is the object graph where the target has no strings. What is"
        + " left of a damaged index is exported only if patterns name it ('*').",
    "%nnumpy lacks bfloat16, float8, float4, and integers of 2 and 4 bits; safetensors lacks"
        + " strings, complex128, float8_e4m3b11fnuz, float4, and integers of 2 and 4 bits. Names"
        + " in DIR must stay inside it and have at most 255 bytes between slashes.%n"
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

  private final OptionSpec out =
      OptionSpec.builder("-o", "--output")
          .required(true)
          .type(String.class)
          .paramLabel("OUT")
          .description(
              "OUT.npz, OUT.safetensors, PREFIX.index, or DIR/ (created if missing). Written atomically"
                  + " (temporary file, then rename).")
          .build();

  private final OptionSpec widen =
      Options.flag(
          "Store types that the target lacks as wider ones: float32, int8 or uint8.", "--widen");

  private final ChangeOptions changes = new ChangeOptions(ChangeOptions.Use.WRITE);
  private final OutputOptions output = new OutputOptions();
  private final NameOptions names = new NameOptions(() -> false);
  private final WorkOptions work = new WorkOptions();

  public ExportCommand(Streams streams) {
    this.streams = streams;
  }

  public CommandSpec spec() {
    CommandSpec command =
        Options.command(
                this,
                "export",
                "Writes tensors as a checkpoint, npz, safetensors or npy files.",
                DESCRIPTION,
                EXAMPLES)
            .aliases("convert");
    checkpoint.addTo(command);
    command.addPositional(patterns).addOption(out).addOption(widen);
    changes.addTo(command);
    names.addTo(command);
    work.addTo(command);
    output.addQuietTo(command);
    return command;
  }

  private boolean isWidened() {
    return Options.isGiven(widen);
  }

  @Override
  public Integer call() throws IOException {
    Part mine = work.part();
    Changes rules = changes.changes(names);
    ExportPlace place = ExportPlace.of(Options.given(out, ""));
    if (place.form() == Form.BUNDLE && !mine.isWhole()) {
      throw new UsageException("--part: a checkpoint is written as a whole, not in parts");
    }
    for (Path file : place.files()) {
      checkpoint.spare(file);
    }
    return Session.run(
        streams,
        checkpoint,
        output,
        session -> {
          List<String> typed = Options.given(patterns, List.of());
          Checkpoint open = session.checkpoint();
          List<TensorEntry> chosen = session.choose(typed, names, new OrderOptions());
          if (place.form() == Form.BUNDLE) {
            chosen = withGraph(open, chosen);
          }
          if (session.isDamaged() && typed.isEmpty()) {
            streams.message(open.path() + ": not exported; the pattern '*' exports what is left");
            return ExitCode.DAMAGED;
          }
          return session.code() == ExitCode.OK
              ? export(open, chosen, place, rules, mine)
              : ExitCode.OK;
        });
  }

  /** With the object graph, which comes along whatever the patterns say, unless it is excluded. */
  private List<TensorEntry> withGraph(Checkpoint open, List<TensorEntry> chosen) {
    List<TensorEntry> all = new ArrayList<>(chosen);
    for (TensorEntry entry : open.named(TensorEntry.OBJECT_GRAPH.toString())) {
      if (entry.key().equals(TensorEntry.OBJECT_GRAPH)
          && !names.isExcluded(entry, open)
          && !chosen.contains(entry)) {
        all.add(entry);
      }
    }
    return all;
  }

  private void remark(List<String> remarks) {
    if (!output.isQuiet()) {
      remarks.forEach(streams::message);
    }
  }

  private int export(
      Checkpoint open, List<TensorEntry> chosen, ExportPlace place, Changes rules, Part mine)
      throws IOException {
    ExportChoice choice = new ExportChoice(open);
    List<TensorEntry> kept = choice.withValues(chosen, place.form().target());
    remark(choice.leftOut());
    if (kept.isEmpty() && !chosen.isEmpty()) {
      streams.message(open.path() + ": nothing left to export");
      return ExitCode.UNREADABLE;
    }
    ExportChoice.checkOverlap(open, kept);
    FullNames shown = names.shown(open);
    ExportedTensors all = new ExportedTensors(open, kept, shown, rules);
    Optional<String> obstacle =
        place.form() == Form.BUNDLE ? FollowingGraph.obstacle(all) : Optional.empty();
    if (obstacle.isPresent()) {
      remark(List.of(obstacle.get()));
      kept.removeIf(entry -> entry.key().equals(TensorEntry.OBJECT_GRAPH));
      all = new ExportedTensors(open, kept, shown, rules);
    }
    all.checkUsed(rules, shown);
    List<String> refusals = new ExportCheck(place, isWidened()).refusals(all);
    for (String refusal : refusals) {
      streams.message(open.path() + ": " + refusal);
    }
    if (!refusals.isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    List<TensorEntry> share = mine.of(kept, ExportChoice::weight);
    ExportedTensors tensors = new ExportedTensors(open, share, shown, rules);
    write(open, tensors, place);
    remark(tensors.overflows());
    return ExitCode.OK;
  }

  private void write(Checkpoint open, ExportedTensors tensors, ExportPlace place)
      throws IOException {
    if (place.form() == Form.FOLDER) {
      try (PartFolder folder = PartFolder.of(place.path())) {
        for (int i = 0; i < tensors.count(); i++) {
          folder.check(Path.of(tensors.name(i) + ".npy"));
        }
        write(
            new NpyFolder(tensors, isWidened(), name -> folder.create(name + ".npy")),
            tensors.count());
        folder.commit();
      }
      return;
    }
    if (place.form() == Form.BUNDLE) {
      try (PartBundle bundle = PartBundle.of(place)) {
        BundleArchive archive;
        try (ChannelOutput data = bundle.openData();
            ChannelOutput index = bundle.openIndex()) {
          archive = new BundleArchive(FollowingGraph.of(open, tensors), data, index);
          write(archive, tensors.count());
        }
        bundle.commit(archive);
        remark(bundle.leftovers());
      }
      return;
    }
    PartBundle.requireFile(place.path());
    try (PartFile part = PartFile.beside(place.path())) {
      try (ChannelOutput file = ChannelOutput.open(part.path(), place.path().toString())) {
        Archive archive =
            place.form() == Form.NPZ
                ? new NpzArchive(tensors, isWidened(), file)
                : new SafetensorsArchive(tensors, metadata(open), isWidened(), file);
        write(archive, tensors.count());
      }
      part.commit();
    }
  }

  private void write(Archive archive, int count) throws IOException {
    try (Progress bar = work.progress(streams, output.isQuiet(), archive.size())) {
      ParallelMap<Integer> writing =
          new ParallelMap<>(
              count,
              () ->
                  index -> {
                    archive.write(index, bar);
                    return index;
                  });
      writing.run(work.threads());
    }
    archive.finish();
  }

  /** The metadata of a safetensors file; libraries ask it for the layout. */
  private static Map<String, String> metadata(Checkpoint open) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "tf");
    metadata.put("source", Visible.line(open.path()));
    metadata.put("source_format", open.format().label());
    return metadata;
  }
}
