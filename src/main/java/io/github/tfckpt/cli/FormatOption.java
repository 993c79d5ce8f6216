package io.github.tfckpt.cli;

import picocli.CommandLine.Option;

/** The format of an answer that is a table. */
final class FormatOption {

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "text (default), json, jsonl, csv or tsv.")
  private TableFormat format = TableFormat.TEXT;

  TableFormat format() {
    return format;
  }
}
