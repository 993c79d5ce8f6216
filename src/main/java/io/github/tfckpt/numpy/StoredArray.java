package io.github.tfckpt.numpy;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.packed.InflatedSource;
import io.github.tfckpt.packed.ZipDirectory;
import io.github.tfckpt.packed.ZipMember;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.FixedElements.Check;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.View;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** One array where it lies: a file of its own, or a member of an archive. */
final class StoredArray implements Closeable {

  private final TensorEntry entry;
  private final NpyArray array;

  /** The whole npy file, header included. */
  private final ByteSource content;

  private final Optional<ZipMember> member;

  /** The bytes that the file has of it. */
  private final ByteSource packed;

  private StoredArray(
      TensorEntry entry,
      NpyArray array,
      ByteSource content,
      Optional<ZipMember> member,
      ByteSource packed) {
    this.entry = entry;
    this.array = array;
    this.content = content;
    this.member = member;
    this.packed = packed;
  }

  /** An array that is all of a file, which has this number. */
  static StoredArray inFile(Bytes key, int number, ByteSource file) throws IOException {
    NpyArray array = NpyArray.read(file);
    return new StoredArray(
        placed(key, array, number, file, array.start()), array, file, Optional.empty(), file);
  }

  /**
   * An array that is a member of a zip file.
   *
   * @throws Unsupported if it is stored in a way that numpy does not use
   */
  static StoredArray member(Bytes key, ZipMember member, ByteSource zip) throws IOException {
    String where = zip.description() + ": " + member.name();
    boolean deflated = member.method() == ZipMember.DEFLATED;
    if (member.isEncrypted() || !(deflated || member.isStored())) {
      String way = member.isEncrypted() ? "encrypted" : "compressed by method " + member.method();
      throw new Unsupported(where, way + ", which is not read");
    }
    long start = ZipDirectory.contentStart(zip, member);
    ByteSource packed = zip.slice(start, member.packed());
    if (!deflated) {
      NpyArray array = NpyArray.read(packed);
      TensorEntry entry = placed(key, array, 0, packed, start + array.start());
      return new StoredArray(entry, array, packed, Optional.of(member), packed);
    }
    NpyArray array;
    try (InflatedSource header = new InflatedSource(packed, where, member.size())) {
      array = NpyArray.read(header);
    }
    TensorEntry entry = TensorEntry.scattered(key, array.dtype(), array.shape(), List.of());
    ByteSource content = new InflatedSource(packed, where, member.size());
    return new StoredArray(entry, array, content, Optional.of(member), packed);
  }

  private static TensorEntry placed(
      Bytes key, NpyArray array, int shard, ByteSource content, long offset) throws Corrupt {
    try {
      long bytes = array.bytes();
      long size = bytes < 0 ? content.size() - array.start() : bytes;
      return TensorEntry.unsummed(key, array.dtype(), array.shape(), shard, offset, size);
    } catch (ArithmeticException e) {
      throw new Corrupt(content.description(), "the elements take more than 2^63 bytes");
    }
  }

  TensorEntry entry() {
    return entry;
  }

  Optional<ZipMember> member() {
    return member;
  }

  String where() {
    return content.description();
  }

  /** Why an array of a type that TensorFlow lacks is not read. */
  String refusal() {
    return entry.dtype().label().equals("object")
        ? "an array of Python objects, which is a pickle: it could run anything, and is never read"
        : "arrays of type " + entry.dtype() + " have no values to show; list still works";
  }

  /**
   * The elements, row-major and little-endian.
   *
   * @throws Corrupt if there are fewer bytes than they take
   */
  Elements elements() throws IOException {
    ByteSource stored = content.slice(array.start(), array.bytes());
    Check check = member.isPresent() ? this::checkSum : Check.NONE;
    Shape shape = array.shape();
    Elements elements =
        entry.dtype().isFixed()
            ? FixedElements.ordered(entry.dtype(), stored, array.bigEndian(), check)
            : new NpyStrings(stored, array, check);
    return array.fortran() && shape.rank() > 1 ? elements.view(rowMajor(shape)) : elements;
  }

  /** The transposed array is what is stored: transposes it back. */
  private static View rowMajor(Shape shape) {
    long[] extents = new long[shape.rank()];
    int[] axes = new int[shape.rank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = axes.length - 1 - axis;
      extents[axis] = shape.extent(axes[axis]);
    }
    return View.all(Shape.of(extents)).permuted(axes);
  }

  /**
   * Reads all of a member and compares its sum.
   *
   * @throws Corrupt if they differ, or bytes cannot be inflated
   */
  void checkSum() throws IOException {
    if (member.isEmpty()) {
      return;
    }
    CRC32 crc = new CRC32();
    Pieces.forEach(content, crc::update);
    if ((int) crc.getValue() != member.get().crc()) {
      throw Corrupt.at(
          content.description(),
          "%s: crc-32 is %08x, stored %08x",
          entry.key().quoted(),
          (int) crc.getValue(),
          member.get().crc());
    }
  }

  /**
   * Does so for who wants to know all that is wrong.
   *
   * @param zip the archive
   */
  void checkSum(ByteSource zip, FindingSink findings) throws IOException {
    try {
      checkSum();
    } catch (Corrupt e) {
      long start = ZipDirectory.contentStart(zip, member.orElseThrow());
      findings.damaged(Finding.of(e, entry.key()), packed, start);
    }
  }

  /** The number of unexplained bytes after the elements; negative if some are missing. */
  long surplus() {
    return array.bytes() < 0 ? 0 : content.size() - array.start() - array.bytes();
  }

  @Override
  public void close() throws IOException {
    if (content instanceof InflatedSource inflated) {
      inflated.close();
    }
  }
}
