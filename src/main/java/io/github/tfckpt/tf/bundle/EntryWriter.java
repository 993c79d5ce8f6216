package io.github.tfckpt.tf.bundle;

import com.google.protobuf.CodedOutputStream;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes BundleEntryProtos of whole tensors in the first shard, and the header of their bundle, as
 * proto3 does: without fields that are zero. The shape is always there, for a scalar without
 * dimensions.
 */
final class EntryWriter {

  private static final int DTYPE = 1;
  private static final int SHAPE = 2;
  private static final int OFFSET = 4;
  private static final int SIZE = 5;
  private static final int CRC = 6;

  private static final int NUM_SHARDS = 1;
  private static final int VERSION = 3;

  /** Of TensorShapeProto. */
  private static final int DIM = 2;

  /** Of its Dim. */
  private static final int DIM_SIZE = 1;

  /** Of VersionDef. */
  private static final int PRODUCER = 1;

  /** The version of bundles that TensorFlow has written since there are any. */
  private static final int VERSION_NUMBER = 1;

  private EntryWriter() {}

  /** Puts the fields of a message. */
  private interface Fields {
    void put(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
    fields.put(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** The BundleHeaderProto of a little-endian bundle. */
  static Bytes header(int shards) throws IOException {
    return Bytes.copyOf(
        message(
            out -> {
              out.writeInt32(NUM_SHARDS, shards);
              out.writeByteArray(VERSION, message(in -> in.writeInt32(PRODUCER, VERSION_NUMBER)));
            }));
  }

  /**
   * The BundleEntryProto of a tensor.
   *
   * @param offset bytes from the start of the shard
   * @param size bytes in the shard
   * @param crc plain sum
   */
  static Bytes entry(DType dtype, Shape shape, long offset, long size, int crc) throws IOException {
    return Bytes.copyOf(
        message(
            out -> {
              out.writeEnum(DTYPE, dtype.number());
              out.writeByteArray(SHAPE, message(in -> dimensions(shape, in)));
              number(OFFSET, offset, out);
              number(SIZE, size, out);
              out.writeFixed32(CRC, Crc32c.mask(crc));
            }));
  }

  private static void dimensions(Shape shape, CodedOutputStream out) throws IOException {
    for (int axis = 0; axis < shape.rank(); axis++) {
      long extent = shape.extent(axis);
      out.writeByteArray(DIM, message(in -> number(DIM_SIZE, extent, in)));
    }
  }

  private static void number(int field, long number, CodedOutputStream out) throws IOException {
    if (number != 0) {
      out.writeInt64(field, number);
    }
  }
}
