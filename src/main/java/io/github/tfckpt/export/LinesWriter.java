package io.github.tfckpt.export;

import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.text.NumberText;
import io.github.tfckpt.text.PythonBytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One element a line, row-major. Numbers as numpy's {@code str()} shows scalars; strings as Python
 * shows bytes, but without {@code b''} around them: a newline in a string is {@code \n}, a
 * backslash {@code \\}, a byte that is not printable ASCII {@code \xHH}, quotes are as they are.
 */
public final class LinesWriter implements TensorWriter {

  @Override
  public void write(Tensor tensor, OutputStream out) throws IOException {
    tensor.elements().check();
    BufferedOutputStream lines = new BufferedOutputStream(out, 1 << 16);
    long count = tensor.elements().count();
    if (tensor.elements() instanceof StringElements strings) {
      for (long i = 0; i < count; i++) {
        PythonBytes.writeBare(strings.at(i), lines);
        lines.write('\n');
      }
    } else {
      NumberText numbers = new NumberText((FixedElements) tensor.elements());
      AsciiBuffer line = new AsciiBuffer();
      for (long i = 0; i < count; i++) {
        line.clear();
        numbers.append(i, line);
        line.append('\n');
        line.writeTo(lines);
      }
    }
    lines.flush();
  }
}
