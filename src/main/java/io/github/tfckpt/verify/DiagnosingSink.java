package io.github.tfckpt.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.check.Mismatch;
import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects findings, and looks closer at checksums that do not match. */
final class DiagnosingSink implements FindingSink {

  private final List<Finding> findings = new ArrayList<>();
  private int unexplained;

  @Override
  public void add(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void mismatch(Mismatch mismatch) throws IOException {
    String signs = Diagnosis.of(mismatch);
    unexplained += signs.isEmpty() ? 1 : 0;
    findings.add(mismatch.finding(signs));
  }

  @Override
  public void damaged(Finding finding, ByteSource run, long fileOffset) throws IOException {
    String zeros = Diagnosis.zeros(run, fileOffset);
    String what = finding.what() + (zeros.isEmpty() ? "" : "; " + zeros);
    findings.add(finding.saying(what));
  }

  /** How many checksums do not match though nothing is to be seen in the bytes. */
  int unexplained() {
    return unexplained;
  }

  List<Finding> findings() {
    return findings;
  }
}
