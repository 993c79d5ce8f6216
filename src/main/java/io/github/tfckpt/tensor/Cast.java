package io.github.tfckpt.tensor;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Elements as another type. Floats are rounded once, to the nearest value, of two the even one.
 * Integers must fit; as floats they must be exact.
 */
final class Cast implements ByteSource {

  /** Elements that are turned at once. */
  private static final int PIECE = 1 << 13;

  /** The bits of an unsigned number from 2^63 on that a double has no place for. */
  private static final long LOST_IN_DOUBLE = 0x7ff;

  private final String what;
  private final FixedElements from;
  private final ByteSource source;
  private final DType to;
  private final AtomicLong overflows;

  /** Some elements as another type; messages name the tensor. */
  Cast(String what, FixedElements from, DType to) {
    this(what, from, from.bytes(), to, new AtomicLong());
    if (!isPossible(from.dtype(), to)) {
      throw new IllegalArgumentException(from.dtype() + " as " + to);
    }
  }

  private Cast(String what, FixedElements from, ByteSource source, DType to, AtomicLong overflows) {
    this.what = what;
    this.from = from;
    this.source = source;
    this.to = to;
    this.overflows = overflows;
  }

  /** True for floats as floats, complex numbers as such, and integers as either. */
  static boolean isPossible(DType from, DType to) {
    if (isInteger(from)) {
      return isInteger(to) || isFloat(to);
    }
    return isFloat(from) ? isFloat(to) : from.kind() == Kind.COMPLEX && to.kind() == Kind.COMPLEX;
  }

  private static boolean isInteger(DType dtype) {
    return dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
  }

  private static boolean isFloat(DType dtype) {
    return dtype.kind() == Kind.FLOAT || dtype.kind() == Kind.SMALL_FLOAT;
  }

  /** The same for one thread that reads in order. */
  Cast inOrder(long end) {
    return new Cast(what, from, from.inOrder(end), to, overflows);
  }

  /** How many finite numbers have become infinite or NaN in {@link #stream}, so far. */
  long overflows() {
    return overflows.get();
  }

  /** Hands over all elements; compares checksums of what is cast as its own stream does. */
  void stream(Pieces.Sink sink) throws IOException {
    Turn turn = new Turn();
    long[] index = {0};
    from.stream(
        piece -> {
          int width = from.dtype().width();
          ByteBuffer whole = piece.slice().order(ByteOrder.LITTLE_ENDIAN);
          int count = whole.remaining() / width;
          for (int first = 0; first < count; first += PIECE) {
            int some = Math.min(PIECE, count - first);
            turn.run(whole.slice(first * width, some * width), some, index[0]);
            index[0] += some;
            sink.accept(turn.result());
          }
        });
    overflows.addAndGet(turn.encoder.map(Encoder::overflows).orElse(0L));
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public long size() {
    return Math.multiplyExact(from.count(), (long) to.width());
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    Turn turn = new Turn();
    ByteBuffer bytes = ByteBuffer.allocate(PIECE * from.dtype().width());
    for (long at = offset; target.hasRemaining(); ) {
      long first = at / to.width();
      int inside = (int) (at % to.width());
      long wanted = (inside + target.remaining() + to.width() - 1L) / to.width();
      int count = (int) Math.min(PIECE, wanted);
      bytes.clear().limit(count * from.dtype().width());
      source.read(first * from.dtype().width(), bytes);
      turn.run(bytes.flip(), count, first);
      ByteBuffer result = turn.result().position(inside);
      result.limit(Math.min(result.limit(), inside + target.remaining()));
      at += result.remaining();
      target.put(result);
    }
  }

  /** Turns pieces; for one thread. */
  private final class Turn {

    private final boolean exact = isInteger(from.dtype());
    private final Decoder decoder = new Decoder(from.dtype(), PIECE);
    private final int parts = decoder.numbersPerElement();
    private final double[] numbers = new double[exact ? 0 : parts * PIECE];
    private final long[] integers = new long[exact ? PIECE : 0];
    private final ByteBuffer out =
        ByteBuffer.allocate(PIECE * to.width()).order(ByteOrder.LITTLE_ENDIAN);
    private final Optional<Encoder> encoder =
        to.layout().isPresent() ? Optional.of(new Encoder(to)) : Optional.empty();

    /** What the last {@link #run} gave. */
    ByteBuffer result() {
      return out;
    }

    void run(ByteBuffer piece, int count, long index) throws Unsupported {
      ByteBuffer bytes = piece.slice().order(ByteOrder.LITTLE_ENDIAN);
      out.clear();
      if (to.equals(DType.FLOAT32)
          && from.dtype().width() <= Short.BYTES
          && isFloat(from.dtype())) {
        widen(bytes, count);
      } else if (exact) {
        decoder.decodeIntegers(bytes, 0, count, integers);
        for (int i = 0; i < count; i++) {
          put(integers[i], index + i);
        }
      } else {
        decoder.decode(bytes, 0, count, numbers);
        for (int i = 0; i < parts * count; i++) {
          encoder.orElseThrow().put(numbers[i], out);
        }
      }
      out.flip();
    }

    /** Keeps the bits of a NaN, which arithmetic does not. */
    private void widen(ByteBuffer bytes, int count) {
      FloatLayout layout = from.dtype().layout().orElseThrow();
      for (int i = 0; i < count; i++) {
        int code = from.dtype().width() == 1 ? bytes.get(i) : bytes.getShort(2 * i);
        out.putFloat(layout.widen(code));
      }
    }

    private void put(long number, long index) throws Unsupported {
      if (isFloat(to)) {
        double value = Decoder.asDouble(number, decoder.isUnsigned());
        int at = out.position();
        encoder.orElseThrow().put(value, out);
        if (!isExact(number, value, at)) {
          throw unfit(number, index);
        }
        return;
      }
      boolean large = decoder.isUnsigned() && number < 0;
      long most =
          -1L >>> (to.kind() == Kind.INT ? Long.SIZE + 1 - to.bits() : Long.SIZE - to.bits());
      long least = to.kind() == Kind.INT ? -most - 1 : 0;
      boolean isWidest = to.kind() == Kind.UINT && to.bits() == Long.SIZE;
      boolean fits = !large && number >= least && number <= most;
      if (isWidest) {
        fits = decoder.isUnsigned() || number >= 0;
      }
      if (!fits) {
        throw unfit(number, index);
      }
      put(number, to.width());
    }

    private boolean isExact(long number, double value, int at) {
      FloatLayout layout = to.layout().orElseThrow();
      double stored =
          switch (to.width()) {
            case Double.BYTES -> out.getDouble(at);
            case Float.BYTES -> out.getFloat(at);
            case Short.BYTES -> layout.widen(out.getShort(at));
            default -> layout.widen(out.get(at));
          };
      boolean isLarge = decoder.isUnsigned() && number < 0;
      boolean whole =
          isLarge ? (number & LOST_IN_DOUBLE) == 0 : (long) value == number && value < 0x1p63;
      return whole && stored == value;
    }

    private Unsupported unfit(long number, long index) {
      String text = decoder.isUnsigned() ? Long.toUnsignedString(number) : "" + number;
      return Unsupported.at(
          description(), "%s: %s at element %d does not fit in %s", what, text, index, to);
    }

    private void put(long code, int width) {
      switch (width) {
        case 1 -> out.put((byte) code);
        case 2 -> out.putShort((short) code);
        case 4 -> out.putInt((int) code);
        default -> out.putLong(code);
      }
    }
  }
}
