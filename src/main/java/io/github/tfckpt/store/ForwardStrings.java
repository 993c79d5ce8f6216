package io.github.tfckpt.store;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.util.Objects;

/**
 * Strings for one thread that mostly takes them in their order: those that follow one another are
 * read in blocks, others as they are.
 */
public abstract class ForwardStrings extends StringElements {

  /** So many strings are passed over rather than begun anew. */
  private static final int NEAR = 64;

  private final StringElements stored;
  private long next = -1;
  private long before = -1;

  /**
   * All strings of a tensor.
   *
   * @param stored where those are found that do not follow one another
   */
  protected ForwardStrings(StringElements stored) {
    this.stored = stored;
  }

  /**
   * Goes on from another string.
   *
   * @param index of the string that {@link #take} gives next
   * @throws IOException if it cannot be found
   */
  protected abstract void seek(long index) throws IOException;

  /**
   * {@return the next string}
   *
   * @throws IOException if it cannot be found
   */
  protected abstract ByteSource take() throws IOException;

  @Override
  public final ByteSource at(long index) throws IOException {
    boolean follows = index == before + 1;
    before = index;
    Objects.checkIndex(index, count());
    if (next < 0 || index < next || index - next > NEAR) {
      if (!follows) {
        return stored.at(index);
      }
      next = index;
      seek(index);
    }
    long passed = index - next;
    next = -1;
    for (long i = 0; i < passed; i++) {
      take();
    }
    ByteSource string = take();
    next = index + 1;
    return string;
  }

  @Override
  public final long count() {
    return stored.count();
  }

  @Override
  public final void check() throws IOException {
    stored.check();
  }

  @Override
  public final StringElements forward() {
    return this;
  }
}
