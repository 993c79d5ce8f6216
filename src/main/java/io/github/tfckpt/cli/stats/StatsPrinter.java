package io.github.tfckpt.cli.stats;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.stats.TensorStats;
import java.io.IOException;

/** Prints the statistics of tensors, one after another. */
interface StatsPrinter {

  /** Prints those of a tensor. */
  void print(TensorEntry entry, TensorStats stats) throws IOException;

  /**
   * Prints that there are none of a tensor.
   *
   * @param why on one line
   */
  void fail(TensorEntry entry, String why) throws IOException;

  /** Prints what comes behind the last tensor, and hands everything over. */
  void end() throws IOException;
}
