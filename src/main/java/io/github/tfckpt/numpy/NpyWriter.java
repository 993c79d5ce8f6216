package io.github.tfckpt.numpy;

import io.github.tfckpt.archive.StreamSink;
import io.github.tfckpt.archive.TensorWriter;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;

/**
 * numpy's own file format, as {@code numpy.save} writes it.
 *
 * <pre>
 *   tensor                        array
 *   bool                          bool; any byte but 0 is true
 *   integers, qint, quint         integers of the same width and sign
 *   int4, int2 / uint4, uint2     int8 / uint8
 *   float16, 32, 64, complex      the same
 *   bfloat16, float8, float4      float32, or with {@code bits} uint16, uint8
 *   string                        |Sn, as wide as the longest
 * </pre>
 *
 * <p>numpy drops NUL bytes at the end of {@code |S} strings, and pads short ones: a tensor with
 * such strings, or with one long string among many short ones, is refused.
 */
public final class NpyWriter implements TensorWriter {

  private final boolean bits;

  /**
   * A writer.
   *
   * @param bits if floats that numpy lacks are stored as unsigned integers of the same bits
   */
  public NpyWriter(boolean bits) {
    this.bits = bits;
  }

  @Override
  public void write(Tensor tensor, OutputStream out) throws IOException {
    NpyForm.of(tensor, stored(tensor.dtype())).stream(new StreamSink(out));
    out.flush();
  }

  /**
   * Reads the strings of a tensor to see whether they fit.
   *
   * @throws Unsupported if they do not
   */
  public static void check(Tensor tensor) throws IOException {
    if (tensor.elements() instanceof StringElements strings) {
      PaddedStrings.of(tensor, strings);
    }
  }

  private DType stored(DType dtype) {
    if (dtype.kind() != Kind.SMALL_FLOAT) {
      return dtype;
    }
    DType same = dtype.width() == 2 ? DType.UINT16 : DType.UINT8;
    return bits ? same : DType.FLOAT32;
  }
}
