package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields of a protobuf message in its text form, as far as strings and numbers go.
 *
 * <pre>
 *   field     NAME ":" value ("," | ";")?      value   string | number | "[" value ("," value)* "]"
 *   string    ("..." | '...')+                 neighbours are joined
 *   escapes   \n \r \t \a \b \f \v \\ \' \" \?   \ooo octal   \xhh
 *   comment   # up to the end of the line
 * </pre>
 *
 * @see "google/protobuf/text_format.cc"
 */
final class TextFormat {

  /** In the order of the bytes they stand for: 7 to 13. */
  private static final String ESCAPES = "abtnvfr";

  private static final int FIRST_ESCAPE = 7;
  private static final String WHITE = " \t\n\u000b\f\r";

  private final String where;
  private final byte[] text;
  private int position;
  private String field = "";

  TextFormat(String where, Bytes text) {
    this.where = where;
    this.text = text.toArray();
  }

  /** Moves to the next field, or returns false after the last. */
  boolean nextField() throws Corrupt {
    while (peek() == ',' || peek() == ';') {
      position++;
    }
    if (peek() < 0) {
      return false;
    }
    field = word();
    if (peek() != ':') {
      throw corrupt("expected \":\" after " + field);
    }
    position++;
    return true;
  }

  String field() {
    return field;
  }

  /** The field's strings: one, or those of a list. */
  List<String> strings() throws Corrupt {
    List<String> values = new ArrayList<>();
    boolean list = take('[');
    while (list ? !take(']') : values.isEmpty()) {
      values.add(string());
      if (list) {
        take(',');
      }
    }
    return values;
  }

  void skipNumbers() throws Corrupt {
    boolean list = take('[');
    do {
      if (list && take(']')) {
        return;
      }
      word();
      if (list) {
        take(',');
      }
    } while (list);
  }

  private boolean take(int wanted) {
    boolean there = peek() == wanted;
    position += there ? 1 : 0;
    return there;
  }

  private String string() throws Corrupt {
    if (peek() != '"' && peek() != '\'') {
      throw corrupt("expected a string");
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    while (peek() == '"' || peek() == '\'') {
      int quote = (text[position++] & 0xff);
      for (int c = next(); c != quote; c = next()) {
        value.write(c == '\\' ? escape() : c);
      }
    }
    return value.toString(StandardCharsets.UTF_8);
  }

  private int next() throws Corrupt {
    if (position == text.length || (text[position] & 0xff) == '\n') {
      throw corrupt("a string is not closed");
    }
    return (text[position++] & 0xff);
  }

  private int escape() throws Corrupt {
    int c = next();
    int known = ESCAPES.indexOf(c);
    if (known >= 0) {
      return FIRST_ESCAPE + known;
    }
    if (c == 'x' || c == 'X') {
      return digits(16, 2, 0);
    }
    return c >= '0' && c <= '7' ? digits(8, 2, c - '0') : c;
  }

  private int digits(int radix, int most, int first) {
    int value = first;
    for (int i = 0; i < most && position < text.length; i++) {
      int digit = Character.digit((text[position] & 0xff), radix);
      if (digit < 0) {
        break;
      }
      value = value * radix + digit;
      position++;
    }
    return value;
  }

  private String word() throws Corrupt {
    int c = peek();
    int start = position;
    while (c >= 0 && (Character.isLetterOrDigit(c) || "_.+-".indexOf(c) >= 0)) {
      position++;
      c = position < text.length ? (text[position] & 0xff) : -1;
    }
    if (position == start) {
      throw corrupt("expected a name or number");
    }
    return new String(text, start, position - start, StandardCharsets.ISO_8859_1);
  }

  /** The next byte that is neither white space nor comment, or -1; stands before it. */
  private int peek() {
    boolean comment = false;
    for (; position < text.length; position++) {
      int c = (text[position] & 0xff);
      comment = c == '#' || (comment && c != '\n');
      if (!comment && WHITE.indexOf(c) < 0) {
        return c;
      }
    }
    return -1;
  }

  Corrupt corrupt(String what) {
    return new Corrupt(where, "byte " + position + ": " + what);
  }
}
