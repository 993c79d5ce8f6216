package io.github.tfckpt.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.io.CheckpointException;
import java.io.IOException;
import java.util.List;

/**
 * What verifying a checkpoint gave.
 *
 * @param checkpoint its prefix or file
 * @param findings in the order of the files, the structure first
 * @param blocks of tables that were read
 * @param tensors that have their beginning in the part that was checked
 * @param bytes of data that were summed
 * @param isReadable false if there is no checkpoint, or none that could be judged
 */
public record Report(
    String checkpoint,
    List<Finding> findings,
    long blocks,
    long tensors,
    long bytes,
    boolean isReadable) {

  /** A report whose lists do not change any more. */
  public Report {
    findings = List.copyOf(findings);
  }

  /**
   * {@return the report that there is nothing to verify}
   *
   * @param checkpoint what was asked for
   * @param why what opening it threw
   */
  public static Report unreadable(String checkpoint, IOException why) {
    Finding finding =
        why instanceof CheckpointException
            ? Finding.of(why)
            : Finding.error(checkpoint, Finding.of(why).message());
    return new Report(checkpoint, List.of(finding), 0, 0, 0, false);
  }

  /** {@return true if there is no error} */
  public boolean isSound() {
    return errors() == 0;
  }

  /** {@return how many findings are errors} */
  public long errors() {
    return findings.stream().filter(Finding::isError).count();
  }

  /** {@return how many findings are warnings} */
  public long warnings() {
    return findings.size() - errors();
  }
}
