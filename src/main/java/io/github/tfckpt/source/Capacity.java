package io.github.tfckpt.source;

/** How many of something fit into the memory that Java was given. */
public final class Capacity {

  private Capacity() {}

  /**
   * That number.
   *
   * @param most how many there may be, however much memory there is
   * @param bytesEach what each takes, with all that is kept beside it
   */
  public static int of(int most, int bytesEach) {
    return (int) Math.min(most, bytes() / bytesEach);
  }

  /** Bytes that may be taken: the rest is for all else. */
  public static long bytes() {
    return Runtime.getRuntime().maxMemory() / 4 * 3;
  }
}
