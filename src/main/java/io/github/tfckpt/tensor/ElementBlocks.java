package io.github.tfckpt.tensor;

import io.github.tfckpt.io.CheckpointException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * All elements of a tensor, cut into blocks that several threads hand over at the same time, each
 * byte once and with its place.
 */
public interface ElementBlocks {

  /** Takes bytes of elements, in any order, from several threads. */
  @FunctionalInterface
  interface Placing {
    /**
     * Told before short runs are put here and there. A file that grows by them alone is slow to
     * write, and much slower to get onto a disk, than one that is there when they come.
     *
     * @param bytes of all elements
     * @throws IOException if there is no room for them
     */
    default void clear(long bytes) throws IOException {}

    /**
     * Takes some of them, which are valid until this returns.
     *
     * @param offset bytes from the start of all elements, row-major
     * @param run its bytes from position to limit, little-endian
     * @throws IOException if they cannot be written where they go; no more come then
     */
    void put(long offset, ByteBuffer run) throws IOException;
  }

  /** {@return how many blocks there are; at least 1} */
  int count();

  /**
   * Hands over all bytes of a block.
   *
   * @param block counted from 0; each is handed over once
   * @param target takes them
   * @throws IOException if they cannot be read, or the target throws
   */
  void place(int block, Placing target) throws IOException;

  /**
   * Compares checksums, after the last block.
   *
   * @return the plain CRC-32C of all bytes in their order
   * @throws Corrupt if a checksum is not what is stored: what was handed over is of no use
   * @throws IOException if what is stored cannot be read
   */
  int sum() throws IOException;
}
