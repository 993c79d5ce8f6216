package io.github.tfckpt.tf.graph;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.store.MessageCursor;
import java.io.IOException;
import java.util.Optional;

/** Which message a file with a graph is, recognized by its fields: none has a magic number. */
enum GraphKind {
  GRAPH_DEF,
  SAVED_MODEL,
  META_GRAPH_DEF;

  /** Fields that are looked at before we give up. */
  private static final int MOST_FIELDS = 1000;

  private static final int LONGEST_OP = 256;

  /** What a file is, however it goes on; empty if it is not a graph. */
  static Optional<GraphKind> of(ByteSource file) throws IOException {
    try {
      MessageCursor fields = new MessageCursor(file).allowCut();
      if (!fields.next()) {
        return Optional.empty();
      }
      if (fields.is(1, MessageCursor.VARINT)) {
        return isSavedModel(fields) ? Optional.of(SAVED_MODEL) : Optional.empty();
      }
      return graph(fields, 0);
    } catch (Corrupt e) {
      return Optional.empty();
    }
  }

  private static boolean isSavedModel(MessageCursor fields) throws IOException {
    if (!fields.next() || !fields.is(2, MessageCursor.RUN)) {
      return false;
    }
    MessageCursor inside = fields.inside().allowCut();
    return inside.next() && graph(inside, 1).equals(Optional.of(META_GRAPH_DEF));
  }

  /**
   * Distinguishes a GraphDef from a MetaGraphDef, both of which begin with field 1: a node has an
   * op, and what a MetaGraphDef has of fields a GraphDef has not.
   *
   * @param fields stands at the first
   * @param depth how many fields 2 it lies in
   */
  private static Optional<GraphKind> graph(MessageCursor fields, int depth) throws IOException {
    for (int i = 0; i < MOST_FIELDS; i++) {
      boolean run = fields.wireType() == MessageCursor.RUN;
      int field = fields.field();
      if (field > 7 || (!run && field != 3)) {
        return Optional.empty();
      }
      if (field >= 5 || (field == 3 && run)) {
        return Optional.of(META_GRAPH_DEF);
      }
      if (field == 1 && isNode(fields.inside().allowCut())) {
        return Optional.of(GRAPH_DEF);
      }
      if (field == 2) {
        return insideSecond(fields, depth);
      }
      if (!fields.next()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * Field 2 is the functions of a GraphDef, the graph of a MetaGraphDef, or that of a SavedModel
   * whose version follows it.
   */
  private static Optional<GraphKind> insideSecond(MessageCursor second, int depth)
      throws IOException {
    MessageCursor fields = second.inside().allowCut();
    for (int i = 0; i < MOST_FIELDS && fields.next(); i++) {
      if (!fields.is(1, MessageCursor.RUN)) {
        continue;
      }
      if (isNode(fields.inside().allowCut())) {
        return Optional.of(META_GRAPH_DEF);
      }
      if (isFunction(fields.inside().allowCut())) {
        return Optional.of(GRAPH_DEF);
      }
    }
    MessageCursor again = second.inside().allowCut();
    if (depth == 2 || !again.next()) {
      return Optional.empty();
    }
    return graph(again, depth + 1)
        .map(
            kind ->
                kind == GRAPH_DEF ? META_GRAPH_DEF : kind == META_GRAPH_DEF ? SAVED_MODEL : kind);
  }

  /** True if there is a text in field 2 that may be the name of an operation. */
  private static boolean isNode(MessageCursor node) throws IOException {
    try {
      for (int i = 0; i < MOST_FIELDS && node.next(); i++) {
        if (node.is(2, MessageCursor.RUN)) {
          return isName(node);
        }
      }
      return false;
    } catch (Corrupt e) {
      return false;
    }
  }

  private static boolean isFunction(MessageCursor function) throws IOException {
    try {
      if (!function.nextRun(1)) {
        return false;
      }
      MessageCursor signature = function.inside().allowCut();
      return signature.nextRun(1) && isName(signature);
    } catch (Corrupt e) {
      return false;
    }
  }

  /** True for letters, digits and {@code _ . > -}, as operations and functions are called. */
  private static boolean isName(MessageCursor field) throws IOException {
    if (field.size() == 0 || field.size() > LONGEST_OP) {
      return false;
    }
    Bytes text = field.bytes();
    for (int i = 0; i < text.size(); i++) {
      int c = text.at(i);
      boolean letter = c < 128 && Character.isLetterOrDigit(c);
      if (!letter && "_.>-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
