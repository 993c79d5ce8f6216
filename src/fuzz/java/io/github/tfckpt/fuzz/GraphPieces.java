package io.github.tfckpt.fuzz;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with a graph, and its nodes a few at a time: each run of them is a graph again. Such a run
 * also stands alone in a MetaGraphDef, a SavedModel and a function.
 */
final class GraphPieces {

  /** Takes a piece. */
  interface Sink {
    void take(byte[] piece) throws IOException;
  }

  private static final int SMALL = 7000;
  private static final int PIECE = 1000;
  private static final int NODE = 10;

  private GraphPieces() {}

  /** All pieces of a file; the whole of it too if it is small. */
  static void of(Path file, Sink sink) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    if (whole.length < SMALL) {
      sink.take(whole);
    }
    Wire nodes = new Wire();
    CodedInputStream in = CodedInputStream.newInstance(whole);
    // What does not begin with a node is no GraphDef.
    for (int tag = in.readTag(); tag == NODE; tag = in.readTag()) {
      byte[] node = in.readByteArray();
      if (node.length > PIECE) {
        continue;
      }
      if (nodes.size() + node.length > PIECE) {
        piece(nodes, sink);
        nodes = new Wire();
      }
      nodes.bytes(1, node);
    }
    if (nodes.size() > 0) {
      piece(nodes, sink);
    }
  }

  private static void piece(Wire nodes, Sink sink) throws IOException {
    Wire meta = new Wire().message(2, nodes);
    sink.take(nodes.toBytes());
    sink.take(meta.toBytes());
    sink.take(new Wire().number(1, 1).message(2, meta).toBytes());
    sink.take(function(nodes.toBytes()));
  }

  /** A GraphDef of one function with these nodes. */
  private static byte[] function(byte[] nodes) throws IOException {
    Wire function = new Wire().message(1, new Wire().text(1, "f"));
    CodedInputStream in = CodedInputStream.newInstance(nodes);
    while (in.readTag() != 0) {
      function.bytes(3, in.readByteArray());
    }
    return new Wire().message(2, new Wire().message(1, function)).toBytes();
  }
}
