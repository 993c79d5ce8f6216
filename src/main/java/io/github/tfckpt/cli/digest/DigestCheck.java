package io.github.tfckpt.cli.digest;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.digest.DigestPairs.Pair;
import io.github.tfckpt.cli.digest.DigestRow.Verdict;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.RecordPrinter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compares the tensors of a checkpoint with a list of digests. */
final class DigestCheck {

  private final Checkpoint checkpoint;
  private final WorkOptions work;
  private final RecordPrinter<DigestRow> printer;
  private final Streams streams;
  private final boolean quiet;
  private long failed;
  private long missing;

  DigestCheck(
      Checkpoint checkpoint,
      WorkOptions work,
      RecordPrinter<DigestRow> printer,
      Streams streams,
      boolean quiet) {
    this.checkpoint = checkpoint;
    this.work = work;
    this.printer = printer;
    this.streams = streams;
    this.quiet = quiet;
  }

  /**
   * Prints a verdict for each name in the list that is meant; the result is the code.
   *
   * @param names what the names in the list mean
   */
  int run(DigestList expected, DigestPairs names) throws IOException {
    List<Pair> all = names.pairs();
    List<Pair> pairs = work.part().of(all, DigestCheck::bytes);
    List<TensorEntry> entries = new ArrayList<>();
    for (Pair pair : pairs) {
      pair.entry().ifPresent(entries::add);
    }
    try (Progress bar = work.progress(streams, quiet, entries);
        DigestWork digests = new DigestWork(checkpoint, entries, work.threads(), bar)) {
      for (Pair pair : pairs) {
        Verdict verdict = verdict(pair, digests);
        if (!quiet || verdict != Verdict.OK) {
          printer.print(DigestRow.verdict(pair.line().name(), pair.entry(), verdict));
        }
      }
      printer.end();
    }
    if (work.part().isFirst()) {
      names.remarks().forEach(streams::message);
    }
    warn(
        work.part().isFirst() ? expected.malformed() : 0,
        "line is",
        "lines are",
        "no digest with a name");
    warn(missing, "tensor is", "tensors are", "not in " + checkpoint.path());
    warn(failed, "digest does", "digests do", "not match");
    if (all.isEmpty()) {
      streams.message("nothing was checked: the list has no line for any of these tensors");
      return ExitCode.NO;
    }
    return failed + missing > 0 ? ExitCode.NO : ExitCode.OK;
  }

  private static long bytes(Pair pair) {
    return pair.entry().isPresent() ? pair.entry().get().bytes().orElse(0) : 0;
  }

  private Verdict verdict(Pair pair, DigestWork digests) {
    if (pair.unclear()) {
      failed++;
      return Verdict.FAILED;
    }
    if (pair.entry().isEmpty()) {
      missing++;
      return Verdict.MISSING;
    }
    try {
      if (digests.next().equals(pair.line().digest())) {
        return Verdict.OK;
      }
    } catch (IOException e) {
      streams.message(e.getMessage());
    }
    failed++;
    return Verdict.FAILED;
  }

  private void warn(long count, String one, String many, String what) {
    if (count > 0) {
      streams.message("WARNING: " + count + " " + (count == 1 ? one : many) + " " + what);
    }
  }
}
