package io.github.tfckpt.cli.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.cli.records.CausedFindings;
import io.github.tfckpt.render.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings of one kind in one file, which most likely have one cause: they say the same, but for
 * the tensor and for numbers.
 *
 * @param all in their order; one alone if others follow from it
 */
record AlikeFindings(List<CausedFindings> all) {

  /** So many are told one by one, and one more rather than counted. */
  private static final int SHOWN = 5;

  AlikeFindings {
    all = List.copyOf(all);
  }

  /** Findings by kind; each kind stands where the first of it stood. */
  static List<AlikeFindings> of(List<Finding> findings) {
    Map<List<Object>, List<CausedFindings>> kinds = new LinkedHashMap<>();
    for (CausedFindings caused : CausedFindings.of(findings)) {
      Finding finding = caused.cause();
      List<Object> kind =
          caused.consequences().isEmpty()
              ? List.of(finding.isError(), finding.where(), said(finding))
              : List.of(caused);
      kinds.computeIfAbsent(kind, unseen -> new ArrayList<>()).add(caused);
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
  List<CausedFindings> shown() {
    return few(all);
  }

  /** The first of many, or all of a few. */
  static <T> List<T> few(List<T> all) {
    return all.size() > SHOWN + 1 ? all.subList(0, SHOWN) : all;
  }

  /** How many others there are. */
  int more() {
    return all.size() - shown().size();
  }

  boolean isError() {
    return all.get(0).cause().isError();
  }

  /** What the others have in common. */
  String summary() {
    return all.get(0).cause().where() + ": " + Quantity.count(more()) + " more like these (--all)";
  }
}
