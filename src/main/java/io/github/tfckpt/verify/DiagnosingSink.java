package io.github.tfckpt.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.check.Mismatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects findings, and looks closer at checksums that do not match. */
final class DiagnosingSink implements FindingSink {

  private final List<Finding> findings = new ArrayList<>();

  @Override
  public void add(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void mismatch(Mismatch mismatch) throws IOException {
    findings.add(mismatch.finding(Diagnosis.of(mismatch)));
  }

  List<Finding> findings() {
    return findings;
  }
}
