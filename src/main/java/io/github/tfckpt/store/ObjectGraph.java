package io.github.tfckpt.store;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ByteCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * The serialized object graph of a TF2 checkpoint: the names that it gives tensors, its objects,
 * and what is wrong with it. Objects are numbered from 0, which is the root. Each question walks
 * the graph once, and looks into those parts only that it needs.
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
public final class ObjectGraph {

  /** More objects, attributes and references than any model has. */
  static final int MOST = 1 << 22;

  private static final long MOST_BYTES = 1L << 26;

  private static final int NODE = 1 << 3 | 2;
  private static final int CHILD = 1;
  private static final int ATTRIBUTE = 2;
  private static final int SLOT = 3;
  private static final int SAVER = 4;

  private static final String ATTRIBUTES = "/.ATTRIBUTES/";
  private static final String VARIABLE = "/.ATTRIBUTES/VARIABLE_VALUE";

  /** What most objects of a large graph are: those need one of them. */
  private static final ObjectNode EMPTY =
      new ObjectNode(List.of(), List.of(), List.of(), Optional.empty());

  private final ByteSource serialized;

  /** A graph that lies in a source, which is read at each question. */
  public ObjectGraph(ByteSource serialized) {
    this.serialized = serialized;
  }

  /** All bytes of a graph that is not too large. */
  static byte[] read(ByteSource serialized) throws IOException {
    if (serialized.size() > MOST_BYTES) {
      throw Unsupported.at(
          serialized.description(),
          "object graph of %d bytes, at most %d are read",
          serialized.size(),
          MOST_BYTES);
    }
    return serialized.readAll();
  }

  /** Takes a child, attribute, slot or saver of an object. */
  private interface Visitor {
    void part(int object, int field, NodePart part) throws IOException;
  }

  /** A child, attribute, slot or saver: its fields 1 to 3 are each a number or a text. */
  private static final class NodePart implements Message {
    private final int[] numbers = new int[4];
    private final Bytes[] texts = {Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY};

    @Override
    public void field(int tag, CodedInputStream in) throws IOException {
      int number = tag >>> 3;
      if (number <= 3 && tag == Message.varint(number)) {
        numbers[number] = in.readInt32();
      } else if (number <= 3 && tag == Message.run(number)) {
        texts[number] = Bytes.copyOf(in.readByteArray());
      } else {
        in.skipField(tag);
      }
    }
  }

  /** One walk over all objects. */
  private final class Walk implements Message {
    private final int first;
    private final int last;
    private final Visitor visitor;
    private final Message node = this::nodeField;
    private int objects;
    private int held;

    /** A walk that hands out the parts in the fields {@code first} to {@code last}. */
    Walk(int first, int last, Visitor visitor) {
      this.first = first;
      this.last = last;
      this.visitor = visitor;
    }

    /** Walks, and returns how many objects there are. */
    int run() throws IOException {
      byte[] bytes = ObjectGraph.read(serialized);
      read(ByteCursor.over(serialized, bytes, bytes.length));
      return objects;
    }

    @Override
    public void field(int tag, CodedInputStream in) throws IOException {
      if (tag == NODE) {
        count();
        node.readNested(in);
        objects++;
      } else {
        in.skipField(tag);
      }
    }

    private void nodeField(int tag, CodedInputStream in) throws IOException {
      int field = tag >>> 3;
      if (tag == Message.run(field) && first <= field && field <= last) {
        count();
        NodePart part = new NodePart();
        part.readNested(in);
        visitor.part(objects, field, part);
      } else {
        in.skipField(tag);
      }
    }

    private void count() throws Unsupported {
      held++;
      if (held > MOST) {
        throw Unsupported.at(
            serialized.description(), "object graph of more than %d objects and references", MOST);
      }
    }
  }

  /**
   * The names of tensors by their keys, what is not printable escaped. A name may stand for several
   * keys; a key whose name is empty is left out.
   *
   * @throws Corrupt if this is not an object graph
   * @throws Unsupported if it is larger than any is expected to be
   */
  public Map<Bytes, String> fullNames() throws IOException {
    Map<Bytes, String> names = new HashMap<>();
    new Walk(
            ATTRIBUTE,
            ATTRIBUTE,
            (object, field, part) -> {
              if (part.texts[2].size() > 0) {
                names.putIfAbsent(part.texts[3], part.texts[2].toString());
              }
            })
        .run();
    return names;
  }

