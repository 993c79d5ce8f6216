package io.github.tfckpt.checkpoint;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checkpoint that is open for reading: its tensors by name. Reads from several threads are safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Checkpoint implements Closeable {

  private Checkpoint() {}

  /** Opens whatever {@code path} means: a prefix, any file of a checkpoint, a directory. */
  public static Checkpoint open(Path path) throws IOException {
    return open(path, OptionalLong.empty());
  }

  /** Like {@link #open(Path)}; of a directory the checkpoint of that step. */
  public static Checkpoint open(Path path, OptionalLong step) throws IOException {
    throw new UnsupportedOperationException(path + " " + step);
  }

  /** The prefix or file that was opened, for headings. */
  public String path() {
    throw new UnsupportedOperationException();
  }

  /** {@code V1} or {@code V2}. */
  public String format() {
    throw new UnsupportedOperationException();
  }

  /** All tensors whose entries can be read, in the order of their keys. */
  public List<TensorEntry> tensors() {
    throw new UnsupportedOperationException();
  }

  /** What of the index cannot be read, a message each; empty for a sound index. */
  public List<String> damage() {
    throw new UnsupportedOperationException();
  }

  /** What a person should know besides the answer, a line each: a moved file, an unread graph. */
  public List<String> remarks() {
    throw new UnsupportedOperationException();
  }

  /** The name that the TF2 object graph gives a tensor, if it is another than its key. */
  public Optional<String> fullName(TensorEntry entry) {
    throw new UnsupportedOperationException(entry.name());
  }

  /** The tensors that a name means: the one with this key, else those with this full name. */
  public List<TensorEntry> named(String name) {
    throw new UnsupportedOperationException(name);
  }

  /** A tensor, its elements still in the files. */
  public Tensor read(TensorEntry entry) throws IOException {
    throw new UnsupportedOperationException(entry.name());
  }

  @Override
  public void close() throws IOException {}
}
