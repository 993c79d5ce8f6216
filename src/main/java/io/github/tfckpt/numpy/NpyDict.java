package io.github.tfckpt.numpy;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The Python literal in the header of a {@code .npy} file: {@code {'descr': '<f4', 'fortran_order':
 * False, 'shape': (2, 3), }}. It is read, never evaluated.
 *
 * @see "numpy/lib/_format_impl.py, _read_array_header"
 */
final class NpyDict {

  private static final int DEEPEST = 100;

  /** numpy's own bound. */
  private static final int MOST_AXES = 64;

  private final String text;
  private final String where;
  private int at;

  private String descr;
  private Boolean fortran;
  private Shape shape;

  private NpyDict(String text, String where) {
    this.text = text;
    this.where = where;
  }

  /** Reads a literal; {@code where} is the file, for messages. */
  static NpyDict parse(String text, String where) throws Corrupt {
    NpyDict dict = new NpyDict(text, where);
    dict.read();
    return dict;
  }

  /** The type as numpy spells it; empty for one with fields. */
  String descr() {
    return descr;
  }

  boolean isFortran() {
    return fortran;
  }

  Shape shape() {
    return shape;
  }

  private void read() throws Corrupt {
    take('{');
    while (next() != '}') {
      String key = string();
      take(':');
      switch (key) {
        case "descr" -> {
          once(descr == null, key);
          descr = isQuote(next()) ? string() : fields();
        }
        case "fortran_order" -> {
          once(fortran == null, key);
          fortran = bool();
        }
        case "shape" -> {
          once(shape == null, key);
          shape = shape(numbers());
        }
        default -> throw wrong("'" + key + "' is not a key that numpy knows");
      }
      if (next() != '}') {
        take(',');
      }
    }
    take('}');
    if (!text.substring(at).isBlank()) {
      throw wrong("something follows the dictionary");
    }
    if (descr == null || fortran == null || shape == null) {
      throw wrong("descr, fortran_order or shape is missing");
    }
  }

  private void once(boolean isFirst, String key) throws Corrupt {
    if (!isFirst) {
      throw wrong("'" + key + "' appears twice");
    }
  }

  private Shape shape(List<Long> extents) throws Corrupt {
    if (extents.size() > MOST_AXES) {
      throw wrong("a shape of " + extents.size() + " axes, numpy has 64 at most");
    }
    Shape read = Shape.of(extents.stream().mapToLong(Long::longValue).toArray());
    try {
      read.elementCount();
    } catch (ArithmeticException e) {
      throw wrong("shape " + read + " has more than 2^63 elements");
    }
    return read;
  }

  private List<Long> numbers() throws Corrupt {
    List<Long> numbers = new ArrayList<>();
    take('(');
    while (next() != ')') {
      int start = at;
      while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
        at++;
      }
      try {
        numbers.add(Long.parseLong(text.substring(start, at)));
      } catch (NumberFormatException e) {
        throw wrong("shape has something other than numbers from 0 to 2^63 - 1");
      }
      if (at < text.length() && text.charAt(at) == 'L') {
        at++; // As Python 2 wrote long integers.
      }
      if (next() != ')') {
        take(',');
      }
    }
    take(')');
    return numbers;
  }

  private boolean bool() throws Corrupt {
    next();
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw wrong("fortran_order is neither True nor False");
  }

  /** Passes over a list of fields. */
  private String fields() throws Corrupt {
    if (next() != '[') {
      throw wrong("descr is neither a text nor a list of fields");
    }
    int depth = 0;
    do {
      char c = next();
      if (isQuote(c)) {
        string();
        continue;
      }
      depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
      if (depth > DEEPEST) {
        throw wrong("fields within fields, more than " + DEEPEST + " deep");
      }
      at++;
    } while (depth > 0);
    return "";
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  private String string() throws Corrupt {
    char quote = next();
    int end = isQuote(quote) ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw wrong("expected a text in quotes");
    }
    String string = text.substring(at + 1, end);
    at = end + 1;
    return string;
  }

  /** The next character that is not white space. */
  private char next() throws Corrupt {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      throw wrong("it ends too soon");
    }
    return text.charAt(at);
  }

  private void take(char expected) throws Corrupt {
    if (next() != expected) {
      throw wrong("expected " + expected + " at character " + at);
    }
    at++;
  }

  private Corrupt wrong(String what) {
    return new Corrupt(where, "npy header: " + what);
  }
}
