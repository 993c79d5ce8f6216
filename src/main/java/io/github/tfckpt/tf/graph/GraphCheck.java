package io.github.tfckpt.tf.graph;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.store.StoreCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A graph that has been checked: its messages down to the constants, and whether each of these
 * holds what its shape takes. There are no sums to compare with.
 */
public final class GraphCheck implements StoreCheck {

  private final GraphFile graph;

  private GraphCheck(GraphFile graph) {
    this.graph = graph;
  }

  /**
   * Checks a file.
   *
   * @throws IOException if it is no graph
   */
  public static GraphCheck open(Path path, FindingSink findings) throws IOException {
    GraphFile graph = GraphFile.open(path, findings);
    try {
      for (TensorEntry entry : graph.tensors()) {
        graph.trouble(entry).forEach(findings::add);
      }
      return new GraphCheck(graph);
    } catch (IOException | RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  @Override
  public long blocks() {
    return 0;
  }

  @Override
  public long tensors() {
    return graph.tensors().size();
  }

  @Override
  public List<DataCheck> data() {
    return List.of();
  }

  @Override
  public void close() throws IOException {
    graph.close();
  }
}
