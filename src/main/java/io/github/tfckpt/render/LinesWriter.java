package io.github.tfckpt.render;

import io.github.tfckpt.archive.TensorWriter;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.NumberText;
import io.github.tfckpt.work.ReadAhead;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * One element a line, row-major. Numbers as numpy's {@code str()} shows scalars; strings as {@link
 * StringLine} has them.
 */
public final class LinesWriter implements TensorWriter {

  /** Numbers that one thread writes in one go. */
  private static final long PIECE = 1 << 13;

  @Override
  public void write(Tensor tensor, OutputStream out) throws IOException {
    tensor.elements().check();
    BufferedOutputStream lines = new BufferedOutputStream(out, 1 << 16);
    long count = tensor.elements().count();
    if (tensor.elements() instanceof StringElements strings) {
      StringElements forward = strings.forward();
      for (long i = 0; i < count; i++) {
        StringLine.write(forward.at(i), lines);
        lines.write('\n');
      }
    } else {
      numbers((FixedElements) tensor.elements(), lines);
    }
    lines.flush();
  }

  private static void numbers(FixedElements elements, OutputStream out) throws IOException {
    long count = elements.count();
    long pieces = (count + PIECE - 1) / PIECE;
    Supplier<ReadAhead.Work<AsciiBuffer>> works =
        () -> {
          NumberText numbers = new NumberText(elements);
          return (piece, memory) -> {
            memory.clear();
            long start = piece * PIECE;
            long end = Math.min(count, start + PIECE);
            for (long i = start; i < end; i++) {
              numbers.append(i, memory);
              memory.append('\n');
            }
          };
        };
    try (ReadAhead<AsciiBuffer> ahead = new ReadAhead<>(pieces, 0, AsciiBuffer::new, works)) {
      for (long i = 0; i < pieces; i++) {
        ahead.take().writeTo(out);
      }
    }
  }
}
