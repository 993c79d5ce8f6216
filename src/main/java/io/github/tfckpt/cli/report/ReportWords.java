package io.github.tfckpt.cli.report;

import io.github.tfckpt.render.Quantity;

/** What a page says of itself. */
final class ReportWords {

  private ReportWords() {}

  /**
   * Says that not every tensor is in the table.
   *
   * @param which the table has instead
   * @param command of tfckpt that shows all
   */
  static String folded(long folded, long all, String which, String command) {
    return Quantity.count(folded)
        + " of "
        + Quantity.count(all)
        + " tensors are folded by scope: the map has them as sums, the table has the "
        + which
        + "; tfckpt "
        + command
        + " lists each";
  }
}
