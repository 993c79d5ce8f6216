package io.github.tfckpt.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a page has room for: texts and lists of records in a moderate length, and numbers that a
 * browser reads without loss. A checkpoint may have a name of 32,000 characters, a million
 * findings, and counts of 64 bits.
 */
public final class BoundedValues {

  /** Characters of a text. */
  public static final int LONGEST_TEXT = 300;

  private static final int LONGEST_LIST = 100;

  /** From here on, a double stands for several whole numbers. */
  private static final long MOST_EXACT = 1L << 53;

  private BoundedValues() {}

  /** A text, its middle left out if it is long. */
  public static String text(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int half = LONGEST_TEXT / 2;
    return text.substring(0, half) + "\u2026" + text.substring(text.length() - half);
  }

  /** A number as it is, or as a text if a browser would round it; other values as they are. */
  public static Object number(Object value) {
    if (value instanceof Double || !(value instanceof Number number)) {
      return value;
    }
    boolean fits =
        number.toString().length() < 18
            && number.longValue() <= MOST_EXACT
            && number.longValue() >= -MOST_EXACT;
    return fits ? value : value.toString();
  }

  /**
   * A record in which every text and list is bounded; how much longer a list was is a field of its
   * own: {@code findings_more}.
   */
  public static Map<String, Object> record(Map<String, Object> record) {
    Map<String, Object> bounded = new LinkedHashMap<>();
    record.forEach(
        (name, value) -> {
          bounded.put(text(name), value(value));
          if (value instanceof List<?> list && list.size() > LONGEST_LIST) {
            bounded.put(name + "_more", list.size() - LONGEST_LIST);
          }
        });
    return bounded;
  }

  private static Object value(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put(name.toString(), field));
      return record(fields);
    }
    if (value instanceof List<?> list) {
      List<Object> bounded = new ArrayList<>();
      for (Object each : list.subList(0, Math.min(LONGEST_LIST, list.size()))) {
        bounded.add(value(each));
      }
      return bounded;
    }
    return value instanceof Number || value instanceof Boolean
        ? number(value)
        : text(value.toString());
  }
}
