package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.Pieces;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Elements of constant width: a source of their bytes, little-endian. */
public final class FixedElements implements Elements {

  /** Compares stored checksums, whatever they cover, with what is in the files now. */
  @FunctionalInterface
  public interface Check {
    /**
     * Compares them.
     *
     * @throws Corrupt if one is not what is stored
     * @throws IOException if a file cannot be read
     */
    void run() throws IOException;

    /** Nothing to compare with. */
    Check NONE = () -> {};
  }

  private final DType dtype;
  private final ByteSource bytes;
  private final Check check;

  /**
   * Elements whose bytes a source gives.
   *
   * @param dtype a type of fixed width
   * @param bytes row-major and little-endian, as many as the elements take
   * @param check what a read of all of them has to compare first
   * @throws IllegalArgumentException if the width is not fixed, or the last element is not whole
   */
  public FixedElements(DType dtype, ByteSource bytes, Check check) {
    if (!dtype.isFixed() || bytes.size() % dtype.width() != 0) {
      throw new IllegalArgumentException(bytes.size() + " bytes of " + dtype);
    }
    this.dtype = dtype;
    this.bytes = bytes;
    this.check = check;
  }

  /**
   * {@return elements that lie in one run of a file under a checksum of their own}
   *
   * @param dtype a type of fixed width
   * @param stored the bytes as they are in the file
   * @param bigEndian if each element has to be turned around
   * @param sum plain CRC-32C of the stored bytes
   * @param what names the tensor in the message if the sum is another
   */
  public static FixedElements summed(
      DType dtype, ByteSource stored, boolean bigEndian, int sum, String what) {
    ByteSource bytes = littleEndian(dtype, stored, bigEndian);
    return new FixedElements(dtype, bytes, new StoredSum(stored, sum, what));
  }

  /**
   * {@return elements that lie in one run of a file in either byte order}
   *
   * @param dtype a type of fixed width
   * @param stored the bytes as they are in the file
   * @param bigEndian if each element has to be turned around
   * @param check what a read of all of them has to compare first
   * @throws IllegalArgumentException if the width is not fixed, or the last element is not whole
   */
  public static FixedElements ordered(
      DType dtype, ByteSource stored, boolean bigEndian, Check check) {
    return new FixedElements(dtype, littleEndian(dtype, stored, bigEndian), check);
  }

  private static ByteSource littleEndian(DType dtype, ByteSource stored, boolean bigEndian) {
    return bigEndian && dtype.swapUnit() > 1 ? new SwappedSource(stored, dtype.swapUnit()) : stored;
  }

  /** {@return the type of each element} */
  public DType dtype() {
    return dtype;
  }

  /**
   * {@return all elements, row-major and little-endian; checksums are not compared when they are
   * read}
   */
  public ByteSource bytes() {
    return bytes;
  }

  /**
   * {@return true if all {@link #bytes}, in order, have a checksum of their own: see {@link
   * #compareSum}}
   */
  public boolean isSummed() {
    return check instanceof StoredSum sum && sum.isOf(bytes);
  }

  /**
   * Compares the checksum of all {@link #bytes}, for who has read them anyway; does nothing if they
   * have none of their own.
   *
   * @param found their plain CRC-32C
   * @throws Corrupt if the checkpoint keeps another
   */
  public void compareSum(int found) throws Corrupt {
    if (check instanceof StoredSum sum && sum.isOf(bytes)) {
      sum.compare(found);
    }
  }

  @Override
  public long count() {
    return bytes.size() / dtype.width();
  }

  @Override
  public void check() throws IOException {
    check.run();
  }

  @Override
  public void stream(Pieces.Sink sink) throws IOException {
    if (bytes instanceof Cast cast) {
      cast.stream(sink);
    } else if (isSummed()) {
      CRC32C crc = new CRC32C();
      Pieces.forEach(
          bytes,
          Pieces.PIPE,
          piece -> {
            crc.update(piece.duplicate());
            sink.accept(piece);
          });
      compareSum((int) crc.getValue());
    } else {
      check.run();
      Pieces.forEach(inOrder(count()), Pieces.PIPE, sink);
    }
  }

  /**
   * {@return all elements in blocks for several threads} Those of a great transposed matrix are cut
   * along both axes, so that runs are long where they are read and where they go.
   */
  public ElementBlocks blocks() {
    Optional<TransposedBlocks> transposed =
        bytes instanceof ViewSource view ? view.blocks(check) : Optional.empty();
    if (transposed.isPresent()) {
      return transposed.get();
    }
    return bytes instanceof Cast ? new StreamedBlock(this) : new StraightBlocks(this);
  }

  /** {@return how many bytes a thread reads best before another goes on, if it reads in order} */
  public static int forwardBytes() {
    return PanelSpace.PANEL;
  }

  /**
   * {@return all {@link #bytes}, for one thread that reads them in order: faster if transposed}
   *
   * @param end the element before which it will stop
   */
  public ByteSource inOrder(long end) {
    if (bytes instanceof Cast cast) {
      return cast.inOrder(end);
    }
    return bytes instanceof ViewSource view ? view.inOrder(end * dtype.width()) : bytes;
  }

  /**
   * {@return these elements as another type} Floats are rounded once, to the nearest value, of two
   * the even one. Integers have to fit: one that does not is {@code Unsupported} when it is read.
   *
   * @param what names the tensor in messages
   * @param to a float type for floats, a complex one for complex numbers, either an integer or a
   *     float type for integers
   * @throws IllegalArgumentException for any other pair of types
   */
  public FixedElements cast(String what, DType to) {
    return to.equals(dtype) ? this : new FixedElements(to, new Cast(what, this, to), this::check);
  }

  /**
   * {@return the mean of some tensors, element by element} It is added up in float64 and rounded
   * once. The checksums of all of them are compared before it is streamed.
   *
   * @param all at least one, of one float or complex type, as many elements in each
   * @throws IllegalArgumentException if they are not
   */
  public static FixedElements mean(List<FixedElements> all) {
    FixedElements last = all.get(all.size() - 1);
    for (FixedElements each : all) {
      if (!each.dtype.equals(last.dtype) || each.count() != last.count()) {
        throw new IllegalArgumentException(each.dtype + " and " + last.dtype);
      }
    }
    if (last.dtype.layout().isEmpty()) {
      throw new IllegalArgumentException("no mean of " + last.dtype);
    }
    return new FixedElements(
        last.dtype,
        new Mean(List.copyOf(all)),
        () -> {
          for (FixedElements each : all) {
            each.check();
          }
        });
  }

  /**
   * {@return true if elements of one type can be {@link #cast} to another}
   *
   * @param from the type that they have
   * @param to the type that they would get
   */
  public static boolean isCastable(DType from, DType to) {
    return from.equals(to) || Cast.isPossible(from, to);
  }

  /**
   * {@return how many finite numbers a {@link #cast} has made infinite or NaN in a {@link #stream}}
   */
  public long overflows() {
    return bytes instanceof Cast cast ? cast.overflows() : 0;
  }

  @Override
  public FixedElements view(View view) {
    return new FixedElements(dtype, new ViewSource(bytes, dtype.width(), view), Check.NONE);
  }

  @Override
  public FixedElements rearranged(View view) {
    return new FixedElements(dtype, new ViewSource(bytes, dtype.width(), view), check);
  }
}
