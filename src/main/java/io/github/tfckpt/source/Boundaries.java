package io.github.tfckpt.source;

/** The round places of a file: what was lost in whole pages, pieces or parts begins at one. */
public final class Boundaries {

  private Boundaries() {}

  /** {@code , at a 4 KiB edge}, with the largest unit that fits; empty if none does. */
  public static String of(long offset) {
    if (offset == 0 || offset % (4 << 10) != 0) {
      return "";
    }
    String unit =
        offset % (512L << 20) == 0 ? "512 MiB" : offset % (1 << 20) == 0 ? "1 MiB" : "4 KiB";
    return ", at a " + unit + " edge";
  }
}
