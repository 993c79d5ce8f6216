package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TensorArchive;
import io.github.tfckpt.change.Changes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.InputFiles;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.export.ExportPlace.Container;
import io.github.tfckpt.cli.part.PartFile;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Expansion;
import io.github.tfckpt.numpy.NpyFolder;
import io.github.tfckpt.numpy.NpzArchive;
import io.github.tfckpt.safetensors.SafetensorsArchive;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tf.bundle.BundleArchive;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** Writes tensors once it is known which, from where, how changed, and where to. */
final class TensorExport {

  /** Gives the elements of a tensor before they are changed. */
  @FunctionalInterface
  interface Reader {
    /** The elements, still in the files. */
    Elements read(TensorEntry entry) throws IOException;
  }

  /** Names that are told one by one. */
  private static final int MOST_LEAVING = 3;

  private final Streams streams;
  private final OutputOptions output;
  private final WorkOptions work;
  private final SizeOption size;
  private final boolean widened;
  private final ExportPlace place;
  private final Changes rules;
  private final InputFiles read;

  TensorExport(
      Streams streams,
      OutputOptions output,
      WorkOptions work,
      SizeOption size,
      boolean widened,
      ExportPlace place,
      Changes rules,
      InputFiles read) {
    this.streams = streams;
    this.output = output;
    this.work = work;
    this.size = size;
    this.widened = widened;
    this.place = place;
    this.rules = rules;
    this.read = read;
  }

  /** Where to write. */
  static OptionSpec out() {
    return OptionSpec.builder("-o", "--output")
        .required(true)
        .type(String.class)
        .paramLabel("OUT")
        .description(
            "OUT.npz, OUT.safetensors, PREFIX.index, or DIR/ (created if missing). Written"
                + " atomically (temporary file, then rename).")
        .build();
  }

  static OptionSpec widen() {
    return Options.flag(
        "Store types that the target lacks as wider ones: float32, int8 or uint8.", "--widen");
  }

  /** With the object graph, which comes along whatever the patterns say, unless it is excluded. */
  static List<TensorEntry> withGraph(Checkpoint open, List<TensorEntry> chosen, NameOptions names) {
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

  /**
   * Writes tensors of a checkpoint.
   *
   * @param shown their names before they are renamed
   * @param reader gives their elements before they are changed
   * @return the exit code
   */
  int run(Checkpoint open, List<TensorEntry> chosen, FullNames shown, Reader reader)
      throws IOException {
    ExportChoice choice = new ExportChoice(open);
    List<TensorEntry> kept = choice.withValues(chosen, place.container().target());
    remark(choice.leftOut());
    if (kept.isEmpty() && !chosen.isEmpty()) {
      streams.message(open.path() + ": nothing left to export");
      return ExitCode.UNREADABLE;
    }
    size.check(open, kept, Expansion.WRITTEN);
    ExportedTensors all = new ExportedTensors(open, reader, kept, shown, rules);
    Optional<String> obstacle =
        place.container() == Container.BUNDLE ? FollowingGraph.obstacle(all) : Optional.empty();
    if (obstacle.isPresent()) {
      remark(List.of(obstacle.get()));
      kept.removeIf(entry -> entry.key().equals(TensorEntry.OBJECT_GRAPH));
      all = new ExportedTensors(open, reader, kept, shown, rules);
    }
    all.checkUsed(rules, shown);
    List<String> refusals = new ExportCheck(place, widened).refusals(all);
    for (String refusal : refusals) {
      streams.message(open.path() + ": " + refusal);
    }
    if (!refusals.isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    List<TensorEntry> share = work.part().of(kept, Expansion::weight);
    ExportedTensors tensors =
        work.part().isWhole() ? all : new ExportedTensors(open, reader, share, shown, rules);
    write(open, tensors);
    remark(tensors.overflows());
    if (place.container() == Container.NPZ) {
      remark(leaving(tensors));
    }
    return ExitCode.OK;
  }

  /** Members of an npz that would not stay where it is unpacked; numpy.load does not unpack it. */
  private List<String> leaving(ExportedTensors tensors) {
    List<String> leaving = new ArrayList<>();
    long more = 0;
    for (int i = 0; i < tensors.count(); i++) {
      if (ExportNames.leavesFolder(tensors.name(i))) {
        more++;
        if (leaving.size() < MOST_LEAVING) {
          leaving.add(
              place.label() + ": '" + tensors.name(i) + ".npy' would leave the folder if unzipped");
        }
      }
    }
    more -= leaving.size();
    if (more > 0) {
      leaving.add(place.label() + ": and " + more + " more");
    }
    return leaving;
  }

  private void write(Checkpoint open, ExportedTensors tensors) throws IOException {
    if (place.container() == Container.FOLDER) {
      for (int i = 0; i < tensors.count(); i++) {
        read.spare(place.path().resolve(tensors.name(i) + ".npy"));
      }
      try (PartFolder folder = PartFolder.of(place.path())) {
        for (int i = 0; i < tensors.count(); i++) {
          folder.check(Path.of(tensors.name(i) + ".npy"));
        }
        write(new NpyFolder(tensors, widened, name -> folder.create(name + ".npy")));
        folder.commit();
      }
      return;
    }
    if (place.container() == Container.BUNDLE) {
      try (PartBundle bundle = PartBundle.of(place)) {
        BundleArchive archive;
        try (ChannelOutput data = bundle.openData();
            ChannelOutput index = bundle.openIndex()) {
          archive = new BundleArchive(FollowingGraph.of(open, tensors), data, index);
          write(archive);
        }
        bundle.commit(archive);
        remark(bundle.leftovers());
      }
      return;
    }
    PartBundle.requireFile(place.path());
    try (PartFile part = PartFile.beside(place.path())) {
      try (ChannelOutput file = ChannelOutput.open(part.path(), place.path().toString())) {
        TensorArchive archive =
            place.container() == Container.NPZ
                ? new NpzArchive(tensors, widened, file)
                : new SafetensorsArchive(tensors, metadata(open), widened, file);
        write(archive);
      }
      part.commit();
    }
  }

  private void write(TensorArchive archive) throws IOException {
    try (Progress bar = work.progress(streams, output.isQuiet(), archive.size())) {
      ParallelMap<Integer> writing =
          new ParallelMap<>(
              archive.pieces(),
              () ->
                  piece -> {
                    archive.write(piece, bar);
                    return piece;
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
