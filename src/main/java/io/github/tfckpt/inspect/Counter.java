package io.github.tfckpt.inspect;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;

/**
 * A step counter and where it stands.
 *
 * @param entry of {@link Role#COUNTER}: a scalar integer
 * @param value as stored; the bits of a uint64
 */
public record Counter(TensorEntry entry, long value) {

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
    return new Counter(entry, new NumberReader((FixedElements) tensor.elements()).integer(0));
  }
}
