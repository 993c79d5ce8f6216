package io.github.tfckpt.store;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import java.util.List;

/**
 * What a store finds while it is opened: errors are its damage, warnings remarks on it, and all go
 * to who checks it too.
 */
public final class StoreFindings implements FindingSink {

  private final Damage damage = new Damage();
  private final Damage remarks = new Damage();
  private final FindingSink further;

  /** Those of a store that somebody opens, or checks: he gets all of them. */
  public StoreFindings(FindingSink further) {
    this.further = further;
  }

  @Override
  public void add(Finding finding) {
    if (!finding.isConsequence()) {
      (finding.isError() ? damage : remarks).add(finding.message());
    }
    further.add(finding);
  }

  /** Adds what is no fault, and no finding. */
  public void remark(String message) {
    remarks.add(message);
  }

  /** See {@link TensorStore#damage}. */
  public List<String> damage() {
    return damage.lines();
  }

  /** See {@link TensorStore#remarks}. */
  public List<String> remarks() {
    return remarks.lines();
  }
}
