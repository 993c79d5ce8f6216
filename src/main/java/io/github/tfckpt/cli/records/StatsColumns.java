package io.github.tfckpt.cli.records;

import io.github.tfckpt.cli.common.ReadFailures;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.render.TextStyle.Paint;
import io.github.tfckpt.stats.Anomaly;
import io.github.tfckpt.stats.CheckpointStats;
import io.github.tfckpt.stats.Histogram;
import io.github.tfckpt.stats.Measures;
import io.github.tfckpt.stats.Occurrences;
import io.github.tfckpt.stats.TensorStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The columns of statistics. Text shows what the finite elements are like; the other formats have
 * all elements, and the finite ones beside them where some are not.
 */
public final class StatsColumns {

  /**
   * A tensor and its statistics.
   *
   * @param stats empty if the tensor cannot be read
   * @param error why, on one line
   */
  public record Row(TensorEntry entry, Optional<TensorStats> stats, Optional<String> error) {

    /** Takes the statistics of a tensor, the next of all, or why there are none. */
    public static Row next(TensorEntry entry, CheckpointStats all, ReadFailures failures) {
      try {
        return new Row(entry, Optional.of(all.next()), Optional.empty());
      } catch (IOException e) {
        failures.add(e);
        return new Row(entry, Optional.empty(), Optional.of(Visible.message(e)));
      }
    }

    /** What the finite elements are like, if there are any. */
    Optional<Measures> finite() {
      return stats.map(TensorStats::finite).filter(found -> found.range().isPresent());
    }

    /** The same where some elements are not finite. */
    private Optional<Measures> finiteAlone() {
      return stats.filter(found -> found.finiteCount() < found.count()).map(TensorStats::finite);
    }
  }

  /**
   * One of the numbers that describe others.
   *
   * @param exact all digits; empty where there is no such number
   * @param rounded of numbers that have a least and a greatest
   */
  private record Measure(
      String label, Function<Measures, Optional<?>> exact, Function<Measures, String> rounded) {

    Optional<?> exact(Optional<Measures> of) {
      return of.isEmpty() ? of : exact.apply(of.get());
    }

    String rounded(Optional<Measures> of) {
      return of.map(rounded).orElse("-");
    }
  }

  private static final List<Measure> MEASURES =
      List.of(
          new Measure(
              "min",
              found -> found.range().map(range -> ValueText.exact(range.min())),
              found -> ValueText.rounded(found.range().orElseThrow().min())),
          new Measure(
              "max",
              found -> found.range().map(range -> ValueText.exact(range.max())),
              found -> ValueText.rounded(found.range().orElseThrow().max())),
          new Measure("mean", found -> Optional.of(ValueText.exact(found.mean())), ValueText::mean),
          new Measure(
              "std", found -> Optional.of(found.std()), found -> RoundedNumber.of(found.std())),
          new Measure(
              "l2",
              found -> Optional.of(found.l2()),
              found -> ValueText.rounded(found.l2(), found.range().orElseThrow().min())));

  /** Bins of the histogram that text draws in a row: a character each. */
  public static final int BLOCKS = 10;

  /** From the lowest to the full one. */
  private static final String HEIGHTS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private StatsColumns() {}

  /** The fields of a tensor's numbers, in their order. */
  public static List<String> measures() {
    return MEASURES.stream().map(Measure::label).toList();
  }

