package io.github.tfckpt.store;

import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the objects of a TF2 object graph, numbered from 0, which is the root.
 *
 * <pre>
 *   TrackableObjectGraph   1 nodes*
 *   TrackableObject        1 children*         {1 node_id   2 local_name}
 *                          2 attributes*       {1 name   2 full_name   3 checkpoint_key}
 *                          3 slot_variables*   {1 original_variable_node_id   2 slot_name
 *                                               3 slot_variable_node_id}
 *                          4 registered_saver  {1 name   2 object_name}
 * </pre>
 *
 * <p>A graph takes at most 64 MiB, and holds at most {@value #MOST} objects and references: two
 * bytes are enough to store one, and some hundred to hold it.
 *
 * @see "tensorflow/core/protobuf/trackable_object_graph.proto"
 */
public final class ObjectNodes {

  /** More objects, attributes and references than any model has. */
  static final int MOST = 1 << 22;

  /** What most objects of a large graph are: those need one of them. */
  private static final ObjectNode EMPTY =
      new ObjectNode(List.of(), List.of(), List.of(), Optional.empty());

  private static final long MOST_BYTES = 1L << 26;

  private static final int NODE = Wire.run(1);
  private static final int CHILDREN = 1 << 3 | 2;
  private static final int ATTRIBUTES = 2 << 3 | 2;
  private static final int SLOTS = 3 << 3 | 2;
  private static final int SAVER = 4 << 3 | 2;

  private final ByteCursor in;
  private final List<ObjectNode> nodes = new ArrayList<>();
  private int held;

  /** The fields 1 to 3 of any of the small messages: each is a number or a text. */
  private static final class Fields {
    private final int[] numbers = new int[4];
    private final Bytes[] texts = {Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY};
  }

  private ObjectNodes(ByteCursor in) {
    this.in = in;
  }

  /**
   * Reads a serialized graph.
   *
   * @throws Corrupt if it is none
   * @throws Unsupported if it is larger than any is expected to be
   */
  public static List<ObjectNode> read(ByteSource serialized) throws IOException {
    if (serialized.size() > MOST_BYTES) {
      throw Unsupported.at(
          serialized.description(),
          "object graph of %d bytes, at most %d are read",
          serialized.size(),
          MOST_BYTES);
    }
    byte[] bytes = serialized.readAll();
    ObjectNodes reader = new ObjectNodes(ByteCursor.over(serialized, bytes, bytes.length));
    reader.readGraph();
    return reader.nodes;
  }

  private void readGraph() throws IOException {
    for (int tag = Wire.tag(in); tag != 0; tag = Wire.tag(in)) {
      if (tag == NODE) {
        nodes.add(readNode());
      } else {
        Wire.skip(tag, in);
      }
    }
  }

  private ObjectNode readNode() throws IOException {
    count();
    int outer = in.pushLimit("object");
    List<ObjectNode.Child> children = new ArrayList<>(0);
    List<ObjectNode.Attribute> attributes = new ArrayList<>(0);
    List<ObjectNode.Slot> slots = new ArrayList<>(0);
    Optional<ObjectNode.Saver> saver = Optional.empty();
    boolean empty = true;
    for (int tag = Wire.tag(in); tag != 0; tag = Wire.tag(in)) {
      if (tag < CHILDREN || tag > SAVER || (tag & 7) != 2) {
        Wire.skip(tag, in);
        continue;
      }
      empty = false;
      Fields fields = readFields();
      Bytes[] texts = fields.texts;
      int[] numbers = fields.numbers;
      switch (tag) {
        case CHILDREN -> children.add(new ObjectNode.Child(texts[2], numbers[1]));
        case ATTRIBUTES -> attributes.add(new ObjectNode.Attribute(texts[1], texts[2], texts[3]));
        case SLOTS -> slots.add(new ObjectNode.Slot(numbers[1], texts[2], numbers[3]));
        default -> saver = Optional.of(new ObjectNode.Saver(texts[1], texts[2]));
      }
    }
    in.popLimit(outer);
    return empty ? EMPTY : new ObjectNode(children, attributes, slots, saver);
  }

  private Fields readFields() throws IOException {
    count();
    Fields fields = new Fields();
    int outer = in.pushLimit("reference");
    for (int tag = Wire.tag(in); tag != 0; tag = Wire.tag(in)) {
      int number = tag >>> 3;
      if (number > 3) {
        Wire.skip(tag, in);
      } else if (tag == Wire.varint(number)) {
        fields.numbers[number] = Wire.int32(in, "object number");
      } else if (tag == Wire.run(number)) {
        fields.texts[number] = in.bytes(in.varint32("name length"), "name");
      } else {
        Wire.skip(tag, in);
      }
    }
    in.popLimit(outer);
    return fields;
  }

  private void count() throws Unsupported {
    held++;
    if (held > MOST) {
      throw Unsupported.at(
          in.source().description(), "object graph of more than %d objects and references", MOST);
    }
  }
}
