package io.github.tfckpt.tf.graph;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.store.ProtoShape;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.util.List;

/**
 * A constant of a graph; its elements stay in the file.
 *
 * <pre>
 *   NodeDef       5 attr* {1 key "value" or "dtype", 2 value AttrValue}
 *   AttrValue     6 type, 8 tensor TensorProto; of its fields 1 to 10 the last one counts
 *   TensorProto   1 dtype   2 tensor_shape
 * </pre>
 *
 * @param declared the number of the type that the node has as an attribute of its own; 0 if none
 * @param start of its TensorProto, in bytes from the start of the file
 * @param size of its TensorProto, in bytes
 */
record Constant(TensorEntry entry, int declared, long start, long size) {

  private static final int ATTR = 5;
  private static final int TENSOR = 8;
  private static final int LAST_CHOICE = 10;
  private static final int TYPE = 6;
  private static final Bytes VALUE = Bytes.utf8("value");
  private static final Bytes TYPE_OF_VALUE = Bytes.utf8("dtype");

  /** More than 254 dimensions with names take. */
  private static final int LONGEST_SHAPE = 1 << 16;

  /**
   * The constant of a node.
   *
   * @param node stands before the first field
   * @throws Corrupt if it has no value, or one that is not a tensor
   */
  static Constant read(MessageCursor node, Bytes key, ByteSource file) throws IOException {
    boolean found = false;
    long start = 0;
    long size = 0;
    int declared = 0;
    DType dtype = DType.of(0);
    ProtoShape shape = new ProtoShape();
    while (node.next()) {
      if (node.is(ATTR, MessageCursor.RUN) && isNamed(node.inside(), TYPE_OF_VALUE)) {
        declared = type(node.inside());
      }
      if (!node.is(ATTR, MessageCursor.RUN) || !isNamed(node.inside(), VALUE)) {
        continue;
      }
      MessageCursor attr = node.inside();
      if (attr.nextRun(2)) {
        MessageCursor value = attr.inside();
        found = false;
        while (value.next()) {
          if (value.is(TENSOR, MessageCursor.RUN)) {
            found = true;
            start = value.start();
            size = value.size();
            shape.clear();
            dtype = DType.of(readHead(value.inside(), shape));
          } else if (value.field() <= LAST_CHOICE) {
            found = false;
          }
        }
      }
    }
    if (!found) {
      throw new Corrupt(file.description(), key.quoted() + ": a constant without a value");
    }
    return new Constant(entry(key, dtype, shape, file), declared, start, size);
  }

  private static boolean isNamed(MessageCursor attr, Bytes name) throws IOException {
    return attr.nextRun(1) && attr.size() == name.size() && attr.bytes().equals(name);
  }

  private static int type(MessageCursor attr) throws IOException {
    int type = 0;
    if (attr.nextRun(2)) {
      for (MessageCursor value = attr.inside(); value.next(); ) {
        if (value.is(TYPE, MessageCursor.VARINT)) {
          type = (int) value.number();
        }
      }
    }
    return type;
  }

  /** Takes the shape; the result is the number of the type. */
  private static int readHead(MessageCursor tensor, ProtoShape shape) throws IOException {
    int dtype = 0;
    while (tensor.next()) {
      if (tensor.is(1, MessageCursor.VARINT)) {
        dtype = (int) tensor.number();
      } else if (tensor.is(2, MessageCursor.RUN)) {
        tensor.read(shape, LONGEST_SHAPE);
      }
    }
    return dtype;
  }

  private static TensorEntry entry(Bytes key, DType dtype, ProtoShape shape, ByteSource file)
      throws Corrupt {
    try {
      return TensorEntry.scattered(key, dtype, shape.shape(), List.of());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Corrupt(file.description(), key.quoted() + ": " + e.getMessage());
    }
  }
}
