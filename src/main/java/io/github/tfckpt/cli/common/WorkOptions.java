package io.github.tfckpt.cli.common;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.verify.Part;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of commands that read whole tensors: part, threads, progress bar. */
public final class WorkOptions {

  /** When to show a bar. */
  public enum Bar {
    AUTO,
    NEVER
  }

  private static final int MOST_THREADS = 256;

  private final PartOption part = new PartOption();
  private final OptionSpec threads =
      Options.value(
          Integer.class,
          "N",
          "Process N tensors at once (default: the number of processors).",
          "--threads");

  private final OptionSpec bar =
      Options.value(
          String.class,
          "auto|never",
          "Show a progress bar on stderr; auto means on a terminal, after half a second.",
          "--progress");

  public void addTo(CommandSpec command) {
    part.addTo(command);
    addWholeTo(command);
  }

  /** Without {@code --part}. */
  public void addWholeTo(CommandSpec command) {
    command.addOption(threads);
    addProgressTo(command);
  }

  /** Only the bar. */
  public void addProgressTo(CommandSpec command) {
    command.addOption(bar);
  }

  /** Which part. Ask before opening anything: the value may be wrong. */
  public Part part() {
    return part.part();
  }

  public int threads() {
    int processors = Runtime.getRuntime().availableProcessors();
    return Math.min(Options.given(threads, processors), MOST_THREADS);
  }

  /** A bar over the bytes of some tensors, or nothing if nobody would see it. */
  public Progress progress(Streams streams, boolean quiet, List<TensorEntry> work) {
    return progress(streams, quiet, TensorEntry.bytes(work));
  }

  /** A bar over so many bytes, or nothing if nobody would see it. */
  public Progress progress(Streams streams, boolean quiet, long bytes) {
    return Options.choice(bar, Bar.AUTO) == Bar.NEVER || quiet || !streams.errIsTerminal()
        ? Progress.none()
        : Progress.shown(bytes, streams.err());
  }
}
