package io.github.tfckpt.tf.v1;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.LastingFile;
import io.github.tfckpt.store.DecodedSource;
import io.github.tfckpt.store.FormatVersion;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.store.RecordStrings;
import io.github.tfckpt.store.SliceKey;
import io.github.tfckpt.store.ValueField;
import io.github.tfckpt.table.BlockCursor;
import io.github.tfckpt.table.Table;
import io.github.tfckpt.table.TableBlock;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.FixedElements.Check;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One file of a V1 checkpoint. */
final class V1File implements Closeable {

  private static final int DATA = 2;
  private static final int TENSOR_PROTO = 3;

  private final LastingFile file;
  private final Table table;
  private final MetaReader meta;

  private V1File(LastingFile file, Table table, MetaReader meta) {
    this.file = file;
    this.table = table;
    this.meta = meta;
  }

  /**
   * Opens a file and reads its meta record.
   *
   * @throws Corrupt if the record is damaged or missing
   */
  static V1File open(Path path) throws IOException {
    return open(path, false);
  }

  /** Like {@link #open}; of a file whose end is damaged or cut off what is left. */
  static V1File openDamaged(Path path) throws IOException {
    return open(path, true);
  }

  private static V1File open(Path path, boolean isDamaged) throws IOException {
    LastingFile file = new LastingFile(path);
    try {
      Table table = isDamaged ? Table.openDamaged(file) : Table.open(file);
      return new V1File(file, table, readMeta(file, table));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static MetaReader readMeta(LastingFile file, Table table) throws IOException {
    if (!table.blocks().isEmpty()) {
      BlockCursor entry = table.blocks().get(0).checkedCursor();
      if (entry.next() && entry.key().size() == 0) {
        MetaReader meta = MetaReader.of(entry.valueCursor());
        if (meta.found()) {
          return meta;
        }
      }
    }
    throw new Corrupt(file.description(), "has no list of tensors at the empty key");
  }

  String description() {
    return file.description();
  }

  /** The last name of its path. */
  String name() {
    return file.name();
  }

  /** What of it is lost, a message each. */
  List<String> damage() {
    return table.damage();
  }

  /** How long the file is, in bytes. */
  long size() {
    return file.size();
  }

  FormatVersion version() {
    return meta.version();
  }

  List<MetaReader.Saved> tensors() {
    return meta.tensors();
  }

  /**
   * The number of the block that can hold the record of a slice; at least {@link #blocks} if none
   * can.
   */
  int blockFor(Bytes key) {
    return table.blockFor(key);
  }

  /** How many data blocks there are. */
  int blocks() {
    return table.blocks().size();
  }

  /**
   * The elements of one slice.
   *
   * @param shape of the slice
   * @param what names the slice in messages
   * @throws Corrupt if the record is damaged, missing, or holds another number of values
   */
  Elements read(Bytes name, TensorSlice slice, DType dtype, Shape shape, String what)
      throws IOException {
    Bytes key = SliceKey.of(name, slice);
    int number = table.blockFor(key);
    if (number < table.blocks().size()) {
      TableBlock block = table.blocks().get(number);
      if (block.isTorn()) {
        throw new Corrupt(block.description(), what + ": its checksum is cut off with the end");
      }
      List<Corrupt> lost = new ArrayList<>();
      BlockCursor.Loss loss = (error, entries) -> lost.add(error);
      for (BlockCursor entry = block.cursor(); entry.next(loss); ) {
        if (entry.key().equals(key)) {
          // What lies in memory has been summed; what is still in the file has not.
          Check check = entry.isInMemory() ? Check.NONE : block::check;
          ByteSource record = file.whileOpen(entry.value());
          return elements(tensorProto(record, what), dtype, shape, check, what);
        }
      }
      if (!lost.isEmpty()) {
        throw lost.get(0);
      }
    }
    throw new Corrupt(file.description(), what + ": its record is missing");
  }

  /** The values in a record. */
  static ByteSource tensorProto(ByteSource record, String what) throws IOException {
    MessageCursor outer = new MessageCursor(record);
    if (outer.nextRun(DATA)) {
      MessageCursor data = new MessageCursor(outer.run());
      if (data.nextRun(TENSOR_PROTO)) {
        return data.run();
      }
    }
    throw new Corrupt(record.description(), what + ": record without values");
  }

  /**
   * The elements in a record.
   *
   * @throws Corrupt if it holds another number of values than the shape takes
   */
  static Elements elements(ByteSource proto, DType dtype, Shape shape, Check check, String what)
      throws IOException {
    long count = shape.elementCount();
    if (!dtype.isFixed()) {
      RecordStrings strings = new RecordStrings(proto, count, check);
      if (strings.stored() != count) {
        throw Corrupt.at(
            proto.description(),
            "%s: %d strings stored, expected %d",
            what,
            strings.stored(),
            count);
      }
      return strings;
    }
    int field = ValueField.of(dtype);
    long size = Math.multiplyExact(count, (long) dtype.width());
    MessageCursor fields = new MessageCursor(proto);
    while (fields.next()) {
      boolean plain =
          fields.field() == ValueField.CONTENT
              || (fields.field() == field && ValueField.isPlain(field));
      if (plain && fields.wireType() == MessageCursor.RUN && fields.size() == size && size > 0) {
        return new FixedElements(dtype, fields.run(), check);
      }
    }
    DecodedSource decoded = new DecodedSource(proto, dtype, count);
    if (decoded.values() != decoded.values(count)) {
      throw Corrupt.at(
          proto.description(),
          "%s: %d values stored, expected %d",
          what,
          decoded.values(),
          decoded.values(count));
    }
    return new FixedElements(dtype, decoded, check);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
