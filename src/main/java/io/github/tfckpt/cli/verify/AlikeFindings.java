package io.github.tfckpt.cli.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.render.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings of one kind in one file, which most likely have one cause: they say the same, but for
 * the tensor and for numbers.
 *
 * @param all in their order
 */
record AlikeFindings(List<Finding> all) {

  /** So many are told one by one, and one more rather than counted. */
  private static final int SHOWN = 5;

  AlikeFindings {
    all = List.copyOf(all);
  }

  /** Findings by kind; each kind stands where the first of it stood. */
  static List<AlikeFindings> of(List<Finding> findings) {
    Map<List<Object>, List<Finding>> kinds = new LinkedHashMap<>();
    for (Finding finding : findings) {
      List<Object> kind = List.of(finding.isError(), finding.where(), said(finding));
      kinds.computeIfAbsent(kind, unseen -> new ArrayList<>()).add(finding);
    }
    return kinds.values().stream().map(AlikeFindings::new).toList();
  }

  /** What a finding says, without the tensor, sums and places. */
  private static String said(Finding finding) {
    if (finding.tensor().isEmpty()) {
      return finding.what();
    }
    int end = finding.what().indexOf("\": ");
    String rest = finding.what().substring(end < 0 ? 0 : end + 3);
    return rest.replaceAll("\\b[0-9a-f]{8}\\b|\\d+", "#");
  }

  /** Those that are told one by one. */
  List<Finding> shown() {
    return all.size() > SHOWN + 1 ? all.subList(0, SHOWN) : all;
  }

  /** How many others there are. */
  int more() {
    return all.size() - shown().size();
  }

  boolean isError() {
    return all.get(0).isError();
  }

  /** What the others have in common. */
  String summary() {
    return all.get(0).where() + ": " + Quantity.count(more()) + " more like these (--all)";
  }
}
