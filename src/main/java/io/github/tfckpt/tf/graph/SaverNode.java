package io.github.tfckpt.tf.graph;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.store.ProtoShape;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node as far as Savers are concerned; its attributes stay in the file.
 *
 * <pre>
 *   NodeDef     1 name   2 op   3 input*   5 attr* {1 key, 2 value AttrValue}
 *   AttrValue   1 list {6 type*}   6 type   7 shape TensorShapeProto
 * </pre>
 *
 * @param name of the node
 * @param op the operation
 * @param inputs the first few, without those of control
 */
record SaverNode(String name, String op, List<Input> inputs) {

  private static final int LONGEST_NAME = 1 << 12;
  private static final int LONGEST_OP = 32;
  private static final int MOST_INPUTS = 3;
  private static final int LONGEST_ATTRIBUTE = 1 << 22;
  private static final int LONGEST_SHAPE = 1 << 16;
  private static final int ATTR = 5;
  private static final int TYPE = 6;
  private static final int SHAPE = 7;
  private static final int UNKNOWN_RANK = 3;

  /**
   * An output of another node: {@code save/RestoreV2:3}.
   *
   * @param node its name
   * @param output counted from 0
   */
  record Input(String node, int output) {
    static Input of(String text) {
      int colon = text.lastIndexOf(':');
      try {
        return colon < 0
            ? new Input(text, 0)
            : new Input(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
      } catch (NumberFormatException e) {
        return new Input(text, 0);
      }
    }
  }

  /** The node that a cursor stands before the first field of. */
  static SaverNode of(MessageCursor node) throws IOException {
    String name = "";
    String op = "";
    List<Input> inputs = new ArrayList<>();
    while (node.next()) {
      if (node.is(1, MessageCursor.RUN) && node.size() <= LONGEST_NAME) {
        name = node.bytes().toString();
      } else if (node.is(2, MessageCursor.RUN) && node.size() <= LONGEST_OP) {
        op = node.bytes().toString();
      } else if (node.is(3, MessageCursor.RUN)
          && inputs.size() < MOST_INPUTS
          && node.size() <= LONGEST_NAME) {
        String text = node.bytes().toString();
        if (!text.startsWith("^")) {
          inputs.add(Input.of(text));
        }
      }
    }
    return new SaverNode(name, op, inputs);
  }

  Input input(int index) {
    return index < inputs.size() ? inputs.get(index) : new Input("", 0);
  }

  /** The numbers of the types in an attribute: one, or a list of them. */
  static List<Integer> types(MessageCursor node, String attribute) throws IOException {
    List<Integer> types = new ArrayList<>();
    for (MessageCursor value : values(node, attribute)) {
      while (value.next()) {
        if (value.is(TYPE, MessageCursor.VARINT)) {
          types.add((int) value.number());
        } else if (value.is(1, MessageCursor.RUN)) {
          addTypes(value.inside(), types);
        }
      }
    }
    return types;
  }

  private static void addTypes(MessageCursor list, List<Integer> types) throws IOException {
    while (list.next()) {
      if (list.is(TYPE, MessageCursor.VARINT)) {
        types.add((int) list.number());
      } else if (list.is(TYPE, MessageCursor.RUN) && list.size() <= LONGEST_ATTRIBUTE) {
        ByteSource run = list.run();
        for (ByteCursor in = ByteCursor.over(run, list.bytes()); in.remaining() > 0; ) {
          types.add((int) in.varint32("type"));
        }
      }
    }
  }

  /** The shape in the attribute {@code shape}; empty if it is not there or not all known. */
  static Optional<Shape> shape(MessageCursor node) throws IOException {
    Optional<Shape> shape = Optional.empty();
    for (MessageCursor value : values(node, "shape")) {
      while (value.next()) {
        if (value.is(SHAPE, MessageCursor.RUN)) {
          shape = known(value);
        }
      }
    }
    return shape;
  }

  private static Optional<Shape> known(MessageCursor field) throws IOException {
    for (MessageCursor inside = field.inside(); inside.next(); ) {
      if (inside.is(UNKNOWN_RANK, MessageCursor.VARINT) && inside.number() != 0) {
        return Optional.empty();
      }
    }
    ProtoShape shape = new ProtoShape();
    field.read(shape, LONGEST_SHAPE);
    try {
      return Optional.of(shape.shape());
    } catch (IllegalArgumentException e) {
      // An extent that is not known is -1.
      return Optional.empty();
    }
  }

  /** Each value of an attribute, before its first field. */
  private static List<MessageCursor> values(MessageCursor node, String attribute)
      throws IOException {
    Bytes key = Bytes.utf8(attribute);
    List<MessageCursor> values = new ArrayList<>();
    while (node.next()) {
      if (node.is(ATTR, MessageCursor.RUN)) {
        MessageCursor entry = node.inside();
        boolean wanted =
            entry.nextRun(1) && entry.size() == key.size() && entry.bytes().equals(key);
        if (wanted && entry.nextRun(2)) {
          values.add(entry.inside());
        }
      }
    }
    return values;
  }
}
