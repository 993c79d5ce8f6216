package io.github.tfckpt.tf.graph;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.store.DecodedSource;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.store.RecordStrings;
import io.github.tfckpt.store.ValueField;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.FixedElements.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is odd about a constant whose values can be read: a type that is not the node's, and values
 * behind those that its shape has room for. TensorFlow passes over the second, and refuses to run
 * the first.
 *
 * @see "tensorflow/core/framework/tensor.cc, FromProtoField"
 * @see "tensorflow/core/kernels/constant_op.cc, ConstantOp"
 */
final class ConstantCheck {

  private final Constant constant;
  private final ByteSource proto;
  private final String what;

  /**
   * The check of a constant.
   *
   * @param proto its TensorProto
   */
  ConstantCheck(Constant constant, ByteSource proto) {
    this.constant = constant;
    this.proto = proto;
    this.what = ConstantReader.quoted(constant.entry().key());
  }

  /** Warnings, none if all is as it should be. */
  List<Finding> findings() throws IOException {
    List<Finding> found = new ArrayList<>();
    TensorEntry entry = constant.entry();
    DType declared = DType.of(constant.declared());
    if (constant.declared() != 0 && !declared.equals(entry.dtype())) {
      found.add(warning("the node's dtype is " + declared + ", its value is of " + entry.dtype()));
    }
    long stored = entry.dtype().kind() == DType.Kind.OPAQUE ? 0 : stored();
    if (stored > entry.elementCount()) {
      found.add(
          warning(
              stored
                  + (stored == 1 ? " value" : " values")
                  + " stored, "
                  + entry.shape()
                  + " has "
                  + entry.elementCount()
                  + "; the rest is passed over"));
    }
    return found;
  }

  private Finding warning(String text) {
    return Finding.warning(proto.description(), what + ": " + text, constant.entry().key());
  }

  /** How many elements there are, where each is a field or part of one. */
  private long stored() throws IOException {
    long bytes = 0;
    for (MessageCursor fields = new MessageCursor(proto); fields.next(); ) {
      if (fields.is(ValueField.CONTENT, MessageCursor.RUN) && fields.size() > 0) {
        // What counts then has another size than the shape takes, or is right.
        return 0;
      }
      if (fields.is(ValueField.BYTES, MessageCursor.RUN)) {
        bytes = fields.size();
      }
    }
    TensorEntry entry = constant.entry();
    if (!entry.dtype().isFixed()) {
      return new RecordStrings(proto, entry.elementCount(), Check.NONE).stored();
    }
    if (ValueField.of(entry.dtype()) == ValueField.BYTES) {
      return bytes / entry.dtype().width();
    }
    DecodedSource values = new DecodedSource(proto, entry.dtype(), entry.elementCount());
    return values.values() / values.values(1);
  }
}
