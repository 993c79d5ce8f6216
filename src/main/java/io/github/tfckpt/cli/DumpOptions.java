package io.github.tfckpt.cli;

import io.github.tfckpt.render.PrintOptions;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How values are printed. */
final class DumpOptions {

  /** What values are printed as. */
  enum Format {
    TEXT,
    CSV,
    TSV,
    JSON,
    NPY,
    RAW,
    LINES
  }

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "text (default), csv, tsv, json, npy, raw or lines.")
  private Format format = Format.TEXT;

  @Option(
      names = "--no-header",
      description = "No line NAME  DTYPE  SHAPE above the values of a text.")
  private boolean noHeader;

  @Option(names = "--full", description = "Text without '...': all elements.")
  private boolean full;

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "Summarise text of more than N elements (1000).")
  private long threshold = PrintOptions.DEFAULT.threshold();

  @Option(
      names = "--edge-items",
      paramLabel = "N",
      description = "Elements at each end of an axis in a summary (3).")
  private long edgeItems = PrintOptions.DEFAULT.edgeItems();

  @Option(
      names = "--precision",
      paramLabel = "N",
      description = "Most digits behind the point in text (8).")
  private int precision = PrintOptions.DEFAULT.precision();

  @Option(
      names = "--line-width",
      paramLabel = "N",
      description = "Characters in a line of text (75).")
  private int lineWidth = PrintOptions.DEFAULT.lineWidth();

  @Option(names = "--suppress", description = "Text without exponents for small values.")
  private boolean suppress;

  @Option(
      names = "--bits",
      description = "npy: the stored bits as integers where numpy lacks the type.")
  private boolean bits;

  /** True if what is printed is no text. */
  boolean isBinary() {
    return format == Format.NPY || format == Format.RAW;
  }

  /** The format, as it is typed. */
  String label() {
    return format.name().toLowerCase(Locale.ROOT);
  }

  Format format() {
    return format;
  }

  boolean isBits() {
    return bits;
  }

  boolean hasHeader() {
    return !noHeader;
  }

  /** The options for text, as numpy has them. */
  PrintOptions text() {
    try {
      PrintOptions options = new PrintOptions(threshold, edgeItems, precision, lineWidth, suppress);
      return full ? options.full() : options;
    } catch (IllegalArgumentException e) {
      throw new Usage(e.getMessage());
    }
  }

  /** The printer for these options. */
  DumpPrinter printer(boolean colour) {
    if (bits && format != Format.NPY) {
      throw new Usage("--bits is for -f npy");
    }
    return new DumpPrinter(this, text(), colour);
  }
}
