package io.github.tfckpt.cli.common;

/** How an answer that is a table is written. */
public enum TableFormat {
  /** For people. */
  TEXT,
  /** One document. */
  JSON,
  /** One object a line. */
  JSONL,
  /** Comma-separated, as RFC 4180 but for the line ends: each a line feed. */
  CSV,
  /** Separated by tabs; no quotes. */
  TSV
}
