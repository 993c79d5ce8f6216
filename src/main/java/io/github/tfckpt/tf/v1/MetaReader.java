package io.github.tfckpt.tf.v1;

import com.google.protobuf.CodedInputStream;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.FormatVersion;
import io.github.tfckpt.store.Message;
import io.github.tfckpt.store.ProtoShape;
import io.github.tfckpt.store.ProtoSlice;
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
final class MetaReader implements Message {

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

  /** What a file says about a tensor: a SavedSliceMeta. */
  static final class Saved implements Message {
    private final ProtoShape shape = new ProtoShape();
    private final List<TensorSlice> slices = new ArrayList<>();
    private Bytes name = Bytes.EMPTY;
    private int dtype;

    @Override
    public void field(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case NAME -> name = Bytes.copyOf(in.readByteArray());
        case SHAPE -> shape.readNested(in);
        case TYPE -> dtype = in.readInt32();
        case SLICE -> slices.add(ProtoSlice.readFrom(in));
        default -> in.skipField(tag);
      }
    }

    Bytes name() {
      return name;
    }

    /** That of the whole tensor, as stored and not yet checked. */
    ProtoShape shape() {
      return shape;
    }

    DType dtype() {
      return DType.of(dtype);
    }

    List<TensorSlice> slices() {
      return slices;
    }
  }

  /**
   * Reads the record.
   *
   * @throws Corrupt if it is not one
   */
  static MetaReader of(ByteCursor record) throws IOException {
    MetaReader reader = new MetaReader();
    reader.read(record);
    reader.version.check(record.source().description());
    return reader;
  }

  @Override
  public void field(int tag, CodedInputStream in) throws IOException {
    if (tag == META) {
      found = true;
      Message meta = this::metaField;
      meta.readNested(in);
    } else {
      in.skipField(tag);
    }
  }

  private void metaField(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case TENSOR -> {
        Saved tensor = new Saved();
        tensor.readNested(in);
        tensors.add(tensor);
      }
      case VERSIONS -> version.readNested(in);
      default -> in.skipField(tag);
    }
  }

  /** True if there was a meta field: it distinguishes a V1 file from the index of a bundle. */
  boolean found() {
    return found;
  }

  FormatVersion version() {
    return version;
  }

  List<Saved> tensors() {
    return tensors;
  }
}
