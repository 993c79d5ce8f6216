package io.github.tfckpt.v1;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tfckpt.entry.FormatVersion;
import io.github.tfckpt.entry.ProtoShape;
import io.github.tfckpt.entry.ProtoSlice;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what stands at the empty key: which tensors a file has, and which slices of them.
 *
 * <pre>
 *   SavedTensorSlices      1 meta
 *   SavedTensorSliceMeta   1 tensor*   2 versions
 *   SavedSliceMeta         1 name   2 shape   3 type   4 slice*
 * </pre>
 */
final class MetaReader {

  private static final int META = 1 << 3 | 2;
  private static final int TENSOR = 1 << 3 | 2;
  private static final int VERSIONS = 2 << 3 | 2;
  private static final int NAME = 1 << 3 | 2;
  private static final int SHAPE = 2 << 3 | 2;
  private static final int TYPE = 3 << 3;
  private static final int SLICE = 4 << 3 | 2;

  private final List<Saved> tensors = new ArrayList<>();
  private final FormatVersion version = new FormatVersion();
  private boolean found;

  /**
   * What a file says of a tensor.
   *
   * @param shape of the whole tensor, as stored: not yet found possible
   */
  record Saved(Bytes name, ProtoShape shape, DType dtype, List<TensorSlice> slices) {}

  /**
   * Reads the record.
   *
   * @throws Corrupt if it is none
   */
  static MetaReader read(ByteSource record) throws IOException {
    MetaReader reader = new MetaReader();
    CodedInputStream in = CodedInputStream.newInstance(record.readAll());
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == META) {
          reader.found = true;
          reader.readMeta(in);
        } else {
          in.skipField(tag);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw Corrupt.at(
          record.description(), "byte %d: no SavedTensorSlices", in.getTotalBytesRead());
    }
    reader.version.check(record.description());
    return reader;
  }

  private void readMeta(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case TENSOR -> tensors.add(readTensor(in));
        case VERSIONS -> version.read(in);
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
  }

  private static Saved readTensor(CodedInputStream in) throws IOException {
    Bytes name = Bytes.EMPTY;
    ProtoShape shape = new ProtoShape();
    int dtype = 0;
    List<TensorSlice> slices = new ArrayList<>();
    int outer = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case NAME -> name = Bytes.copyOf(in.readByteArray());
        case SHAPE -> shape.read(in);
        case TYPE -> dtype = in.readInt32();
        case SLICE -> slices.add(ProtoSlice.read(in));
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
    return new Saved(name, shape, DType.of(dtype), slices);
  }

  /** True if there was a meta field: what tells a V1 file from the index of a bundle. */
  boolean found() {
    return found;
  }

  List<Saved> tensors() {
    return tensors;
  }
}
