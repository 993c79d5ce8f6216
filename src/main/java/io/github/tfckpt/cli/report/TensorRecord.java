package io.github.tfckpt.cli.report;

import io.github.tfckpt.cli.records.StatsColumns;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.report.BoundedValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a page says of one tensor: the fields of {@code stats -f json}, of which a histogram keeps
 * only its outer edges, since the others lie evenly between them.
 */
final class TensorRecord {

  /** Bins of a histogram: as many as can be told apart in a small picture. */
  static final int BINS = 32;

  /** Fields of statistics that the page of one checkpoint has. */
  static final List<String> NUMBERS =
      joined(List.of(List.of("nan", "inf", "zeros"), StatsColumns.measures(), List.of("finite")));

  /** The fields of statistics. */
  private static final List<String> MEASURES = joined(List.of(List.of("count"), NUMBERS));

  private final Columns<StatsColumns.Row> columns;

  /**
   * Records of the tensors of one checkpoint.
   *
   * @param columns of statistics
   */
  TensorRecord(Columns<StatsColumns.Row> columns) {
    this.columns = columns;
  }

  /** Lists of fields, one after the other. */
  static List<String> joined(List<List<String>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  /** All fields that statistics have. */
  Map<String, Object> fields(StatsColumns.Row row) {
    return columns.object(row);
  }

  /** The statistics alone, as an object without those that a tensor does not have. */
  static Map<String, Object> measures(Map<String, Object> fields) {
    Map<String, Object> measures = new LinkedHashMap<>();
    for (String name : MEASURES) {
      if (fields.containsKey(name)) {
        measures.put(name, value(fields.get(name)));
      }
    }
    if (fields.get("histogram") instanceof Map<?, ?> histogram) {
      measures.put("histogram", brief(histogram));
    }
    return measures;
  }

  /** The number of bytes, if the index tells it. */
  static Object bytes(TensorEntry entry) {
    return entry.bytes().isPresent() ? BoundedValues.number(entry.bytes().getAsLong()) : "";
  }

  /** The value of a field, in a length that a page has room for; empty if there is none. */
  static Object field(Map<String, Object> fields, String name) {
    return value(fields.getOrDefault(name, ""));
  }

  private static Object value(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, each) -> fields.put(name.toString(), value(each)));
      return fields;
    }
    if (value instanceof List<?>) {
      return value;
    }
    return value instanceof Number ? BoundedValues.number(value) : BoundedValues.text("" + value);
  }

  private static List<Object> brief(Map<?, ?> histogram) {
    List<?> edges = (List<?>) histogram.get("edges");
    List<Object> brief = new ArrayList<>();
    brief.add(edges.get(0));
    brief.add(edges.get(edges.size() - 1));
    brief.add(histogram.get("counts"));
    return brief;
  }
}