  /**
   * The columns.
   *
   * @param shown the full names that text shows instead of keys
   * @param anomalies what is searched for
   * @param bins of the histograms, or 0 for none
   */
  public static Columns<Row> of(
      TensorFields fields, FullNames shown, Set<Anomaly> anomalies, int bins) {
    Columns<Row> columns =
        fields
            .begin(Row::entry)
            .column("NAME", row -> shown.of(row.entry()).orElse(row.entry().name()))
            .asName()
            .field("dtype", row -> row.entry().dtype().label())
            .shown("DTYPE", row -> row.entry().dtype().label())
            .field("shape", row -> row.entry().shape())
            .field("count", row -> row.stats().map(TensorStats::count))
            .shown("COUNT", row -> RoundedNumber.count(row.entry().elementCount()))
            .right()
            .field("nan", row -> row.stats().map(found -> found.nan().count()))
            .field("inf", row -> row.stats().map(found -> found.inf().count()))
            .field("zeros", row -> row.stats().map(found -> found.zeros().count()))
            .shown("ZEROS", StatsColumns::zeros)
            .right();
    for (Measure measure : MEASURES) {
      columns
          .field(measure.label(), row -> measure.exact(row.stats().map(TensorStats::all)))
          .shown(measure.label().toUpperCase(Locale.ROOT), row -> measure.rounded(row.finite()))
          .right();
    }
    columns.column("HISTOGRAM", row -> histogram(row).map(StatsColumns::blocks).orElse("")).spare();
    columns.field("finite", StatsColumns::finite).jsonOnly();
    for (Measure measure : MEASURES) {
      columns
          .field("finite_" + measure.label(), row -> measure.exact(row.finiteAlone()))
          .rowsOnly();
    }
    if (!anomalies.isEmpty()) {
      columns.field("found", row -> row.stats().map(of -> found(row, of, anomalies))).jsonOnly();
    }
    for (Anomaly anomaly : anomalies) {
      columns.field("first_" + label(anomaly), row -> first(row, anomaly)).rowsOnly();
    }
    if (bins > 0) {
      columns
          .field("histogram", row -> histogram(row).map(StatsColumns::histogram))
          .jsonOnly()
          .field("edges", row -> histogram(row).map(StatsColumns::edges))
          .rowsOnly()
          .field("counts", row -> histogram(row).map(StatsColumns::counts))
          .rowsOnly();
    }
    return columns
        .field("error", Row::error)
        .shown("", row -> row.stats().map(StatsColumns::odd).orElse("cannot be read"))
        .field("role", row -> fields.role(row.entry()))
        .painted(StatsColumns::paint);
  }

  private static Paint paint(Row row) {
    if (row.stats().isEmpty() || row.stats().get().nan().isThere()) {
      return Paint.RED;
    }
    return row.stats().get().inf().isThere() ? Paint.YELLOW : Paint.PLAIN;
  }

  private static String zeros(Row row) {
    return row.stats().map(found -> RoundedNumber.count(found.zeros().count())).orElse("-");
  }

  /** What of the elements is not finite; empty if all of it is. */
  public static String odd(TensorStats stats) {
    String nan = stats.nan().isThere() ? RoundedNumber.count(stats.nan().count()) + " NaN" : "";
    String inf = stats.inf().isThere() ? RoundedNumber.count(stats.inf().count()) + " inf" : "";
    return nan + (nan.isEmpty() || inf.isEmpty() ? "" : ", ") + inf;
  }

  private static Optional<Map<String, Object>> finite(Row row) {
    if (row.finiteAlone().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> object =
        JsonDocument.object("count", row.stats().orElseThrow().finiteCount());
    for (Measure measure : MEASURES) {
      object.putAll(JsonDocument.object(measure.label(), measure.exact(row.finiteAlone())));
    }
    return Optional.of(object);
  }

  private static String label(Anomaly anomaly) {
    return anomaly.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<List<Long>> first(Row row, Anomaly anomaly) {
    return row.stats()
        .map(stats -> stats.found(anomaly))
        .filter(Occurrences::isThere)
        .map(found -> row.entry().shape().index(found.first()));
  }

  private static List<Object> found(Row row, TensorStats stats, Set<Anomaly> anomalies) {
    List<Object> list = new ArrayList<>();
    for (Anomaly anomaly : anomalies) {
      long count = stats.found(anomaly).count();
      first(row, anomaly)
          .ifPresent(
              at ->
                  list.add(
                      JsonDocument.object("what", label(anomaly), "count", count, "first", at)));
    }
    return list;
  }

  private static Optional<Histogram> histogram(Row row) {
    return row.stats().flatMap(TensorStats::histogram);
  }

  /** A histogram as blocks; what is there at all shows. */
  private static String blocks(Histogram histogram) {
    long most = 1;
    for (int i = 0; i < histogram.bins(); i++) {
      most = Math.max(most, histogram.count(i));
    }
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < histogram.bins(); i++) {
      double share = (double) histogram.count(i) / most;
      int height = (int) Math.ceil(share * HEIGHTS.length());
      blocks.append(height == 0 ? ' ' : HEIGHTS.charAt(height - 1));
    }
    return blocks.toString().stripTrailing();
  }

  private static Map<String, Object> histogram(Histogram histogram) {
    return JsonDocument.object("edges", edges(histogram), "counts", counts(histogram));
  }

  private static List<Double> edges(Histogram histogram) {
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i <= histogram.bins(); i++) {
      edges.add(histogram.edge(i));
    }
    return edges;
  }

  private static List<Long> counts(Histogram histogram) {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < histogram.bins(); i++) {
      counts.add(histogram.count(i));
    }
    return counts;
  }
}
