package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.checksum.Crc32cJoin;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.source.ByteCursor;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The strings of a tensor as they lie in a shard.
 *
 * <pre>
 *   length*   varint64       one for each string
 *   sum       u32            masked crc32c of the lengths, each as u32, or as u64 if it needs more
 *   string*   u8[length]
 * </pre>
 *
 * <p>The entry's own sum goes on from the lengths' (as fixed width numbers): the stored word {@code
 * sum}, then all strings. The word and the widened lengths have the bundle's endianness.
 *
 * @see "tensorflow/core/util/tensor_bundle/tensor_bundle.cc, ReadStringTensor"
 */
final class StringPayload extends StringElements {

  /** Of every so many strings the place is kept; others are found from there. */
  private static final int STEP = 64;

  /** Bytes of the longest length. */
  static final int MOST_VARINT = 10;

  private static final int WORD = 4;
  private static final int BLOCK = 1 << 16;

  private final ByteSource run;
  private final long count;
  private final ByteOrder order;
  private final int expected;
  private final String what;

  /** Where in the run the length of string {@code i * STEP} stands. */
  private final long[] lengthAt;

  /** Where in the run string {@code i * STEP} begins. */
  private final long[] stringAt;

  private final long lengthsEnd;
  private final long stringsSize;
  private final int lengthsSum;

  /**
   * Walks the lengths.
   *
   * @param run the bytes that the entry names
   * @param expected the entry's plain sum
   * @param what names the tensor in messages
   * @throws Corrupt if the lengths do not fit in the run, or their checksum is wrong
   */
  StringPayload(ByteSource run, long count, boolean bigEndian, int expected, String what)
      throws IOException {
    this.run = run;
    this.count = count;
    this.order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    this.expected = expected;
    this.what = what;
    if (count > run.size()) {
      throw Corrupt.at(
          run.description(), "%s: %d strings do not fit in %d bytes", what, count, run.size());
    }
    int kept = Math.toIntExact((count + STEP - 1) / STEP);
    this.lengthAt = new long[kept];
    this.stringAt = new long[kept];
    Lengths walk = new Lengths();
    this.lengthsEnd = walk.position;
    this.stringsSize = walk.total;
    this.lengthsSum = (int) walk.sum.getValue();
    if (run.size() > 0) {
      checkLengths();
    }
  }

  private void checkLengths() throws IOException {
    long total = lengthsEnd + WORD + stringsSize;
    if (total != run.size()) {
      throw Corrupt.at(
          run.description(),
          "%s: %d bytes stored, its lengths, their checksum and strings take %d",
          what,
          run.size(),
          total);
    }
    int stored = Crc32c.unmask(word().getInt(0));
    if (stored != lengthsSum) {
      throw Corrupt.at(
          run.description(),
          "%s: crc32c of the string lengths is %s, stored %s",
          what,
          Crc32c.hex(lengthsSum),
          Crc32c.hex(stored));
    }
  }

  /** Of the lengths; that of the entry goes on from it. */
  int lengthsSum() {
    return lengthsSum;
  }

  /** Where the lengths end, in bytes from the start of the run. */
  long lengthsEnd() {
    return lengthsEnd;
  }

  private ByteBuffer word() throws IOException {
    ByteBuffer word = ByteBuffer.allocate(WORD).order(order);
    run.read(lengthsEnd, word);
    return word.flip();
  }

  /** One walk over all lengths. */
  private final class Lengths {
    private final ByteBuffer wide = ByteBuffer.allocate(8).order(order);
    final CRC32C sum = new CRC32C();
    long position;
    long total;

    Lengths() throws IOException {
      for (long i = 0; i < count; ) {
        int size = (int) Math.min(BLOCK, run.size() - position);
        ByteSource lengths = run.slice(position, size);
        ByteCursor in = ByteCursor.over(lengths, lengths.readAll(), size);
        boolean last = position + size == run.size();
        for (; i < count && (in.remaining() >= MOST_VARINT || last); i++) {
          if (i % STEP == 0) {
            lengthAt[(int) (i / STEP)] = position + in.position();
            stringAt[(int) (i / STEP)] = total;
          }
          add(in.varint64("string length"));
        }
        position += in.position();
      }
    }

    private void add(long length) throws Corrupt {
      if (length < 0 || length > run.size() - total) {
        throw Corrupt.at(
            run.description(),
            "%s: a string of %s bytes does not fit in the %d stored",
            what,
            Long.toUnsignedString(length),
            run.size());
      }
      total += length;
      wide.clear();
      sum.update(
          length >>> 32 == 0 ? wide.putInt((int) length).flip() : wide.putLong(length).flip());
    }
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public ByteSource at(long index) throws IOException {
    Objects.checkIndex(index, count);
    int kept = (int) (index / STEP);
    int ahead = (int) (index % STEP);
    long at = lengthAt[kept];
    int size = (int) Math.min((long) (ahead + 1) * MOST_VARINT, lengthsEnd - at);
    ByteSource lengths = run.slice(at, size);
    ByteCursor in = ByteCursor.over(lengths, lengths.readAll(), size);
    long start = stringsStart() + stringAt[kept];
    long length = in.varint64("length");
    for (int i = 0; i < ahead; i++) {
      start += length;
      length = in.varint64("length");
    }
    return run.slice(start, length);
  }

  @Override
  public StringElements forward() {
    return new ForwardPayload(this, run);
  }

  @Override
  public void stream(Pieces.Sink sink) throws IOException {
    SummedReads summed = new SummedReads(run, Math.min(stringsStart(), run.size()));
    handOver(new ForwardPayload(this, summed), sink);
    if (summed.isComplete()) {
      compare(joined(summed.sum()));
    } else {
      check();
    }
  }

  @Override
  public void check() throws IOException {
    CRC32C sum = new CRC32C();
    if (stringsSize > 0) {
      Pieces.forEach(run.slice(stringsStart(), stringsSize), sum::update);
    }
    compare(joined((int) sum.getValue()));
  }

  /** Where the strings begin, in bytes from the start of the run. */
  long stringsStart() {
    return lengthsEnd + WORD;
  }

  /** The last string, up to {@code index}, of which the place is kept. */
  static long kept(long index) {
    return index / STEP * STEP;
  }

  /** Where the length of a string stands whose place is kept. */
  long lengthAt(long kept) {
    return lengthAt[(int) (kept / STEP)];
  }

  /** Where a string begins whose place is kept. */
  long stringAt(long kept) {
    return stringsStart() + stringAt[(int) (kept / STEP)];
  }

  /** The sum of the entry, whose lengths were summed when they were walked. */
  private int joined(int strings) throws IOException {
    if (run.size() == 0) {
      // Of no strings nothing at all may be stored, whatever the entry says of it.
      return expected;
    }
    CRC32C word = new CRC32C();
    word.update(word());
    int head = new Crc32cJoin(WORD).join(lengthsSum, (int) word.getValue());
    return new Crc32cJoin(stringsSize).join(head, strings);
  }

  private void compare(int found) throws Corrupt {
    if (found != expected) {
      throw Corrupt.at(
          run.description(),
          "%s: crc32c is %s, stored %s",
          what,
          Crc32c.hex(found),
          Crc32c.hex(expected));
    }
  }
}
