package io.github.tfckpt.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An object graph in the making, and a checkpoint of it: nodes refer to any number. */
public final class ObjectGraphs {

  private final List<Wire> nodes = new ArrayList<>();

  /** A graph of this many objects that have nothing to say yet. */
  public ObjectGraphs(int count) {
    for (int i = 0; i < count; i++) {
      nodes.add(new Wire());
    }
  }

  public ObjectGraphs child(int parent, String name, int node) {
    nodes.get(parent).message(1, new Wire().number(1, node).text(2, name));
    return this;
  }

  public ObjectGraphs variable(int node, String fullName, String key) {
    String value = "VARIABLE_VALUE";
    nodes.get(node).message(2, new Wire().text(1, value).text(2, fullName).text(3, key));
    return this;
  }

  public ObjectGraphs slot(int optimizer, int variable, String name, int node) {
    nodes.get(optimizer).message(3, new Wire().number(1, variable).text(2, name).number(3, node));
    return this;
  }

  public ObjectGraphs saver(int node, String name, String object) {
    nodes.get(node).message(4, new Wire().text(1, name).text(2, object));
    return this;
  }

  public byte[] toBytes() {
    Wire graph = new Wire();
    nodes.forEach(node -> graph.message(1, node));
    return graph.toBytes();
  }

  /** Writes a bundle with the graph, and a scalar for each of these keys. */
  public Path write(Path prefix, String... keys) throws IOException {
    return write(prefix, toBytes(), keys);
  }

  /** The same with any bytes for a graph. */
  public static Path write(Path prefix, byte[] graph, String... keys) throws IOException {
    BundleBuilder bundle = new BundleBuilder(prefix, 1);
    bundle.addStrings(0, "_CHECKPOINTABLE_OBJECT_GRAPH", new long[0], List.of(graph));
    for (String key : keys) {
      byte[] value = "\0\0\200\77".getBytes(StandardCharsets.ISO_8859_1);
      bundle.add(0, key, DTypes.FLOAT, new long[0], value);
    }
    return bundle.write();
  }
}