  /**
   * The objects, by their numbers.
   *
   * @throws Corrupt if this is not an object graph
   * @throws Unsupported if it is larger than any is expected to be
   */
  public List<ObjectNode> nodes() throws IOException {
    Nodes nodes = new Nodes();
    nodes.finish(new Walk(CHILD, SAVER, nodes).run());
    return nodes.all;
  }

  /** Puts objects together from their parts. */
  private static final class Nodes implements Visitor {
    private final List<ObjectNode> all = new ArrayList<>();
    private final List<ObjectNode.Child> children = new ArrayList<>();
    private final List<ObjectNode.Attribute> attributes = new ArrayList<>();
    private final List<ObjectNode.Slot> slots = new ArrayList<>();
    private Optional<ObjectNode.Saver> saver = Optional.empty();

    @Override
    public void part(int object, int field, NodePart part) {
      finish(object);
      Bytes[] texts = part.texts;
      int[] numbers = part.numbers;
      switch (field) {
        case CHILD -> children.add(new ObjectNode.Child(texts[2], numbers[1]));
        case ATTRIBUTE -> attributes.add(new ObjectNode.Attribute(texts[1], texts[2], texts[3]));
        case SLOT -> slots.add(new ObjectNode.Slot(numbers[1], texts[2], numbers[3]));
        default -> saver = Optional.of(new ObjectNode.Saver(texts[1], texts[2]));
      }
    }

    /** Completes all objects before {@code end}; the parts so far are of the first of them. */
    void finish(int end) {
      if (all.size() < end
          && !(children.isEmpty() && attributes.isEmpty() && slots.isEmpty() && saver.isEmpty())) {
        all.add(new ObjectNode(children, attributes, slots, saver));
        children.clear();
        attributes.clear();
        slots.clear();
        saver = Optional.empty();
      }
      while (all.size() < end) {
        all.add(EMPTY);
      }
    }
  }

  /**
   * Checks the graph against itself and against the keys that there are.
   *
   * @param keys of all tensors
   * @param isWhole false if there may be keys that could not be read: none is missed then
   */
  public void check(NavigableSet<Bytes> keys, boolean isWhole, FindingSink findings)
      throws IOException {
    try {
      int objects = new Walk(1, 0, (object, field, part) -> {}).run();
      new Walk(
              CHILD,
              SLOT,
              (object, field, part) -> {
                if (field == ATTRIBUTE) {
                  checkKey(object, part.texts[3], isWhole, keys, findings);
                } else {
                  String what = field == CHILD ? "child" : "slot variable";
                  checkNumber(object, what, part.numbers[1], objects, findings);
                  checkNumber(object, what, part.numbers[3], objects, findings);
                }
              })
          .run();
    } catch (Corrupt e) {
      findings.add(
          Finding.error(
              serialized.description(), "the object graph is not a TrackableObjectGraph"));
    } catch (Unsupported e) {
      findings.add(Finding.warning(e.where(), e.what() + "; it was not checked"));
    }
  }

  private void checkNumber(int object, String what, int number, int objects, FindingSink findings) {
    if (number < 0 || number >= objects) {
      findings.add(
          Finding.error(
              serialized.description(),
              "object %s: its %s is object %s, there are %s"
                  .formatted(object, what, number, objects)));
    }
  }

  private void checkKey(
      int object, Bytes key, boolean isWhole, NavigableSet<Bytes> keys, FindingSink findings) {
    if (isWhole && key.size() > 0 && !keys.contains(key) && !isLabel(key, keys)) {
      findings.add(
          Finding.error(
              serialized.description(),
              "object " + object + ": no tensor has its key " + key.quoted(),
              key));
    }
  }

  /** Tables and iterators give a label: what they store has other keys of the same owner. */
  private static boolean isLabel(Bytes key, NavigableSet<Bytes> keys) {
    String name = key.toString();
    int at = name.lastIndexOf(ATTRIBUTES);
    if (at < 0 || name.endsWith(VARIABLE)) {
      return false;
    }
    Bytes owner = Bytes.unescape(name.substring(0, at + ATTRIBUTES.length()));
    Bytes next = keys.ceiling(owner);
    return next != null && next.hasAt(0, owner);
  }
}
