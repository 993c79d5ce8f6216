package io.github.tfckpt.cli.common;

import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.inspect.Totals.Tally;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;

/** The totals of a listing as a JSON object: of all tensors, then of each role. */
public final class TotalsJson {

  private TotalsJson() {}

  /** Prints the object. */
  public static void print(Totals totals, TextOut out) throws IOException {
    out.text("{\"tensors\":").number(totals.tensors());
    out.text(",\"params\":").number(totals.params());
    out.text(",\"bytes\":").number(totals.bytes());
    for (Role role : Role.values()) {
      Tally tally = totals.of(role);
      out.ascii(',').json(role.label()).text(":{\"tensors\":").number(tally.tensors());
      out.text(",\"params\":").number(tally.params());
      out.text(",\"bytes\":").number(tally.bytes()).ascii('}');
    }
    out.ascii('}');
  }
}
