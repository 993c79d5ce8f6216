package io.github.tfckpt.match;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.work.Job;
import io.github.tfckpt.work.Scheduler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/**
 * The order-free digest of a tensor: the sum, modulo 2<sup>64</sup>, of a mix of the bits of each
 * element. It stays the same when elements are transposed, reversed or reshaped, and adds up over
 * ranges of elements. Strings are taken as they follow one another.
 */
final class ValueSum implements Job<ByteBuffer> {

  /** Bytes of a step: whole elements of every width. */
  private static final long RANGE = 16 << 20;

  private static final int PIECE = 1 << 20;

  /** Tensors whose sums are taken ahead. */
  private static final int AHEAD = 64;

  /** A tensor, and the type that its elements are cast to first. */
  record Subject(Checkpoint of, TensorEntry entry, DType as) {}

  private final Checkpoint checkpoint;
  private final TensorEntry entry;
  private final DType as;
  private final LongConsumer progress;
  private Optional<Elements> elements = Optional.empty();
  private long[] sums = {};
  private OptionalLong result = OptionalLong.empty();

  ValueSum(Subject subject, LongConsumer progress) {
    this.checkpoint = subject.of();
    this.entry = subject.entry();
    this.as = subject.as();
    this.progress = progress;
  }

  /** The sums of tensors, in their order; empty of one that cannot be read. */
  static List<OptionalLong> all(List<Subject> subjects, int threads, LongConsumer progress)
      throws InterruptedIOException {
    List<OptionalLong> all = new ArrayList<>();
    try (Scheduler<ByteBuffer, ValueSum> sums =
        new Scheduler<>(
            subjects.size(),
            i -> new ValueSum(subjects.get((int) i), progress),
            AHEAD,
            threads,
            ValueSum::space)) {
      for (int i = 0; i < subjects.size(); i++) {
        all.add(sums.take().result());
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("what fails has no sum", e);
    }
    return all;
  }

  /** What a thread works with. */
  static ByteBuffer space() {
    return ByteBuffer.allocateDirect(PIECE).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public int begin() throws IOException {
    Elements read = checkpoint.read(entry).elements();
    elements = Optional.of(read instanceof FixedElements fixed ? fixed.cast("", as) : read);
    long bytes = read instanceof FixedElements ? bytes().size() : 1;
    sums = new long[Math.toIntExact((bytes + RANGE - 1) / RANGE)];
    return sums.length;
  }

  private ByteSource bytes() {
    return ((FixedElements) elements.orElseThrow()).bytes();
  }

  @Override
  public void step(int step, ByteBuffer buffer) throws IOException {
    if (!(elements.orElseThrow() instanceof FixedElements)) {
      CRC32C crc = new CRC32C();
      elements.get().stream(crc::update);
      sums[step] = crc.getValue();
      return;
    }
    long end = Math.min(bytes().size(), (step + 1) * RANGE);
    for (long at = step * RANGE; at < end; at += PIECE) {
      buffer.clear().limit((int) Math.min(PIECE, end - at));
      bytes().read(at, buffer);
      sums[step] += sum(buffer.flip(), as.width());
    }
    progress.accept(end - step * RANGE);
  }

  /**
   * The sum over some elements.
   *
   * @param width bytes of each
   */
  static long sum(ByteBuffer piece, int width) {
    long sum = 0;
    int end = piece.limit();
    switch (width) {
      case 1 -> {
        for (int at = piece.position(); at < end; at++) {
          sum += mix(piece.get(at) & 0xff);
        }
      }
      case 2 -> {
        for (int at = piece.position(); at < end; at += 2) {
          sum += mix(piece.getShort(at) & 0xffff);
        }
      }
      case 4 -> {
        for (int at = piece.position(); at < end; at += 4) {
          sum += mix(piece.getInt(at) & 0xffffffffL);
        }
      }
      case 8 -> {
        for (int at = piece.position(); at < end; at += 8) {
          sum += mix(piece.getLong(at));
        }
      }
      default -> {
        for (int at = piece.position(); at < end; at += 16) {
          sum += mix(mix(piece.getLong(at)) + piece.getLong(at + 8));
        }
      }
    }
    return sum;
  }

  /**
   * Mixes 64 bits.
   *
   * @see "Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014: the
   *     finalizer of SplitMix64"
   */
  static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public int join() {
    long all = 0;
    for (long sum : sums) {
      all += sum;
    }
    result = OptionalLong.of(all);
    return 0;
  }

  @Override
  public void fail(IOException e) {
    // What cannot be read is like nothing; a comparison reports it.
  }

  /** The sum; empty if the tensor cannot be read. */
  OptionalLong result() {
    return result;
  }
}
