package io.github.tfckpt.cli.export;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.cli.common.ChangeOptions;
import io.github.tfckpt.cli.common.InputFiles;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.WorkOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which tensors are written, how changed, and where to. */
final class ExportOptions {

  private final OptionSpec out =
      OptionSpec.builder("-o", "--output")
          .required(true)
          .type(String.class)
          .paramLabel("OUT")
          .description(
              "OUT.npz, OUT.safetensors, PREFIX.index, or DIR/ (created if missing). Each file"
                  + " is written atomically (temporary file, then rename).")
          .build();

  private final OptionSpec widen =
      Options.flag(
          "Store types that the target lacks as wider ones: float32, int8 or uint8.", "--widen");

  private final ChangeOptions changes = new ChangeOptions(ChangeOptions.Use.WRITE);
  private final NameOptions names = new NameOptions(() -> false);
  private final WorkOptions work = new WorkOptions();
  private final SizeOption size = new SizeOption();
  private final OutputOptions output = new OutputOptions();

  void addTo(CommandSpec command) {
    command.addOption(out).addOption(widen);
    changes.addTo(command);
    names.addTo(command);
    work.addTo(command);
    size.addTo(command);
    output.addQuietTo(command);
  }

  ExportPlace place() throws IOException {
    return ExportPlace.of(Options.given(out, ""), work.part());
  }

  Changes changes() throws IOException {
    return changes.changes(names);
  }

  boolean isWidened() {
    return Options.isGiven(widen);
  }

  NameOptions names() {
    return names;
  }

  WorkOptions work() {
    return work;
  }

  SizeOption size() {
    return size;
  }

  OutputOptions output() {
    return output;
  }

  /**
   * What writes.
   *
   * @param read files that are read, which none that is written may be
   */
  TensorExport export(Streams streams, ExportPlace place, Changes rules, InputFiles read)
      throws IOException {
    changes.addFiles(read);
    for (Path file : place.files()) {
      read.spare(file);
    }
    return new TensorExport(streams, this, place, rules, read);
  }
}
