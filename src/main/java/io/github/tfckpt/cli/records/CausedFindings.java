package io.github.tfckpt.cli.records;

import io.github.tfckpt.check.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding, and those that follow from it: of a file that is missing, and of each tensor in it.
 *
 * @param consequences in their order; mostly none
 */
public record CausedFindings(Finding cause, List<Finding> consequences) {

  /** Findings whose lists do not change any more. */
  public CausedFindings {
    consequences = List.copyOf(consequences);
  }

  /** Findings by what they follow from, in their order. */
  public static List<CausedFindings> of(List<Finding> findings) {
    List<CausedFindings> caused = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= findings.size(); i++) {
      if (i == findings.size() || !findings.get(i).isConsequence()) {
        caused.add(new CausedFindings(findings.get(from), findings.subList(from + 1, i)));
        from = i;
      }
    }
    return caused;
  }

  /** How many tensors the consequences are about. */
  long tensors() {
    return consequences.stream().flatMap(each -> each.tensor().stream()).distinct().count();
  }

  /** What a consequence says beyond its cause. */
  public String said(Finding consequence) {
    String what =
        consequence.where().equals(cause.where()) ? consequence.what() : consequence.message();
    int end = what.lastIndexOf("\": ");
    boolean isKnown = end >= 0 && cause.what().startsWith(what.substring(end + 3));
    return isKnown ? what.substring(0, end + 1) : what;
  }
}
