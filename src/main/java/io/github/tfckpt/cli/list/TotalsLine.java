package io.github.tfckpt.cli.list;

import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.inspect.Totals.Tally;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;

/**
 * The sums below a listing, each role for itself:
 *
 * <pre>
 * total: 32 weights (138,357,544 params, 527.8 MiB), 64 optimizer values (1.0 GiB), 1 counter
 * </pre>
 */
final class TotalsLine {

  private TotalsLine() {}

  static void print(Totals totals, TextOut out) throws IOException {
    Tally weights = totals.of(Role.WEIGHT);
    out.text("total: ").text(Quantity.count(weights.tensors()));
    out.text(weights.tensors() == 1 ? " weight (" : " weights (");
    out.text(Quantity.count(weights.params()));
    out.text(weights.params() == 1 ? " param, " : " params, ");
    out.text(Quantity.bytes(weights.bytes())).text(")");
    more(totals.of(Role.OPTIMIZER), "optimizer value", "optimizer values", out);
    more(totals.of(Role.COUNTER), "counter", "counters", out);
    more(totals.of(Role.BOOKKEEPING), "bookkeeping", "bookkeeping", out);
    more(totals.of(Role.ALIAS), "alias", "aliases", out);
    out.line();
  }

  private static void more(Tally tally, String one, String many, TextOut out) throws IOException {
    if (tally.tensors() == 0) {
      return;
    }
    out.text(", ").text(Quantity.count(tally.tensors())).ascii(' ');
    out.text(tally.tensors() == 1 ? one : many);
    if (tally.bytes() > 0) {
      out.text(" (").text(Quantity.bytes(tally.bytes())).text(")");
    }
  }
}
