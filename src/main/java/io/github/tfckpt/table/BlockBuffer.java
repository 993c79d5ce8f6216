package io.github.tfckpt.table;

/** Memory for one block after another, so that it is touched once. */
public final class BlockBuffer {

  private byte[] array = new byte[0];

  /** The memory, of this many bytes or more; what was in it is lost. */
  byte[] atLeast(int size) {
    if (array.length < size) {
      array = new byte[size];
    }
    return array;
  }
}
