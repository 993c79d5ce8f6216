package io.github.tfckpt.inspect;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;

/**
 * A step counter and where it stands.
 *
 * @param entry of {@link Role#COUNTER}: a scalar
 * @param value a {@link Long}, of a uint64 its bits; a {@link Double} if it is no whole number, or
 *     one that a float does not tell from the next
 */
public record Counter(TensorEntry entry, Number value) {

  /** From here on, a double stands for several whole numbers. */
  private static final double MOST_EXACT = 1L << 53;

  /**
   * Reads the value, which is compared with its checksum.
   *
   * @param checkpoint what the entry is of
   * @param entry of {@link Role#COUNTER}
   * @return the counter
   * @throws io.github.tfckpt.io.CheckpointException if it cannot be read
   * @throws IOException if a file cannot be read
   */
  public static Counter read(Checkpoint checkpoint, TensorEntry entry) throws IOException {
    Tensor tensor = checkpoint.read(entry);
    tensor.elements().check();
    NumberReader reader = new NumberReader((FixedElements) tensor.elements());
    Kind kind = entry.dtype().kind();
    if (kind == Kind.INT || kind == Kind.UINT) {
      return new Counter(entry, reader.integer(0));
    }
    double value = reader.real(0);
    boolean whole = Math.rint(value) == value && Math.abs(value) < MOST_EXACT;
    return new Counter(entry, whole ? (Number) (long) value : (Number) value);
  }
}
