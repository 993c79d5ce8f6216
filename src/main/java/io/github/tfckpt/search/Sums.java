package io.github.tfckpt.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checksums as messages and people write them: {@code 0x8a9136aa}, {@code 8a9136aa}, in decimal.
 */
final class Sums {

  /** A checksum in a text, as one group. */
  static final String PATTERN = "(0x[0-9A-Fa-f]{1,8}|[0-9A-Fa-f]{8}|\\d{1,10})";

  private static final int HEX_DIGITS = 8;

  /** What is no word, and long enough to be no number of something else. */
  private static final Pattern ALONE =
      Pattern.compile("0[xX][0-9A-Fa-f]{1,8}|(?=[A-Fa-f]{0,8}\\d)[0-9A-Fa-f]{8}|\\d{9,10}");

  private Sums() {}

  /** True if a word may well be a checksum, with nothing around it that says so. */
  static boolean isSum(String word) {
    return ALONE.matcher(word).matches();
  }

  /** What a number may mean: eight digits may be decimal or not. Empty if it has over 32 bits. */
  static List<Integer> of(String number) {
    List<Integer> sums = new ArrayList<>();
    boolean isMarked = number.startsWith("0x") || number.startsWith("0X");
    if (!isMarked && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      add(Long.parseLong(number), sums);
    }
    if (isMarked || number.length() == HEX_DIGITS) {
      add(Long.parseLong(isMarked ? number.substring(2) : number, 16), sums);
    }
    return sums;
  }

  private static void add(long sum, List<Integer> sums) {
    if (sum >>> 32 == 0) {
      sums.add((int) sum);
    }
  }
}
