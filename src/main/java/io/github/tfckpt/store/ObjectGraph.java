package io.github.tfckpt.store;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names that the object graph of a TF2 checkpoint gives its tensors.
 *
 * <pre>
 *   TrackableObjectGraph   1 nodes*        TrackableObject
 *   TrackableObject        2 attributes*   SerializedTensor
 *   SerializedTensor       1 name   2 full_name   3 checkpoint_key
 * </pre>
 *
 * <p>A full name may be empty, or stand for several keys.
 *
 * @see "tensorflow/core/protobuf/trackable_object_graph.proto"
 */
public final class ObjectGraph {

  /** More bytes than any graph of a model needs; it is held in memory. */
  private static final long MOST_BYTES = 1L << 26;

  private static final int NODE = 1 << 3 | 2;
  private static final int ATTRIBUTE = 2 << 3 | 2;
  private static final int FULL_NAME = 2 << 3 | 2;
  private static final int CHECKPOINT_KEY = 3 << 3 | 2;

  private final Map<Bytes, String> fullNames = new HashMap<>();

  private ObjectGraph() {}

  /**
   * Reads a serialized graph.
   *
   * @throws Corrupt if it is none
   */
  public static ObjectGraph read(ByteSource serialized) throws IOException {
    if (serialized.size() > MOST_BYTES) {
      throw Unsupported.at(
          serialized.description(),
          "object graph of %d bytes, at most %d are read",
          serialized.size(),
          MOST_BYTES);
    }
    ObjectGraph graph = new ObjectGraph();
    CodedInputStream in = CodedInputStream.newInstance(serialized.readAll());
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == NODE) {
          graph.readNode(in);
        } else {
          in.skipField(tag);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw Corrupt.at(
          serialized.description(), "object graph: byte %d: no message", in.getTotalBytesRead());
    }
    return graph;
  }

  private void readNode(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == ATTRIBUTE) {
        readAttribute(in);
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(outer);
  }

  private void readAttribute(CodedInputStream in) throws IOException {
    Bytes fullName = Bytes.EMPTY;
    Bytes key = Bytes.EMPTY;
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case FULL_NAME -> fullName = Bytes.copyOf(in.readByteArray());
        case CHECKPOINT_KEY -> key = Bytes.copyOf(in.readByteArray());
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
    if (fullName.size() > 0) {
      fullNames.putIfAbsent(key, fullName.toString());
    }
  }

  /** The name that the graph gives the tensor of a key, what is not printable escaped. */
  public Optional<String> fullName(Bytes key) {
    return Optional.ofNullable(fullNames.get(key));
  }
}
