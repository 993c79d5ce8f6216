package io.github.tfckpt.render;

import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.NumberReader;
import io.github.tfckpt.work.ReadAhead;
import java.io.IOException;

/** One pass over the elements of a tensor that are shown, on several threads if they are many. */
final class ElementPass {

  /** Elements that one thread looks at in one go. */
  private static final int PIECE = 1 << 15;

  /** What a pass finds out, whatever the order of the values. */
  interface Survey<S> {
    /** One that has seen nothing. */
    S empty();

    /** Takes note of a value; returns false if no other value can matter. */
    boolean see(double value);

    /** Takes note of all that another has seen; returns false if no other value can matter. */
    boolean join(S other);
  }

  private static final class Surveyed<S> {
    private S survey;

    Surveyed(S survey) {
      this.survey = survey;
    }
  }

  private final FixedElements elements;
  private final ShownElements shown;
  private final boolean imaginary;

  /**
   * A pass.
   *
   * @param imaginary if it is about the imaginary parts, else the real ones
   */
  ElementPass(FixedElements elements, ShownElements shown, boolean imaginary) {
    this.elements = elements;
    this.shown = shown;
    this.imaginary = imaginary;
  }

  /** Shows the elements to a survey, which is returned. */
  <S extends Survey<S>> S show(S survey) throws IOException {
    long count = elements.count();
    if (shown.areAll() && AheadWords.areWorth(count)) {
      showAhead(count, survey);
    } else {
      NumberReader reader = new NumberReader(elements);
      shown.forEach(index -> survey.see(value(reader, index)));
    }
    return survey;
  }

  private <S extends Survey<S>> void showAhead(long count, S survey) throws IOException {
    long pieces = (count + PIECE - 1) / PIECE;
    try (ReadAhead<Surveyed<S>> ahead =
        new ReadAhead<>(
            pieces,
            0,
            () -> new Surveyed<>(survey.empty()),
            () -> {
              NumberReader reader = new NumberReader(elements);
              return (piece, found) -> {
                found.survey = survey.empty();
                look(reader, piece * PIECE, Math.min(PIECE, count - piece * PIECE), found.survey);
              };
            })) {
      for (long piece = 0; piece < pieces; piece++) {
        if (!survey.join(ahead.take().survey)) {
          return;
        }
      }
    }
  }

  private void look(NumberReader reader, long first, long count, Survey<?> survey)
      throws IOException {
    for (long i = first; i < first + count; i++) {
      if (!survey.see(value(reader, i))) {
        return;
      }
    }
  }

  private double value(NumberReader reader, long index) throws IOException {
    return imaginary ? reader.imaginary(index) : reader.real(index);
  }
}
