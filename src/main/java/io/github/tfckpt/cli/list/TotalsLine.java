package io.github.tfckpt.cli.list;

import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.inspect.Totals.Sum;
import io.github.tfckpt.render.Quantity;

/**
 * The sums below a listing, each role for itself:
 *
 * <pre>
 * total: 32 weights (138,357,544 params, 527.8 MiB), 64 optimizer values (1.0 GiB), 1 counter
 * </pre>
 */
final class TotalsLine {

  private TotalsLine() {}

  static String of(Totals totals) {
    Sum weights = totals.of(Role.WEIGHT);
    return "total: "
        + Quantity.count(weights.tensors())
        + (weights.tensors() == 1 ? " weight (" : " weights (")
        + Quantity.count(weights.params())
        + (weights.params() == 1 ? " param, " : " params, ")
        + Quantity.bytes(weights.bytes())
        + ")"
        + more(totals.of(Role.OPTIMIZER), "optimizer value", "optimizer values")
        + more(totals.of(Role.AVERAGE), "average", "averages")
        + more(totals.of(Role.COUNTER), "counter", "counters")
        + more(totals.of(Role.BOOKKEEPING), "bookkeeping", "bookkeeping")
        + more(totals.of(Role.CONSTANT), "constant", "constants")
        + more(totals.of(Role.ALIAS), "alias", "aliases");
  }

  private static String more(Sum tally, String one, String many) {
    if (tally.tensors() == 0) {
      return "";
    }
    return ", "
        + Quantity.count(tally.tensors())
        + ' '
        + (tally.tensors() == 1 ? one : many)
        + (tally.bytes() > 0 ? " (" + Quantity.bytes(tally.bytes()) + ")" : "");
  }
}
