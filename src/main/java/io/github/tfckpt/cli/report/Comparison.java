package io.github.tfckpt.cli.report;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.cli.common.CheckpointArgument;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.OutputOptions;
import io.github.tfckpt.cli.common.Progress;
import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.SizeOption;
import io.github.tfckpt.cli.common.Streams;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.WorkOptions;
import io.github.tfckpt.cli.pairs.ComparisonOptions;
import io.github.tfckpt.cli.pairs.DiffPairs;
import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.diff.CheckpointDiff;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.inspect.Expansion;
import io.github.tfckpt.render.JsonDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A run of {@code tfckpt report A B}. */
record Comparison(
    Streams streams,
    CheckpointArgument argument,
    ComparisonOptions compared,
    NameOptions names,
    SizeOption size,
    WorkOptions work,
    OutputOptions output) {

  /** Compares what was typed and writes the page; the result is the exit code. */
  int run(String typedB) throws IOException {
    String typedA = argument.typed();
    Changes rules = compared.changes(names, output);
    output.spare(typedA, argument.step());
    output.spare(typedB, argument.step());
    try (DiffSide a = open(typedA).joined(compared.join());
        DiffSide b = open(typedB)) {
      List<String> told = new ArrayList<>(output.remark(streams, a.checkpoint().orElseThrow()));
      told.addAll(output.remark(streams, b.checkpoint().orElseThrow()));
      DiffPairs pairs = DiffPairs.of(a, b, names, List.of(), rules);
      if (!output.isQuiet()) {
        pairs.tellRemarks(streams);
      }
      return pairs.answer(
          streams,
          a,
          b,
          names.roles(),
          chosen -> {
            ReadFailures failures = new ReadFailures(streams, told);
            write(typedB, a, b, chosen, rules, failures);
            return failures.end();
          });
    }
  }

  private DiffSide open(String typed) throws IOException {
    DiffSide side = DiffSide.open(typed, argument.step(), argument.isGraph());
    if (side.checkpoint().isEmpty()) {
      throw new UsageException(typed + ": not a checkpoint");
    }
    return side;
  }

  private PageHead head(DiffSide side, String typed) throws IOException {
    boolean isGraph = argument.isGraph() && DiffSide.hasGraph(typed);
    OptionalLong step = DiffSide.isDirectory(typed) ? argument.step() : OptionalLong.empty();
    return PageHead.of(side.checkpoint().orElseThrow(), typed, step, isGraph);
  }

  private void write(
      String typedB, DiffSide a, DiffSide b, List<Pair> pairs, Changes rules, ReadFailures failures)
      throws IOException {
    int threads = work.threads();
    long bytes = 0;
    for (Pair pair : pairs) {
      bytes += pair.isWhole() ? pair.bytes() : 0;
    }
    size.check(a.checkpoint().orElseThrow(), DiffPairs.entries(pairs, Pair::a), Expansion.READ);
    size.check(b.checkpoint().orElseThrow(), DiffPairs.entries(pairs, Pair::b), Expansion.READ);
    try (Output out = output.open(streams);
        PageHead headA = head(a, argument.typed());
        PageHead headB = head(b, typedB);
        // Whoever waits wants to know of the whole; three passes are about as much for each side.
        Progress bar = work.progress(streams, output.isQuiet(), 4 * bytes)) {
      DiffOptions options = compared.options(threads).full();
      List<TensorDiff> diffs =
          CheckpointDiff.compare(
              a.checkpoint().orElseThrow(), b.checkpoint().orElseThrow(), pairs, options, bar);
      DiffReport report =
          new DiffReport(a.path(), b.path(), DiffReport.Basis.VALUES, diffs)
              .shown(a.shownNames(names), b.shownNames(names));
      Map<String, Object> fields = PageHead.fields("diff");
      fields.put("info", headA.info());
      fields.put("info_b", headB.info());
      fields.put("verify", headA.verify(threads, bar));
      fields.put("verify_b", headB.verify(threads, bar));
      fields.put("changes", compared.typedChanges());
      fields.put("tolerances", compared.typed());
      fields.put("summary", summary(report));
      new DiffPage(a, b, report, rules.hasRenamings()).write(fields, threads, bar, out);
      out.commit();
      for (TensorDiff diff : report.diffs()) {
        diff.failure().ifPresent(failures::add);
      }
    }
  }

  private static Map<String, Object> summary(DiffReport report) {
    Map<String, Object> summary = JsonDocument.object();
    for (Status status : Status.values()) {
      if (report.count(status) > 0) {
        summary.put(status.label(), report.count(status));
      }
    }
    return summary;
  }
}
