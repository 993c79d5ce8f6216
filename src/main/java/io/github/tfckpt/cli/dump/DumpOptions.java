package io.github.tfckpt.cli.dump;

import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.render.PrintOptions;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How values are printed. */
final class DumpOptions {

  /** What values are printed as. */
  enum DumpFormat {
    TEXT,
    CSV,
    TSV,
    JSON,
    NPY,
    RAW,
    LINES
  }

  private final OptionSpec format =
      Options.choice(
          DumpFormat.class,
          "FORMAT",
          "text (default), csv, tsv, json, npy, raw or lines.",
          "-f",
          "--format");

  private final OptionSpec noHeader =
      Options.flag("Text: omit the line NAME  DTYPE  SHAPE.", "--no-header");

  private final OptionSpec full = Options.flag("Text: print all elements.", "--full");

  private final OptionSpec threshold =
      Options.value(
          Long.class, "N", "Text: summarize more than N elements (default 1000).", "--threshold");

  private final OptionSpec edgeItems =
      Options.value(
          Long.class,
          "N",
          "Text: elements at each end of a summarized axis (default 3).",
          "--edge-items");

  private final OptionSpec precision =
      Options.value(
          Integer.class, "N", "Text: at most N digits after the point (default 8).", "--precision");

  private final OptionSpec lineWidth =
      Options.value(Integer.class, "N", "Text: characters per line (default 75).", "--line-width");

  private final OptionSpec suppress =
      Options.flag("Text: no exponents for small values.", "--suppress");

  private final OptionSpec bits =
      Options.flag("npy: write types that numpy lacks as integers with the stored bits.", "--bits");

  void addTo(CommandSpec command) {
    command.addOption(format).addOption(noHeader).addOption(full).addOption(threshold);
    command.addOption(edgeItems).addOption(precision).addOption(lineWidth).addOption(suppress);
    command.addOption(bits);
  }

  /** True if the output is not text. */
  boolean isBinary() {
    return format() == DumpFormat.NPY || isRaw();
  }

  boolean isRaw() {
    return format() == DumpFormat.RAW;
  }

  /** True if the answer is for people. */
  boolean isText() {
    return format() == DumpFormat.TEXT;
  }

  /** The format, as it is typed. */
  String label() {
    return format().name().toLowerCase(Locale.ROOT);
  }

  DumpFormat format() {
    return Options.choice(format, DumpFormat.TEXT);
  }

  boolean isBits() {
    return Options.isGiven(bits);
  }

  boolean hasHeader() {
    return !Options.isGiven(noHeader);
  }

  /** The options for text, as numpy has them. */
  PrintOptions text() {
    try {
      PrintOptions usual = PrintOptions.DEFAULT;
      PrintOptions options =
          new PrintOptions(
              Options.given(threshold, usual.threshold()),
              Options.given(edgeItems, usual.edgeItems()),
              Options.given(precision, usual.precision()),
              Options.given(lineWidth, usual.lineWidth()),
              Options.isGiven(suppress));
      return Options.isGiven(full) ? options.full() : options;
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** The printer for these options. */
  DumpPrinter printer(boolean colour) {
    if (isBits() && format() != DumpFormat.NPY) {
      throw new UsageException("--bits is for -f npy");
    }
    return new DumpPrinter(this, text(), colour);
  }
}
