package io.github.tfckpt.verify;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.checkpoint.StructureCheck;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.work.Scheduler;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * The verifying of one checkpoint: its structure is checked when it is opened, its data when run.
 */
public final class Verification implements Closeable {

  /** Checks that are begun while one is looked at closer, which may take long. */
  private static final int AHEAD = 1 << 16;

  private static final int FEWEST_OF_OTHERS = 2;

  private final StructureCheck checkup;
  private final Part part;
  private final DiagnosingSink structure;
  private final List<DataCheck> work;
  private final long bytes;
  private final long tensors;

  private Verification(StructureCheck checkup, Part part, boolean quick, DiagnosingSink structure) {
    this.checkup = checkup;
    this.part = part;
    this.structure = structure;
    List<DataCheck> all = quick ? List.of() : checkup.data();
    this.work = part.of(all, DataCheck::size);
    // Tensors without data to check are counted in the first part.
    long rest = checkup.tensors();
    for (DataCheck check : all) {
      rest -= check.tensors();
    }
    long mine = part.isFirst() ? rest : 0;
    long size = 0;
    for (DataCheck check : work) {
      mine += check.tensors();
      size += check.size();
    }
    this.tensors = mine;
    this.bytes = size;
  }

  /**
   * Finds a checkpoint and checks its structure.
   *
   * @param path a prefix, any file of a checkpoint, a directory
   * @param step which checkpoint of a directory; the latest if empty
   * @param part which part of the data is to be checked; what is found in the structure is told by
   *     the first
   * @param quick true if no data is to be read
   * @return what is left to do
   * @throws CheckpointException if there is none, or none that can be judged
   * @throws IOException if a file cannot be read
   */
  public static Verification open(Path path, OptionalLong step, Part part, boolean quick)
      throws IOException {
    DiagnosingSink structure = new DiagnosingSink();
    return new Verification(StructureCheck.open(path, step, structure), part, quick, structure);
  }

  /**
   * Finds a graph and checks it. It has no data apart from its structure.
   *
   * @param path a file, the directory of a SavedModel, or the prefix of a {@code .meta} file
   * @param part what is found is told by the first
   * @return what is left to do
   * @throws CheckpointException if there is no such file, or it holds no graph
   * @throws IOException if a file cannot be read
   */
  public static Verification openGraph(Path path, Part part) throws IOException {
    DiagnosingSink structure = new DiagnosingSink();
    return new Verification(StructureCheck.openGraph(path, structure), part, false, structure);
  }

  /** {@return what a person should know of how the checkpoint was found, a line each} */
  public List<String> remarks() {
    return checkup.remarks();
  }

  /** {@return how many bytes of data will be read} */
  public long bytes() {
    return bytes;
  }

  /**
   * Checks the data. The answer does not depend on the number of threads.
   *
   * @param threads how many threads work, at least 1
   * @param progress receives the length of each run of bytes, on any thread
   * @return what was found; in the structure too, if this is the first part
   * @throws java.io.InterruptedIOException if this thread is interrupted
   * @throws IOException if the work cannot go on; what cannot be read is a finding
   */
  public Report run(int threads, LongConsumer progress) throws IOException {
    List<Finding> findings = new ArrayList<>();
    long blocks = 0;
    if (part.isFirst()) {
      findings.addAll(structure.findings());
      blocks = checkup.blocks();
    }
    for (DataCheck check : work) {
      blocks += check.blocks();
    }
    try (Scheduler<Object, SummedRun> runs =
        new Scheduler<>(
            work.size(),
            i -> new SummedRun(work.get((int) i), progress),
            AHEAD,
            Scheduler.threads(threads, bytes),
            Object::new)) {
      long filled = 0;
      long ofOthers = 0;
      for (int i = 0; i < work.size(); i++) {
        SummedRun run = runs.take();
        findings.addAll(run.findings());
        filled += run.isEmpty() ? 0 : 1;
        ofOthers += run.isOfOtherBytes() ? 1 : 0;
      }
      // Nothing else is wrong: no sign of damage, no place, no size.
      boolean alone = findings.stream().filter(Finding::isError).count() == ofOthers;
      if (ofOthers >= FEWEST_OF_OTHERS && alone) {
        List<Finding> wrong = findings.stream().filter(Finding::isError).toList();
        findings.removeIf(Finding::isError);
        findings.add(otherSave(ofOthers, filled));
        wrong.forEach(finding -> findings.add(finding.asConsequence()));
      }
    }
    return new Report(checkup.path(), findings, blocks, tensors, bytes, true);
  }

  /** What two saves have in common, such as layers that were not trained, is right in both. */
  private Finding otherSave(long wrong, long all) {
    String count = wrong == all ? "all " + all : wrong + " of " + all;
    return Finding.error(
        checkup.path(),
        count
            + " checksums are wrong, but offsets and sizes are right and nothing looks"
            + " damaged: index and data are from different saves"
            + (wrong == all ? "" : "?"));
  }

  @Override
  public void close() throws IOException {
    checkup.close();
  }
}
