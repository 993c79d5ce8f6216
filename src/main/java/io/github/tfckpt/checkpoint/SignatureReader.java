package io.github.tfckpt.checkpoint;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the signatures of a graph.
 *
 * <pre>
 *   entry            1 name   2 SignatureDef
 *   SignatureDef     1 inputs* {1 name   2 TensorInfo}   2 outputs*, likewise   3 method_name
 *   TensorInfo       1 name   2 dtype   3 shape {2 dim* {1 size}   3 unknown_rank}
 * </pre>
 *
 * @see "tensorflow/core/protobuf/meta_graph.proto"
 */
final class SignatureReader {

  /** Nobody gives a model more signatures, or one of them more arguments. */
  private static final int MOST = 1000;

  private static final int LONGEST_TEXT = 1 << 10;

  /** Such are for TensorFlow itself. */
  private static final String INTERNAL = "__";

  private final List<Signature> found = new ArrayList<>();

  /** Takes an entry of the map of signatures. */
  void add(MessageCursor entry) throws IOException {
    MessageCursor fields = entry.inside();
    String name = "";
    Optional<MessageCursor> definition = Optional.empty();
    while (fields.next()) {
      if (fields.is(1, MessageCursor.RUN)) {
        name = text(fields);
      } else if (fields.is(2, MessageCursor.RUN)) {
        definition = Optional.of(fields.inside());
      }
    }
    if (definition.isPresent() && !name.startsWith(INTERNAL) && found.size() < MOST) {
      found.add(signature(name, definition.get()));
    }
  }

  /** Those that were added, in the order of their names. */
  List<Signature> all() {
    found.sort(Comparator.comparing(Signature::name));
    return found;
  }

  private static Signature signature(String name, MessageCursor fields) throws IOException {
    List<Signature.Argument> inputs = new ArrayList<>();
    List<Signature.Argument> outputs = new ArrayList<>();
    String method = "";
    while (fields.next()) {
      if (fields.is(1, MessageCursor.RUN) && inputs.size() < MOST) {
        inputs.add(argument(fields.inside()));
      } else if (fields.is(2, MessageCursor.RUN) && outputs.size() < MOST) {
        outputs.add(argument(fields.inside()));
      } else if (fields.is(3, MessageCursor.RUN)) {
        method = text(fields);
      }
    }
    inputs.sort(Comparator.comparing(Signature.Argument::name));
    outputs.sort(Comparator.comparing(Signature.Argument::name));
    return new Signature(name, method, inputs, outputs);
  }

  private static Signature.Argument argument(MessageCursor fields) throws IOException {
    Signature.Argument info = new Signature.Argument("", "", DType.of(0), Optional.empty());
    String name = "";
    while (fields.next()) {
      if (fields.is(1, MessageCursor.RUN)) {
        name = text(fields);
      } else if (fields.is(2, MessageCursor.RUN)) {
        info = info(fields.inside());
      }
    }
    return new Signature.Argument(name, info.tensor(), info.dtype(), info.shape());
  }

  private static Signature.Argument info(MessageCursor fields) throws IOException {
    String tensor = "";
    DType dtype = DType.of(0);
    Optional<List<Long>> shape = Optional.of(List.of());
    while (fields.next()) {
      if (fields.is(1, MessageCursor.RUN)) {
        tensor = text(fields);
      } else if (fields.is(2, MessageCursor.VARINT)) {
        dtype = DType.of((int) fields.number());
      } else if (fields.is(3, MessageCursor.RUN)) {
        shape = shape(fields.inside());
      }
    }
    return new Signature.Argument("", tensor, dtype, shape);
  }

  private static Optional<List<Long>> shape(MessageCursor fields) throws IOException {
    List<Long> extents = new ArrayList<>();
    while (fields.next()) {
      if (fields.is(3, MessageCursor.VARINT) && fields.number() != 0) {
        return Optional.empty();
      }
      if (fields.is(2, MessageCursor.RUN) && extents.size() < MOST) {
        MessageCursor dim = fields.inside();
        long extent = 0;
        while (dim.next()) {
          extent = dim.is(1, MessageCursor.VARINT) ? dim.number() : extent;
        }
        extents.add(extent);
      }
    }
    return Optional.of(extents);
  }

  /** A text, shown so that nothing in it moves a cursor. */
  static String text(MessageCursor field) throws IOException {
    if (field.size() > LONGEST_TEXT) {
      throw Corrupt.at(
          field.run().description(), "a text of %d bytes, at most 1024 fit", field.size());
    }
    return Bytes.copyOf(field.run().readAll()).toString();
  }
}
