package io.github.tfckpt.cli.history;

import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.history.RunHistory;
import io.github.tfckpt.history.RunSearch.Hit;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.RecordPrinter;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.stats.Occurrences;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** At which step tensors have NaN or infinities for the first time. */
final class SearchAnswer {

  private final RunHistory history;
  private final FullNames shown;
  private final Set<Anomaly> wanted;
  private final ReadFailures failures;
  private final RecordPrinter<Hit> rows;
  private final Set<Bytes> found = new HashSet<>();
  private Optional<Hit> first = Optional.empty();

  SearchAnswer(
      RunHistory history,
      FullNames shown,
      Set<Anomaly> wanted,
      ReadFailures failures,
      TableFormat format,
      boolean isBegin,
      OutputStream out,
      TextStyle style)
      throws IOException {
    this.history = history;
    this.shown = shown;
    this.wanted = wanted;
    this.failures = failures;
    this.rows =
        format.printer(
            columns(), new RunSteps(history).head("values"), "found", isBegin, out, style);
  }

  private Columns<Hit> columns() {
    Columns<Hit> columns =
        new Columns<Hit>()
            .field("step", hit -> RunSteps.number(history.steps().get(hit.step())))
            .shown("STEP", hit -> history.steps().get(hit.step()).label())
            .right()
            .field("name", hit -> hit.entry().key())
            .field("full_name", hit -> history.fullNames().of(hit.entry()))
            .column("NAME", hit -> name(hit))
            .asName()
            .field("dtype", hit -> hit.entry().dtype().label())
            .field("shape", hit -> hit.entry().shape())
            .column("SHAPE", hit -> hit.entry().shape().toString())
            .spare();
    for (Anomaly anomaly : wanted) {
      String label = anomaly == Anomaly.NAN ? "nan" : "inf";
      columns
          .field(label, hit -> found(hit, anomaly).map(Occurrences::count))
          .shown(anomaly == Anomaly.NAN ? "NaN" : "INF", hit -> count(hit, anomaly))
          .right()
          .field("first_" + label, hit -> place(hit, anomaly))
          .shown("AT", hit -> place(hit, anomaly).map(List::toString).orElse(""));
    }
    return columns
        .field("error", hit -> hit.failure().map(Visible::message))
        .shown("", hit -> hit.failure().isPresent() ? "cannot be read" : "")
        .field("role", hit -> history.role(hit.entry()));
  }

  private String name(Hit hit) {
    return RunSteps.name(hit.entry(), shown);
  }

  private static Optional<Occurrences> found(Hit hit, Anomaly anomaly) {
    return hit.stats().map(stats -> stats.found(anomaly));
  }

  private static String count(Hit hit, Anomaly anomaly) {
    return found(hit, anomaly).map(some -> Quantity.count(some.count())).orElse("");
  }

  private static Optional<List<Long>> place(Hit hit, Anomaly anomaly) {
    return found(hit, anomaly)
        .filter(Occurrences::isThere)
        .map(some -> hit.entry().shape().index(some.first()));
  }

  void add(Hit hit) throws IOException {
    if (hit.failure().isPresent()) {
      failures.add(hit.failure().get());
    } else {
      found.add(hit.entry().key());
      first = first.isEmpty() ? Optional.of(hit) : first;
    }
    rows.print(hit);
  }

  void end() throws IOException {
    rows.end();
  }

  boolean isFound() {
    return first.isPresent();
  }

  /** {@code first: step 400, sick/w [2, 1]; found in 1 of 9 tensors}. */
  String summary(int tensors) {
    String of = Quantity.count(tensors) + (tensors == 1 ? " tensor" : " tensors");
    if (first.isEmpty()) {
      int steps = history.steps().size();
      return "nothing found in " + of + ", " + steps + (steps == 1 ? " step" : " steps");
    }
    Hit hit = first.get();
    Anomaly what =
        wanted.stream().filter(each -> place(hit, each).isPresent()).findFirst().orElseThrow();
    return "first: step "
        + history.steps().get(hit.step()).label()
        + ", "
        + name(hit)
        + " "
        + place(hit, what).orElseThrow()
        + "; found in "
        + Quantity.count(found.size())
        + " of "
        + of;
  }
}
