package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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

  @Override
  public void stream(Pieces.Sink sink) throws IOException {
    check();
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < count(); i++) {
      ByteSource string = at(i);
      length.clear();
      sink.accept(length.putLong(string.size()).flip());
      Pieces.forEach(string, sink);
    }
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
    public void check() throws IOException {
      if (isChecked) {
        all.check();
      }
    }
  }
}
