package io.github.tfckpt.tf.v1;

import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.store.FormatVersion;
import io.github.tfckpt.store.ProtoShape;
import io.github.tfckpt.store.ProtoSlice;
import io.github.tfckpt.store.Wire;
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
  static MetaReader read(ByteCursor record) throws IOException {
    MetaReader reader = new MetaReader();
    for (int tag = Wire.tag(record); tag != 0; tag = Wire.tag(record)) {
      if (tag == META) {
        reader.found = true;
        reader.readMeta(record);
      } else {
        Wire.skip(tag, record);
      }
    }
    reader.version.check(record.source().description());
    return reader;
  }

  private void readMeta(ByteCursor in) throws Corrupt {
    int outer = in.pushLimit("meta");
    for (int tag = Wire.tag(in); tag != 0; tag = Wire.tag(in)) {
      switch (tag) {
        case TENSOR -> tensors.add(readTensor(in));
        case VERSIONS -> version.read(in);
        default -> Wire.skip(tag, in);
      }
    }
    in.popLimit(outer);
  }

  private static Saved readTensor(ByteCursor in) throws Corrupt {
    Bytes name = Bytes.EMPTY;
    ProtoShape shape = new ProtoShape();
    int dtype = 0;
    List<TensorSlice> slices = new ArrayList<>();
    int outer = in.pushLimit("tensor");
    for (int tag = Wire.tag(in); tag != 0; tag = Wire.tag(in)) {
      switch (tag) {
        case NAME -> name = in.bytes(in.varint32("name length"), "name");
        case SHAPE -> shape.read(in);
        case TYPE -> dtype = Wire.int32(in, "type");
        case SLICE -> slices.add(ProtoSlice.read(in));
        default -> Wire.skip(tag, in);
      }
    }
    in.popLimit(outer);
    return new Saved(name, shape, DType.of(dtype), slices);
  }

  /** True if there was a meta field: what tells a V1 file from the index of a bundle. */
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
