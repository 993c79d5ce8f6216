package io.github.tfckpt.tf.graph;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.store.DecodedSource;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.store.RecordStrings;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.store.ValueField;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A graph that has been checked: its messages down to the constants, and whether each of these
 * holds what its shape takes. There are no sums to compare with.
 */
final class GraphCheck implements StoreCheck {

  private final GraphFile graph;

  private GraphCheck(GraphFile graph) {
    this.graph = graph;
  }

  /**
   * Checks a file.
   *
   * @throws IOException if it is not a graph
   */
  static GraphCheck open(Path path, FindingSink findings) throws IOException {
    GraphFile graph = GraphFile.open(path, findings);
    try {
      for (TensorEntry entry : graph.tensors()) {
        try {
          check(graph, entry, findings);
        } catch (CheckpointException e) {
          findings.add(Finding.of(e, entry.key()));
        }
      }
      return new GraphCheck(graph);
    } catch (IOException | RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Checks that the values of a constant can be read, and reports what is odd about them: a type
   * that is not the node's, and values after those that its shape has room for. TensorFlow ignores
   * the second, and refuses to run the first.
   *
   * @see "tensorflow/core/framework/tensor.cc, FromProtoField"
   * @see "tensorflow/core/kernels/constant_op.cc, ConstantOp"
   */
  private static void check(GraphFile graph, TensorEntry entry, FindingSink findings)
      throws IOException {
    boolean hasValues = entry.dtype().kind() != DType.Kind.OPAQUE;
    if (hasValues) {
      graph.read(entry);
    }
    Constant constant = graph.constant(entry);
    ByteSource proto = graph.proto(constant);
    DType declared = DType.of(constant.declared());
    if (constant.declared() != 0 && !declared.equals(entry.dtype())) {
      findings.add(
          Finding.warning(
              proto.description(),
              "%s: the node's dtype is %s, its value is of %s"
                  .formatted(entry.key().quoted(), declared, entry.dtype()),
              entry.key()));
    }
    long stored = hasValues ? stored(entry, proto) : 0;
    if (stored > entry.elementCount()) {
      findings.add(
          Finding.warning(
              proto.description(),
              "%s: %s stored, %s has %s; the rest is ignored"
                  .formatted(
                      entry.key().quoted(),
                      stored + (stored == 1 ? " value" : " values"),
                      entry.shape(),
                      entry.elementCount()),
              entry.key()));
    }
  }

  /** How many elements there are, where each is a field or part of one. */
  private static long stored(TensorEntry entry, ByteSource proto) throws IOException {
    long bytes = 0;
    for (MessageCursor fields = new MessageCursor(proto); fields.next(); ) {
      if (fields.is(ValueField.CONTENT, MessageCursor.RUN) && fields.size() > 0) {
        // What counts then has another size than the shape takes, or is right.
        return 0;
      }
      if (fields.is(ValueField.BYTES, MessageCursor.RUN)) {
        bytes = fields.size();
      }
    }
    if (!entry.dtype().isFixed()) {
      return new RecordStrings(proto, entry.elementCount(), Check.NONE).stored();
    }
    if (ValueField.of(entry.dtype()) == ValueField.BYTES) {
      return bytes / entry.dtype().width();
    }
    DecodedSource values = new DecodedSource(proto, entry.dtype(), entry.elementCount());
    return values.values() / values.values(1);
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
