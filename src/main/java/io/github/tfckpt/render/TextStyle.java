package io.github.tfckpt.render;

import java.util.function.IntSupplier;

/**
 * What text looks like where it is read.
 *
 * @param colour true if titles are bold and verdicts coloured
 * @param columns how many characters a line can have; asked only for what is wide
 */
public record TextStyle(boolean colour, IntSupplier columns) {

  /** Narrower screens are not asked for. */
  private static final int USUAL = 80;

  private static final String ESCAPE = "\u001b[";

  /** How text is painted. */
  public enum Paint {
    /** As it is. */
    PLAIN("0"),
    /** Titles. */
    BOLD("1"),
    /** What is wrong. */
    RED("31"),
    /** What is right, or new. */
    GREEN("32"),
    /** What to look at. */
    YELLOW("33"),
    /** Warnings on a line of their own: yellow is hard to read on white. */
    MAGENTA("35");

    private final String start;

    Paint(String code) {
      start = ESCAPE + code + "m";
    }

    /** Painted text, where there is colour. */
    public String on(CharSequence text, boolean colour) {
      return colour && this != PLAIN && text.length() > 0
          ? start + text + PLAIN.start
          : text.toString();
    }
  }

  /** The style of a file or a pipe, whose lines have no end. */
  public static TextStyle endless(boolean colour) {
    return new TextStyle(colour, () -> Integer.MAX_VALUE);
  }

  /** Painted text, where there is colour. */
  public String paint(Paint paint, CharSequence text) {
    return paint.on(text, colour);
  }

  /** True if that many characters fit in a line. */
  boolean fits(int width) {
    return width <= USUAL || width <= columns.getAsInt();
  }

  /** A sentence in lines that fit, broken at spaces; all but the first are indented. */
  public String wrap(String sentence) {
    if (fits(DisplayWidth.of(sentence))) {
      return sentence;
    }
    int most = columns.getAsInt();
    StringBuilder lines = new StringBuilder(sentence.length() + 16);
    int width = 0;
    for (String word : sentence.split(" ", -1)) {
      int more = DisplayWidth.of(word);
      if (width > 0 && width + 1 + more > most) {
        lines.append("\n  ");
        width = 2;
      } else if (width > 0) {
        lines.append(' ');
        width++;
      }
      lines.append(word);
      width += more;
    }
    return lines.toString();
  }
}
