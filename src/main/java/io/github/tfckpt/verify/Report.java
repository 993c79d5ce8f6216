package io.github.tfckpt.verify;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.source.FileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What verifying a checkpoint gave.
 *
 * @param checkpoint its prefix or file
 * @param findings in the order of the files, the structure first
 * @param blocks of tables that were read
 * @param tensors that have their beginning in the part that was checked
 * @param bytes of data that were summed
 * @param isReadable false if no checkpoint could be read
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

  /**
   * {@return this report with other names for tensors in the words of its findings}
   *
   * @param names by keys as they are shown; tensors that are not among them keep their keys
   */
  public Report shown(Map<String, String> names) {
    List<Finding> shown = new ArrayList<>();
    for (Finding finding : findings) {
      Optional<String> name = finding.tensor().map(names::get);
      shown.add(name.isPresent() ? named(finding, name.get()) : finding);
    }
    return new Report(checkpoint, shown, blocks, tensors, bytes, isReadable);
  }

  private static Finding named(Finding finding, String name) {
    String key = '"' + finding.tensor().orElseThrow() + '"';
    String what = finding.what().replace(key, '"' + name + '"');
    String known = what.equals(finding.what()) ? what + " (" + name + ")" : what;
    return finding.saying(known);
  }

  /**
   * {@return true if a file is there that may not be read, or is refused: nobody knows then if it
   * is sound}
   */
  public boolean isDenied() {
    return findings.stream()
        .map(Finding::what)
        .anyMatch(what -> what.startsWith(FileSource.DENIED) || what.endsWith(FileSource.UNPACK));
  }

  /** {@return true if there is no error} */
  public boolean isSound() {
    return errors() == 0;
  }

  /** {@return how many findings are errors, those left out that follow from another} */
  public long errors() {
    return findings.stream().filter(each -> each.isError() && !each.isConsequence()).count();
  }

  /** {@return how many findings are warnings} */
  public long warnings() {
    return findings.stream().filter(each -> !each.isError()).count();
  }

  /** {@return how many tensors have an error of their own, or one that follows from another} */
  public long lostTensors() {
    return findings.stream()
        .filter(Finding::isError)
        .flatMap(finding -> finding.tensor().stream())
        .distinct()
        .count();
  }
}
