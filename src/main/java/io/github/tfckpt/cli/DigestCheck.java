package io.github.tfckpt.cli;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.NameFilter;
import io.github.tfckpt.tensor.DType.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the tensors of a checkpoint with a list of digests. */
final class DigestCheck {

  /** A line of the list, and the tensor that it means, if there is one. */
  private record Pair(DigestList.Line line, Optional<TensorEntry> entry) {}

  private final Checkpoint checkpoint;
  private final NameFilter filter;
  private final WorkOptions work;
  private final DigestPrinter printer;
  private final Streams streams;
  private final boolean quiet;
  private long failed;
  private long missing;

  DigestCheck(
      Checkpoint checkpoint,
      NameFilter filter,
      WorkOptions work,
      DigestPrinter printer,
      Streams streams,
      boolean quiet) {
    this.checkpoint = checkpoint;
    this.filter = filter;
    this.work = work;
    this.printer = printer;
    this.streams = streams;
    this.quiet = quiet;
  }

  /** Prints a verdict for each name in the list that the patterns mean; the result is the code. */
  int run(DigestList expected) throws IOException {
    List<Pair> all = pairs(expected);
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
          printer.verdict(pair.line().name(), verdict);
        }
      }
      printer.end();
    }
    warn(
        work.part().isFirst() ? expected.malformed() : 0,
        "line is",
        "lines are",
        "no digest with a name");
    warn(missing, "tensor is", "tensors are", "not in " + checkpoint.path());
    warn(failed, "digest does", "digests do", "not match");
    if (all.isEmpty()) {
      streams.message("nothing was checked: the list has no line for a tensor that is meant");
      return ExitCode.NO;
    }
    return failed + missing > 0 ? ExitCode.NO : ExitCode.OK;
  }

  private static long bytes(Pair pair) {
    return pair.entry().isPresent() ? pair.entry().get().bytes().orElse(0) : 0;
  }

  private List<Pair> pairs(DigestList expected) {
    Map<String, TensorEntry> byName = byName();
    List<Pair> pairs = new ArrayList<>();
    for (DigestList.Line line : expected.lines()) {
      TensorEntry entry = byName.get(line.name());
      if (entry == null) {
        pairs.add(new Pair(line, Optional.empty()));
      } else if (filter.accepts(entry)) {
        pairs.add(new Pair(line, Optional.of(entry)));
      }
    }
    return pairs;
  }

  /** Tensors that have values, by keys and full names; where both are the same, the key counts. */
  private Map<String, TensorEntry> byName() {
    Map<String, TensorEntry> byName = new HashMap<>();
    for (TensorEntry entry : checkpoint.tensors()) {
      if (entry.dtype().kind() != Kind.OPAQUE) {
        checkpoint.fullName(entry).ifPresent(name -> byName.putIfAbsent(name, entry));
      }
    }
    for (TensorEntry entry : checkpoint.tensors()) {
      if (entry.dtype().kind() != Kind.OPAQUE) {
        byName.put(entry.name(), entry);
      }
    }
    return byName;
  }

  private Verdict verdict(Pair pair, DigestWork digests) {
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

  /** What comparing a tensor with its digest gave. */
  enum Verdict {
    OK,
    FAILED,
    MISSING
  }
}
