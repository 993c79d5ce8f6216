package io.github.tfckpt.render;

import io.github.tfckpt.archive.StreamSink;
import io.github.tfckpt.archive.TensorWriter;
import io.github.tfckpt.io.PieceBuffer;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The bytes of the elements and nothing else: row-major, little-endian. Of strings their own bytes,
 * one string after the other, without lengths.
 */
public final class RawWriter implements TensorWriter {

  @Override
  public void write(Tensor tensor, OutputStream out) throws IOException {
    StreamSink sink = new StreamSink(out);
    if (tensor.elements() instanceof StringElements strings) {
      strings.check();
      StringElements forward = strings.forward();
      PieceBuffer pieces = new PieceBuffer(sink);
      for (long i = 0; i < strings.count(); i++) {
        pieces.put(forward.at(i));
      }
      pieces.flush();
    } else {
      tensor.elements().stream(sink);
    }
    out.flush();
  }
}
