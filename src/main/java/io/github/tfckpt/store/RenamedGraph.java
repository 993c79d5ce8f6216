package io.github.tfckpt.store;

import com.google.protobuf.CodedOutputStream;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.ArraySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/**
 * An object graph after the keys of tensors have changed. An attribute whose tensor is left out
 * goes, and so does a slot variable that has no attribute left: TensorFlow restores what is there,
 * and leaves the rest as it was made. All else stays byte for byte. See {@link ObjectGraph} for the
 * fields.
 */
public final class RenamedGraph {

  private static final int NODE = 1;
  private static final int ATTRIBUTE = 2;
  private static final int SLOT = 3;
  private static final int CHECKPOINT_KEY = 3;
  private static final int SLOT_NODE = 3;

  private final byte[] bytes;
  private final ByteSource source;
  private final KeyChanges keys;

  /** Objects that had attributes, and have none left. */
  private final BitSet emptied = new BitSet();

  private boolean isChanged;

  private RenamedGraph(ByteSource graph, byte[] bytes, KeyChanges keys) {
    this.bytes = bytes;
    this.source = new ArraySource(graph.description(), bytes, bytes.length);
    this.keys = keys;
  }

  /**
   * {@return the graph as it becomes, in memory: the same bytes if no key of it changes}
   *
   * @throws Corrupt if it is not an object graph
   * @throws Unsupported if it is larger than any is expected to be, or see {@link KeyChanges}
   */
  public static ByteSource of(ByteSource graph, KeyChanges keys) throws IOException {
    RenamedGraph renamed = new RenamedGraph(graph, ObjectGraph.read(graph), keys);
    renamed.findEmptied();
    byte[] written = renamed.written();
    return new ArraySource(graph.description(), written, written.length);
  }

  private void findEmptied() throws IOException {
    MessageCursor nodes = new MessageCursor(source);
    for (int object = 0; nodes.nextRun(NODE); object++) {
      int before = 0;
      int after = 0;
      for (MessageCursor node = nodes.inside(); node.nextRun(ATTRIBUTE); ) {
        before++;
        after += keys.of(key(node.inside())).isPresent() ? 1 : 0;
      }
      emptied.set(object, before > 0 && after == 0);
    }
  }

  /** The key of an attribute; of several the last counts. */
  private static Bytes key(MessageCursor attribute) throws IOException {
    Bytes key = Bytes.EMPTY;
    while (attribute.nextRun(CHECKPOINT_KEY)) {
      key = attribute.bytes();
    }
    return key;
  }

  private byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    MessageCursor nodes = new MessageCursor(source);
    long start = 0;
    while (nodes.next()) {
      if (!nodes.is(NODE, MessageCursor.RUN) || !isWritten(nodes, out)) {
        copy(start, nodes.position(), out);
      }
      start = nodes.position();
    }
    return out.toByteArray();
  }

  /** Writes an object if anything of it changes; else returns false. */
  private boolean isWritten(MessageCursor object, ByteArrayOutputStream out) throws IOException {
    ByteArrayOutputStream inside = new ByteArrayOutputStream();
    MessageCursor node = object.inside();
    isChanged = false;
    long start = node.position();
    while (node.next()) {
      if (node.is(ATTRIBUTE, MessageCursor.RUN)) {
        writeAttribute(start, node, inside);
      } else if (node.is(SLOT, MessageCursor.RUN) && isEmptied(node.inside())) {
        isChanged = true;
      } else {
        copy(start, node.position(), inside);
      }
      start = node.position();
    }
    if (isChanged) {
      writeRun(NODE, inside.toByteArray(), out);
    }
    return isChanged;
  }

  private boolean isEmptied(MessageCursor slot) throws IOException {
    long number = 0;
    while (slot.next()) {
      number = slot.is(SLOT_NODE, MessageCursor.VARINT) ? slot.number() : number;
    }
    return number >= 0 && number <= Integer.MAX_VALUE && emptied.get((int) number);
  }

  private void writeAttribute(long start, MessageCursor field, ByteArrayOutputStream out)
      throws IOException {
    Bytes key = key(field.inside());
    Optional<Bytes> other = keys.of(key);
    if (other.isPresent() && other.get().equals(key)) {
      copy(start, field.position(), out);
      return;
    }
    isChanged = true;
    if (other.isPresent()) {
      ByteArrayOutputStream inside = new ByteArrayOutputStream();
      MessageCursor attribute = field.inside();
      long from = attribute.position();
      while (attribute.next()) {
        if (attribute.is(CHECKPOINT_KEY, MessageCursor.RUN)) {
          writeRun(CHECKPOINT_KEY, other.get().toArray(), inside);
        } else {
          copy(from, attribute.position(), inside);
        }
        from = attribute.position();
      }
      writeRun(ATTRIBUTE, inside.toByteArray(), out);
    }
  }

  private void copy(long from, long to, ByteArrayOutputStream out) {
    out.write(bytes, (int) from, (int) (to - from));
  }

  private static void writeRun(int field, byte[] run, ByteArrayOutputStream out)
      throws IOException {
    CodedOutputStream coded = CodedOutputStream.newInstance(out, run.length + 16);
    coded.writeByteArray(field, run);
    coded.flush();
  }
}
