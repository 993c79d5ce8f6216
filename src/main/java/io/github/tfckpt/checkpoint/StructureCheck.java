package io.github.tfckpt.checkpoint;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.store.StoreCheck;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checkpoint whose structure has been checked, and whose data can be. {@code verify.Verification}
 * does both.
 */
public final class StructureCheck implements Closeable {

  private final Location location;
  private final Optional<StoreCheck> store;

  private StructureCheck(Location location, Optional<StoreCheck> store) {
    this.location = location;
    this.store = store;
  }

  /**
   * Finds the checkpoint that {@code path} means, and checks all but its data.
   *
   * @param path a prefix, any file of a checkpoint, a directory
   * @param step which checkpoint of a directory; the latest if empty
   * @param findings takes what is damaged, however much
   * @return what is left to check, for the caller to close
   * @throws CheckpointException if there is none, or it is of a kind that cannot be judged
   * @throws IOException if a file cannot be read
   */
  public static StructureCheck open(Path path, OptionalLong step, FindingSink findings)
      throws IOException {
    return open(CheckpointPath.resolve(path, step), findings);
  }

  /**
   * Like {@link #open} for the graph that {@code path} means: see {@link Checkpoint#openGraph}.
   *
   * @param path a file, the directory of a SavedModel, or the prefix of a {@code .meta} file
   * @param findings takes what is damaged, however much
   * @return a check of which nothing is left, for the caller to close
   * @throws CheckpointException if there is no such file, or it holds no graph
   * @throws IOException if a file cannot be read
   */
  public static StructureCheck openGraph(Path path, FindingSink findings) throws IOException {
    return open(CheckpointPath.graph(path), findings);
  }

  private static StructureCheck open(Location location, FindingSink findings) throws IOException {
    for (String damage : location.damage()) {
      String title = location.title() + ": ";
      String what = damage.startsWith(title) ? damage.substring(title.length()) : damage;
      findings.add(Finding.error(location.title(), what));
    }
    try {
      StoreCheck store = location.format().check(location, findings);
      return new StructureCheck(location, Optional.of(store));
    } catch (Corrupt e) {
      findings.add(Finding.of(e));
      return new StructureCheck(location, Optional.empty());
    } catch (Unsupported e) {
      throw location.refusal(e);
    }
  }

  /** {@return the prefix or file that was opened, for headings; of another file system as a URI} */
  public String path() {
    return location.title();
  }

  /** {@return what a person should know of how it was found, a line each} */
  public List<String> remarks() {
    return location.remarks();
  }

  /** {@return how many blocks of tables have been checked} */
  public long blocks() {
    return store.map(StoreCheck::blocks).orElse(0L);
  }

  /** {@return how many tensors there are, whether they can be read or not} */
  public long tensors() {
    return store.map(StoreCheck::tensors).orElse(0L);
  }

  /** {@return the checksums over data, in the order of their places in the files} */
  public List<DataCheck> data() {
    return store.map(StoreCheck::data).orElse(List.of());
  }

  @Override
  public void close() throws IOException {
    if (store.isPresent()) {
      store.get().close();
    }
  }
}
