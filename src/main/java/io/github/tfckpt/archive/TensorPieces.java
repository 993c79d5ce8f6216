package io.github.tfckpt.archive;

import io.github.tfckpt.tensor.ElementBlocks;
import io.github.tfckpt.tensor.FixedElements;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * The work of writing tensors: a piece for each, and for the elements of a large one several that
 * threads write at the same time.
 */
public final class TensorPieces {

  /** Bytes of a tensor that is one piece. */
  private static final long SMALL = 32 << 20;

  private final TensorList tensors;

  /** The first piece of each tensor, and last how many there are. */
  private final int[] firsts;

  private final Map<Integer, Large> large = new HashMap<>();

  private record Large(ElementBlocks blocks, AtomicInteger left) {}

  /**
   * Cuts the elements of large tensors.
   *
   * @param isPlain if the elements of a tensor are stored as they are, with a constant width
   */
  public TensorPieces(TensorList tensors, IntPredicate isPlain) throws IOException {
    this.tensors = tensors;
    this.firsts = new int[tensors.count() + 1];
    for (int i = 0; i < tensors.count(); i++) {
      int pieces = 1;
      if (isPlain.test(i) && tensors.shape(i).elementCount() > SMALL / tensors.dtype(i).width()) {
        ElementBlocks blocks = blocks(i);
        pieces = blocks.count();
        large.put(i, new Large(blocks, new AtomicInteger(pieces)));
      }
      firsts[i + 1] = Math.addExact(firsts[i], pieces);
    }
  }

  private ElementBlocks blocks(int tensor) throws IOException {
    return ((FixedElements) tensors.read(tensor).elements()).blocks();
  }

  /** How many there are. */
  public int count() {
    return firsts[firsts.length - 1];
  }

  /** The tensor that a piece is of. */
  public int tensor(int piece) {
    int found = Arrays.binarySearch(firsts, piece);
    // Never an insertion at the end: the last is larger than every piece.
    return found < 0 ? -found - 2 : found;
  }

  /**
   * Hands over the elements of a piece of a tensor that is stored plainly.
   *
   * @return the plain CRC-32C of all elements of the tensor, if this was the last piece of it
   */
  public OptionalInt place(int piece, ElementBlocks.Placing target) throws IOException {
    int tensor = tensor(piece);
    Large cut = large.get(tensor);
    ElementBlocks blocks = cut == null ? blocks(tensor) : cut.blocks;
    for (int i = 0; i < (cut == null ? blocks.count() : 1); i++) {
      blocks.place(piece - firsts[tensor] + i, target);
    }
    boolean isLast = cut == null || cut.left.decrementAndGet() == 0;
    return isLast ? OptionalInt.of(blocks.sum()) : OptionalInt.empty();
  }
}
