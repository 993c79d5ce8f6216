package io.github.tfckpt.name;

/**
 * The number of insertions, deletions, replacements and swaps of neighbours turn one text into
 * another.
 */
public final class EditDistance {

  private EditDistance() {}

  /**
   * {@return how many edits there are between two texts; {@code limit + 1} if there are more than
   * that}
   *
   * @param a one text
   * @param b the other
   * @param limit the most edits of interest, not negative
   */
  public static int between(String a, String b, int limit) {
    int n = a.length();
    int m = b.length();
    if (Math.abs(n - m) > limit) {
      return limit + 1;
    }
    int[] before = new int[m + 1];
    int[] above = new int[m + 1];
    int[] row = new int[m + 1];
    for (int j = 0; j <= m; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= n; i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= m; j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int edits = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits = Math.min(edits, before[j - 2] + 1);
        }
        row[j] = edits;
        least = Math.min(least, edits);
      }
      if (least > limit) {
        return limit + 1;
      }
      int[] free = before;
      before = above;
      above = row;
      row = free;
    }
    return above[m];
  }
}
