package io.github.tfckpt.safetensors;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.LastingFile;
import io.github.tfckpt.store.EntryColumns;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;

/** One file: a length, a header of that many bytes, and data. */
final class Shard {

  private static final int BEFORE_HEADER = 8;

  private final LastingFile file;
  private long dataStart;

  Shard(LastingFile file) {
    this.file = file;
  }

  LastingFile file() {
    return file;
  }

  /** Where the data begins, in bytes from the start of the file; known once the header is read. */
  long dataStart() {
    return dataStart;
  }

  /** True if a length of less than 4 GiB is followed by the beginning of an object. */
  static boolean isBegun(ByteSource file) throws IOException {
    if (file.size() <= BEFORE_HEADER) {
      return false;
    }
    ByteBuffer begin = littleEndian(BEFORE_HEADER + 1);
    file.read(0, begin);
    return begin.getLong(0) >>> 32 == 0 && begin.get(BEFORE_HEADER) == '{';
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the header. What can be read of one that is damaged is added, the damage a finding.
   *
   * @param number of this file among all
   * @throws Corrupt if nothing of it can be read
   * @throws Unsupported if the file does not begin like one
   */
  void readHeader(
      int number,
      EntryColumns.Builder entries,
      BiConsumer<String, String> metadata,
      FindingSink findings)
      throws IOException {
    if (file.size() < BEFORE_HEADER) {
      throw Corrupt.at(
          file.description(),
          "%d bytes, a safetensors file begins with a length of 8 bytes (truncated?)",
          file.size());
    }
    ByteBuffer begin = littleEndian(BEFORE_HEADER);
    file.read(0, begin);
    long length = begin.getLong(0);
    if (!isBegun(file) && length != 0) {
      throw new Unsupported(
          file.description(), "is not a safetensors file: no header after 8 bytes");
    }
    if (length > SafetensorsHeader.LONGEST) {
      throw Corrupt.at(
          file.description(),
          "a header of %d bytes, at most %d are allowed",
          length,
          SafetensorsHeader.LONGEST);
    }
    dataStart = BEFORE_HEADER + length;
    long there = Math.min(length, file.size() - BEFORE_HEADER);
    if (there < length) {
      findings.add(
          Finding.error(
              file.description(),
              "a header of " + length + " bytes, there are " + there + " (truncated?)"));
    }
    Entries visitor = new Entries(number, entries, metadata, findings);
    try {
      new HeaderReader(file.slice(BEFORE_HEADER, there), visitor).read();
    } catch (Corrupt e) {
      if (visitor.isEmpty) {
        throw new Corrupt(file.description(), e.what());
      }
      if (there == length) {
        findings.add(Finding.error(file.description(), e.what()));
      }
    }
  }

  /** Turns what the header says into entries. */
  private final class Entries implements HeaderReader.Visitor {

    private final int number;
    private final EntryColumns.Builder entries;
    private final BiConsumer<String, String> metadata;
    private final FindingSink findings;
    private boolean isEmpty = true;

    Entries(
        int number,
        EntryColumns.Builder entries,
        BiConsumer<String, String> metadata,
        FindingSink findings) {
      this.number = number;
      this.entries = entries;
      this.metadata = metadata;
      this.findings = findings;
    }

    @Override
    public void metadata(String name, String value) {
      metadata.accept(name, value);
    }

    @Override
    public void tensor(Bytes name, String dtype, Shape shape, long begin, long end)
        throws IOException {
      isEmpty = false;
      if (entries.isFull()) {
        throw new Unsupported(
            file.description(), "has more tensors than fit into memory (JDK_JAVA_OPTIONS=-Xmx...)");
      }
      if (begin > Long.MAX_VALUE - dataStart) {
        problem("data_offsets begin at " + begin + ", no file is that long", name);
        return;
      }
      DType type = SafetensorsTypes.dtype(dtype);
      entries.addUnsummed(name, type, shape, number, dataStart + begin, end - begin);
    }

    @Override
    public void problem(String what, Bytes name) {
      findings.add(Finding.error(file.description(), name.quoted() + ": " + what, name));
    }
  }

  /**
   * Checks that a tensor has as many bytes as its elements take.
   *
   * @throws Corrupt if it has more or fewer
   */
  static void checkSize(TensorEntry entry, String where) throws Corrupt {
    int bits = SafetensorsTypes.bits(entry.dtype());
    long count = entry.elementCount();
    long bytes = entry.bytes().orElseThrow();
    // Of an unknown type, any number of bytes will do.
    boolean fits =
        bits == 0
            || (count <= Long.MAX_VALUE / bits
                && count * bits % Byte.SIZE == 0
                && count * bits / Byte.SIZE == bytes);
    if (!fits) {
      throw Corrupt.at(
          where,
          "%s: %d bytes, %s %s takes %s of %d bits",
          entry.key().quoted(),
          bytes,
          entry.dtype(),
          entry.shape(),
          count + " elements",
          bits);
    }
  }
}
