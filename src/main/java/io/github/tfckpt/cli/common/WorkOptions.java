package io.github.tfckpt.cli.common;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.verify.Part;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What commands that read whole tensors share: which part of them, on how many threads, a bar. */
public final class WorkOptions {

  private final PartOption part = new PartOption();
  private final ThreadsOption threads = new ThreadsOption();
  private final ProgressOption progress = new ProgressOption();

  public void addTo(CommandSpec command) {
    part.addTo(command);
    threads.addTo(command);
    progress.addTo(command);
  }

  /** Which part; to be asked before anything is opened, as it may be a wrong one. */
  public Part part() {
    return part.part();
  }

  public int threads() {
    return threads.count();
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
