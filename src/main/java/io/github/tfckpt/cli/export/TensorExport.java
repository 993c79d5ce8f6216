package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TensorArchive;
import io.github.tfckpt.change.Changes;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.InputFiles;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.Visible;
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
  private final ExportOptions options;
  private final ExportPlace place;
  private final Changes rules;
  private final InputFiles read;

  TensorExport(
      Streams streams, ExportOptions options, ExportPlace place, Changes rules, InputFiles read) {
    this.streams = streams;
    this.options = options;
    this.place = place;
    this.rules = rules;
    this.read = read;
  }

  /** With the object graph, which comes along whatever the patterns say, unless it is excluded. */
  private List<TensorEntry> withGraph(Checkpoint open, List<TensorEntry> chosen) {
    List<TensorEntry> all = new ArrayList<>(chosen);
    for (TensorEntry entry : open.named(TensorEntry.OBJECT_GRAPH.toString())) {
      if (entry.key().equals(TensorEntry.OBJECT_GRAPH)
          && !options.names().isExcluded(entry, open)
          && !chosen.contains(entry)) {
        all.add(entry);
      }
    }
    return all;
  }

  private void remark(List<String> remarks) {
    if (!options.output().isQuiet()) {
      remarks.forEach(streams::message);
    }
  }

  /**
   * Writes tensors of a checkpoint, into another with the object graph.
   *
   * @param reader gives their elements before they are changed
   * @return the exit code
   */
  int run(Checkpoint open, List<TensorEntry> chosen, Reader reader) throws IOException {
    FullNames shown = options.names().shown(open);
    boolean isBundle = place.container() == Container.BUNDLE;
    List<TensorEntry> wanted = isBundle ? withGraph(open, chosen) : chosen;
    ExportChoice choice = new ExportChoice(open);
    List<TensorEntry> kept = choice.withValues(wanted, place.container().target());
    remark(choice.leftOut());
    if (kept.isEmpty() && !wanted.isEmpty()) {
      streams.message(open.path() + ": nothing left to export");
      return ExitCode.UNREADABLE;
    }
    options.size().check(open, kept, Expansion.WRITTEN);
    ExportedTensors all = new ExportedTensors(open, reader, kept, shown, rules);
    Optional<String> obstacle = isBundle ? FollowingGraph.obstacle(all) : Optional.empty();
    if (obstacle.isPresent()) {
      remark(List.of(obstacle.get()));
      kept.removeIf(entry -> entry.key().equals(TensorEntry.OBJECT_GRAPH));
      all = new ExportedTensors(open, reader, kept, shown, rules);
    }
    all.checkUsed(rules, shown);
    List<String> refusals = new ExportCheck(place, options.isWidened()).refusals(all);
    for (String refusal : refusals) {
      streams.message(open.path() + ": " + refusal);
    }
    if (!refusals.isEmpty()) {
      return ExitCode.UNREADABLE;
    }
    List<TensorEntry> share = options.work().part().of(kept, Expansion::weight);
    ExportedTensors tensors =
        options.work().part().isWhole()
            ? all
            : new ExportedTensors(open, reader, share, shown, rules);
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
        write(new NpyFolder(tensors, options.isWidened(), name -> folder.create(name + ".npy")));
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
                ? new NpzArchive(tensors, options.isWidened(), file)
                : new SafetensorsArchive(tensors, metadata(open), options.isWidened(), file);
        write(archive);
      }
      part.commit();
    }
  }

  private void write(TensorArchive archive) throws IOException {
    try (Progress bar =
        options.work().progress(streams, options.output().isQuiet(), archive.size())) {
      ParallelMap<Integer> writing =
          new ParallelMap<>(
              archive.pieces(),
              () ->
                  piece -> {
                    archive.write(piece, bar);
                    return piece;
                  });
      writing.run(options.work().threads());
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
