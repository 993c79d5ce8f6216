package io.github.tfckpt.cli.common;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.verify.Part;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What commands that read whole tensors share: which part of them, on how many threads, a bar. */
public final class WorkOptions {

  private static final int MOST_THREADS = 256;

  private final PartOption part = new PartOption();
  private final OptionSpec threads =
      Options.value(
          Integer.class,
          "N",
          "Work on N tensors at once; the default is the number of processors.",
          "--threads");

  private final ProgressOption progress = new ProgressOption();

  public void addTo(CommandSpec command) {
    part.addTo(command);
    command.addOption(threads);
    progress.addTo(command);
  }

  /** Which part; to be asked before anything is opened, as it may be a wrong one. */
  public Part part() {
    return part.part();
  }

  public int threads() {
    int processors = Runtime.getRuntime().availableProcessors();
    return Math.min(Options.given(threads, processors), MOST_THREADS);
  }

  /** A bar over the bytes of some tensors, or nothing if nobody would see it. */
  public Progress progress(Streams streams, boolean quiet, List<TensorEntry> work) {
    return progress.of(streams, quiet, work);
  }

  /** A bar over so many bytes, or nothing if nobody would see it. */
  public Progress progress(Streams streams, boolean quiet, long bytes) {
    return progress.of(streams, quiet, bytes);
  }
}
