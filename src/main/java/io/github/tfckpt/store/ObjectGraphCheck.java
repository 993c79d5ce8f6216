package io.github.tfckpt.store;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.Escapes;
import java.io.IOException;
import java.util.NavigableSet;

/**
 * The object graph of a TF2 checkpoint, checked against itself and against the keys that there are.
 *
 * <pre>
 *   TrackableObjectGraph   1 nodes*            TrackableObject, numbered from 0
 *   TrackableObject        1 children*         {1 node_id}
 *                          2 attributes*       {3 checkpoint_key}
 *                          3 slot_variables*   {1 original_variable_node_id, 3 slot_variable_node_id}
 * </pre>
 *
 * @see "tensorflow/core/protobuf/trackable_object_graph.proto"
 */
public final class ObjectGraphCheck {

  private static final int NODE = 1 << 3 | 2;
  private static final int CHILD = 1 << 3 | 2;
  private static final int ATTRIBUTE = 2 << 3 | 2;
  private static final int SLOT = 3 << 3 | 2;
  private static final int FIRST_ID = 1 << 3;
  private static final int THIRD_ID = 3 << 3;
  private static final int CHECKPOINT_KEY = 3 << 3 | 2;
  private static final String ATTRIBUTES = "/.ATTRIBUTES/";
  private static final String VARIABLE = "/.ATTRIBUTES/VARIABLE_VALUE";

  /** More bytes than any graph of a model needs; it is held in memory. */
  private static final long MOST_BYTES = 1L << 26;

  private final String where;
  private final FindingSink findings;
  private final NavigableSet<Bytes> keys;
  private long nodes;
  private long node;

  private ObjectGraphCheck(String where, NavigableSet<Bytes> keys, FindingSink findings) {
    this.where = where;
    this.keys = keys;
    this.findings = findings;
  }

  /**
   * Checks a serialized graph.
   *
   * @param keys of all tensors
   * @param isWhole false if there may be keys that could not be read: none is missed then
   */
  public static void run(
      ByteSource serialized, NavigableSet<Bytes> keys, boolean isWhole, FindingSink findings)
      throws IOException {
    String where = serialized.description();
    if (serialized.size() > MOST_BYTES) {
      findings.add(
          Finding.warning(
              where, "object graph of " + serialized.size() + " bytes: not looked into"));
      return;
    }
    ObjectGraphCheck check = new ObjectGraphCheck(where, keys, findings);
    byte[] bytes = serialized.readAll();
    CodedInputStream count = CodedInputStream.newInstance(bytes);
    try {
      for (int tag = count.readTag(); tag != 0; tag = count.readTag()) {
        check.nodes += tag == NODE ? 1 : 0;
        count.skipField(tag);
      }
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == NODE) {
          check.readNode(in, isWhole);
          check.node++;
        } else {
          in.skipField(tag);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      findings.add(Finding.error(where, "the object graph is no TrackableObjectGraph"));
    }
  }

  private void readNode(CodedInputStream in, boolean isWhole) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case CHILD -> readIds(in, "child");
        case SLOT -> readIds(in, "slot variable");
        case ATTRIBUTE -> readAttribute(in, isWhole);
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
  }

  private void readIds(CodedInputStream in, String what) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == FIRST_ID || tag == THIRD_ID) {
        int id = in.readInt32();
        if (id < 0 || id >= nodes) {
          findings.add(
              Finding.error(
                  where,
                  "object "
                      + node
                      + ": its "
                      + what
                      + " is object "
                      + id
                      + ", there are "
                      + nodes));
        }
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(outer);
  }

  private void readAttribute(CodedInputStream in, boolean isWhole) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == CHECKPOINT_KEY) {
        Bytes key = Bytes.copyOf(in.readByteArray());
        boolean known = key.size() == 0 || keys.contains(key) || isLabel(key);
        if (!known && isWhole) {
          findings.add(
              Finding.error(
                  where,
                  "object " + node + ": no tensor has its key \"" + key.brief() + "\"",
                  key));
        }
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(outer);
  }

  /** Tables and iterators give a label: what they store has other keys of the same owner. */
  private boolean isLabel(Bytes key) {
    String name = key.toString();
    int at = name.lastIndexOf(ATTRIBUTES);
    if (at < 0 || name.endsWith(VARIABLE)) {
      return false;
    }
    Bytes owner = Escapes.unescape(name.substring(0, at + ATTRIBUTES.length()));
    Bytes next = keys.ceiling(owner);
    return next != null && next.hasAt(0, owner);
  }
}
