package io.github.tfckpt.tensor;

import io.github.tfckpt.fuzz.Input;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Any text as a selection of a small tensor: refused, or a view whose indices all lie inside. One
 * axis is also compared with a slice taken by plain steps.
 */
public final class SelectionFuzz {

  private SelectionFuzz() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    long[] extents = new long[input.u8() % 5];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = input.u8() % 7;
    }
    long extent = input.u8() % 9;
    long start = (byte) input.u8() / 8;
    long stop = (byte) input.u8() / 8;
    long step = (byte) input.u8() / 16;
    if (step != 0) {
      compare(extent, start, stop, step);
    }
    any(new String(input.rest(), StandardCharsets.UTF_8), Shape.of(extents));
  }

  private static void any(String text, Shape shape) {
    Selection.candidate(text);
    View view;
    try {
      view = Selection.parse(text).on(shape);
    } catch (IllegalArgumentException e) {
      return;
    }
    long count = view.shape().elementCount();
    if (count > shape.elementCount()) {
      throw new AssertionError(text + " of " + shape + " has " + count + " elements");
    }
    for (long at : indices(view)) {
      if (at < 0 || at >= shape.elementCount()) {
        throw new AssertionError(text + " of " + shape + " reaches " + at);
      }
    }
  }

  private static void compare(long extent, long start, long stop, long step) {
    List<Long> wanted = new ArrayList<>();
    long least = step > 0 ? 0 : -1;
    long most = step > 0 ? extent : extent - 1;
    long from = Math.max(least, Math.min(most, start < 0 ? start + extent : start));
    long to = Math.max(least, Math.min(most, stop < 0 ? stop + extent : stop));
    for (long at = from; step > 0 ? at < to : at > to; at += step) {
      wanted.add(at);
    }
    String text = "[" + start + ":" + stop + ":" + step + "]";
    List<Long> found = indices(Selection.parse(text).on(Shape.of(extent)));
    if (!found.equals(wanted)) {
      throw new AssertionError(text + " of " + extent + ": " + found + ", not " + wanted);
    }
  }

  private static List<Long> indices(View view) {
    List<Long> all = new ArrayList<>();
    for (long i = 0; i < view.shape().elementCount(); i++) {
      all.add(view.source(i));
    }
    return all;
  }
}
