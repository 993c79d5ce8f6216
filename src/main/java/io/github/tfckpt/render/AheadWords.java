package io.github.tfckpt.render;

import io.github.tfckpt.text.AsciiBuffer;
import io.github.tfckpt.work.ReadAhead;
import java.io.IOException;
import java.util.Optional;

/** Words of all elements of a tensor, in row-major order, made by several threads ahead. */
final class AheadWords implements Words {

  /** Words that one thread makes in one go. */
  private static final int PIECE = 1 << 12;

  /** From this many words on, threads are worth while. */
  private static final long MANY = 1 << 15;

  private static final class Piece {
    private final AsciiBuffer text = new AsciiBuffer();
    private final int[] ends = new int[PIECE];
  }

  private final long count;
  private final NumberWords numbers;
  private Optional<ReadAhead<Piece>> ahead = Optional.empty();
  private Piece piece = new Piece();
  private long word = -1;

  /**
   * Words that are first made when one is asked for.
   *
   * @param numbers makes a word
   */
  AheadWords(long count, NumberWords numbers) {
    this.count = count;
    this.numbers = numbers;
  }

  private ReadAhead<Piece> begin() {
    return new ReadAhead<>(
        (count + PIECE - 1) / PIECE,
        0,
        Piece::new,
        () -> {
          NumberWords words = numbers.another();
          return (number, memory) -> fill(words, number * PIECE, memory);
        });
  }

  /** True if that many words are worth the threads. */
  static boolean areWorth(long count) {
    return count >= MANY;
  }

  private void fill(NumberWords words, long start, Piece piece) throws IOException {
    piece.text.clear();
    long length = Math.min(PIECE, count - start);
    for (int i = 0; i < length; i++) {
      words.append(start + i, piece.text);
      piece.ends[i] = piece.text.size();
    }
  }

  @Override
  public long prepare(long index) throws IOException {
    if (index != word + 1) {
      throw new IllegalStateException("word " + index + " behind " + word);
    }
    word = index;
    int at = (int) (index % PIECE);
    if (at == 0) {
      ReadAhead<Piece> begun = ahead.orElseGet(this::begin);
      ahead = Optional.of(begun);
      piece = begun.take();
    }
    return (long) piece.ends[at] - start(at);
  }

  private int start(int at) {
    return at == 0 ? 0 : piece.ends[at - 1];
  }

  @Override
  public void writeTo(RowWriter out) throws IOException {
    int at = (int) (word % PIECE);
    out.word(piece.text, start(at), piece.ends[at]);
  }

  @Override
  public void close() {
    ahead.ifPresent(ReadAhead::close);
  }
}
