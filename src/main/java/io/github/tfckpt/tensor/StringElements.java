package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.PieceBuffer;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;

/** Byte strings of any length, each a source of its own. */
public abstract non-sealed class StringElements implements Elements {

  /** For strings that are found in a way of their own. */
  protected StringElements() {}

  /**
   * {@return the string at an index, still in the file}
   *
   * @param index row-major, counted from 0
   * @throws IOException if it cannot be found
   */
  public abstract ByteSource at(long index) throws IOException;

  /**
   * {@return the same strings for one thread that takes them in their order: the file is read in
   * blocks then, instead of once or twice for each string}
   */
  public StringElements forward() {
    return this;
  }

  @Override
  public void stream(Pieces.Sink sink) throws IOException {
    check();
    handOver(forward(), sink);
  }

  /**
   * Hands over the length and the bytes of each string, as {@link #stream(Pieces.Sink)} does, but
   * compares no checksum.
   *
   * @param strings taken in their order
   * @param sink takes the pieces
   * @throws IOException if strings cannot be read, or the sink throws
   */
  protected static void handOver(StringElements strings, Pieces.Sink sink) throws IOException {
    PieceBuffer pieces = new PieceBuffer(sink);
    for (long i = 0; i < strings.count(); i++) {
      ByteSource string = strings.at(i);
      pieces.putLong(string.size());
      pieces.put(string);
    }
    pieces.flush();
  }

  @Override
  public StringElements view(View view) {
    return new Picked(this, view, false);
  }

  @Override
  public StringElements rearranged(View view) {
    return new Picked(this, view, true);
  }

  /** Some strings, or all in another order. */
  private static final class Picked extends StringElements {

    private final StringElements all;
    private final View view;
    private final boolean isChecked;

    Picked(StringElements all, View view, boolean isChecked) {
      this.all = all;
      this.view = view;
      this.isChecked = isChecked;
    }

    @Override
    public long count() {
      return view.shape().elementCount();
    }

    @Override
    public ByteSource at(long index) throws IOException {
      return all.at(view.source(index));
    }

    @Override
    public StringElements forward() {
      return new Picked(all.forward(), view, isChecked);
    }

    @Override
    public void check() throws IOException {
      if (isChecked) {
        all.check();
      }
    }
  }
}
