package io.github.tfckpt.render;

import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.NumberText;
import io.github.tfckpt.text.PythonBytes;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The elements of a tensor as text: byte for byte what Python prints for {@code print(array)} with
 * numpy 2.4. Types that numpy lacks print like the float32 or integer array of the same values,
 * strings like an array of Python's {@code bytes} objects.
 *
 * <p>Nothing here grows with the tensor. Of a summarised tensor only the elements that are shown
 * are read (after {@link io.github.tfckpt.tensor.Elements#check}, which reads what has a checksum).
 *
 * @see "numpy/_core/arrayprint.py, _array2string and _formatArray"
 */
public final class TensorText {

  private static final String LEFT_OUT = "...";

  private final Tensor tensor;
  private final PrintOptions options;
  private final int rank;
  private final ShownElements shown;
  private final Words words;

  private TensorText(Tensor tensor, PrintOptions options, ShownElements shown, Words words) {
    this.tensor = tensor;
    this.options = options;
    this.rank = tensor.shape().rank();
    this.shown = shown;
    this.words = words;
  }

  /**
   * Text that is ready to be written: checksums are compared and widths are known.
   *
   * @throws IOException if the elements cannot be read or are damaged
   */
  public static TensorText of(Tensor tensor, PrintOptions options) throws IOException {
    tensor.elements().check();
    ShownElements shown = new ShownElements(tensor.shape(), options);
    boolean plain = tensor.shape().rank() == 0 || tensor.shape().elementCount() == 0;
    return new TensorText(
        tensor, options, shown, plain ? new NoWords() : Words.of(tensor, shown, options));
  }

  /** Writes the text and a newline, and flushes. */
  public void writeTo(OutputStream out) throws IOException {
    RowWriter rows = new RowWriter(out, rank, (long) options.lineWidth() - rank);
    if (tensor.shape().elementCount() == 0) {
      rows.put("[]");
    } else if (rank == 0) {
      scalar(rows);
    } else {
      try (words) {
        block(0, 0, rows);
      }
    }
    rows.put('\n');
    rows.flush();
  }

  private void scalar(RowWriter rows) throws IOException {
    if (tensor.elements() instanceof StringElements strings) {
      PythonBytes.of(strings.at(0)).writeTo(rows.stream());
    } else {
      AsciiBuffer text = new AsciiBuffer();
      new NumberText((FixedElements) tensor.elements()).appendShown(0, text);
      rows.word(text);
    }
  }

  /** Writes one bracket: all of an axis that is shown, from element {@code first} on. */
  private void block(int axis, long first, RowWriter rows) throws IOException {
    rows.put('[');
    if (axis == rank - 1) {
      row(axis, first, rows);
    } else {
      for (long i = 0; i < shown.leading(axis); i++) {
        block(axis + 1, first + i * shown.stride(axis), rows);
        newLines(axis, rows);
      }
      if (shown.isCut(axis)) {
        rows.put(LEFT_OUT);
        newLines(axis, rows);
      }
      long extent = tensor.shape().extent(axis);
      for (long i = shown.trailing(axis); i < extent; i++) {
        block(axis + 1, first + i * shown.stride(axis), rows);
        if (i < extent - 1) {
          newLines(axis, rows);
        }
      }
    }
    rows.put(']');
  }

  private void newLines(int axis, RowWriter rows) throws IOException {
    for (int i = axis; i < rank - 1; i++) {
      rows.put('\n');
    }
    rows.spaces(axis + 1L);
  }

  private void row(int axis, long first, RowWriter rows) throws IOException {
    rows.startRow();
    for (long i = 0; i < shown.leading(axis); i++) {
      word(first + i, rows);
      rows.separate();
    }
    if (shown.isCut(axis)) {
      rows.makeRoom(LEFT_OUT.length());
      rows.put(LEFT_OUT);
      rows.separate();
    }
    long extent = tensor.shape().extent(axis);
    for (long i = shown.trailing(axis); i < extent; i++) {
      word(first + i, rows);
      if (i < extent - 1) {
        rows.separate();
      }
    }
  }

  private void word(long index, RowWriter rows) throws IOException {
    rows.makeRoom(words.prepare(index));
    words.writeTo(rows);
  }

  /** Stands in where there is no row. */
  private static final class NoWords implements Words {
    @Override
    public long prepare(long index) {
      throw new IllegalStateException("a word in no row");
    }

    @Override
    public void writeTo(RowWriter out) {
      throw new IllegalStateException("a word in no row");
    }
  }
}
