package io.github.tfckpt.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.tfckpt.testing.NumpyGoldens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectionTest {

  private static List<Long> elements(View view) {
    List<Long> found = new ArrayList<>();
    for (long i = 0; i < view.shape().elementCount(); i++) {
      found.add(view.source(i));
    }
    return found;
  }

  @Test
  void selectsWhatNumpySelects() throws IOException {
    for (JsonObject one : NumpyGoldens.of("select")) {
      Shape shape = Shape.of(NumpyGoldens.longs(one, "shape"));
      Selection selection = Selection.parse(one.get("selection").getAsString());
      if (one.has("error")) {
        String message =
            assertThrows(IllegalArgumentException.class, () -> selection.on(shape), one::toString)
                .getMessage();
        assertTrue(message.contains(one.get("error").getAsString()), () -> message + " " + one);
      } else {
        View view = selection.on(shape);
        assertEquals(Shape.of(NumpyGoldens.longs(one, "result")), view.shape(), one::toString);
        List<Long> expected = new ArrayList<>();
        for (long element : NumpyGoldens.longs(one, "elements")) {
          expected.add(element);
        }
        assertEquals(expected, elements(view), one::toString);
      }
    }
  }

  /** Every slice of two axes with all bounds around the extents, against walking step by step. */
  @Test
  void slicesLikeWalking() {
    for (long extent = 0; extent <= 4; extent++) {
      for (String first : slices(extent)) {
        Shape shape = Shape.of(extent, 3);
        List<Long> rows = walk(first, extent);
        List<Long> expected = new ArrayList<>();
        for (long row : rows) {
          for (long column = 2; column >= 0; column -= 2) {
            expected.add(row * 3 + column);
          }
        }
        View view = Selection.parse("[" + first + ", ::-2]").on(shape);
        assertEquals(Shape.of(rows.size(), 2), view.shape(), first);
        assertEquals(expected, elements(view), () -> first + " of " + shape);
      }
    }
  }

  private static List<String> slices(long extent) {
    List<String> bounds = new ArrayList<>(List.of(""));
    for (long bound = -extent - 2; bound <= extent + 2; bound++) {
      bounds.add(Long.toString(bound));
    }
    List<String> slices = new ArrayList<>();
    for (String start : bounds) {
      for (String stop : bounds) {
        for (String step : List.of("", "1", "2", "3", "9", "-1", "-2", "-3", "-9")) {
          slices.add(start + ":" + stop + ":" + step);
        }
      }
    }
    return slices;
  }

  /** Indices one by one: a bound below the first index stands before it, and so on. */
  private static List<Long> walk(String slice, long extent) {
    String[] parts = slice.split(":", -1);
    long step = parts[2].isEmpty() ? 1 : Long.parseLong(parts[2]);
    long start = step > 0 ? 0 : extent - 1;
    long stop = step > 0 ? extent : Long.MIN_VALUE;
    if (!parts[0].isEmpty()) {
      start = Long.parseLong(parts[0]);
      start += start < 0 ? extent : 0;
      start = step > 0 ? Math.max(start, 0) : Math.min(start, extent - 1);
    }
    if (!parts[1].isEmpty()) {
      stop = Long.parseLong(parts[1]);
      stop += stop < 0 ? extent : 0;
    }
    List<Long> taken = new ArrayList<>();
    for (long at = start; step > 0 ? at < stop : at > stop; at += step) {
      if (at < 0 || at >= extent) {
        break;
      }
      taken.add(at);
    }
    return taken;
  }

  @Test
  void countsIn64Bits() {
    long extent = 1L << 40;
    View view = Selection.parse("[-1, 1099511627774::-1099511627774]").on(Shape.of(5, extent));
    assertEquals(Shape.of(2), view.shape());
    assertEquals(List.of(4 * extent + extent - 2, 4 * extent), elements(view));
    View all = Selection.parse("[::9223372036854775807]").on(Shape.of(Long.MAX_VALUE));
    assertEquals(List.of(0L), elements(all));
    View back = Selection.parse("[::-9223372036854775808]").on(Shape.of(Long.MAX_VALUE));
    assertEquals(List.of(Long.MAX_VALUE - 1), elements(back));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "]",
        "5",
        "[]",
        "[,]",
        "[,1]",
        "[1,,2]",
        "[a]",
        "[1.5]",
        "[1 2]",
        "[..]",
        "[....]",
        "[1:2:3:4]",
        "[::0]",
        "[..., ...]",
        "[--1]",
        "[-]",
        "[1:b]",
        "[none]",
        "[01]",
        "[-007]",
        "[1:02]",
        "[(]",
        "[()()]",
        "[(), 1]",
        "[(1), 2]",
        "[((1, 2))]",
        "[[1]]",
        "[[0, 1], 0]",
        "[0-9]",
        "[0x1]",
        "[\u0661]"
      })
  void refusesOther(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Selection.parse(text)).getMessage();
    assertTrue(message.startsWith("selection " + text + ": "), message);
  }

  @Test
  void saysWhatIsOutOfRange() {
    assertEquals(
        "index 7 is out of range for axis 1 with extent 5",
        assertThrows(
                IllegalArgumentException.class, () -> Selection.parse("[0, 7]").on(Shape.of(3, 5)))
            .getMessage());
    assertEquals(
        "index 99999999999999999999 is out of range for axis 0 with extent 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> Selection.parse("[99999999999999999999]").on(Shape.of(3)))
            .getMessage());
    assertEquals(
        "too many indices: 2 are given, the tensor has rank 1",
        assertThrows(
                IllegalArgumentException.class, () -> Selection.parse("[0, 0]").on(Shape.of(3)))
            .getMessage());
  }

  @Test
  void findsWhatMayBeASelection() {
    assertEquals(
        Optional.of(new Selection.Candidate("w", "[5, :10]")), Selection.candidate("w[5, :10]"));
    assertEquals(
        Optional.of(new Selection.Candidate("a[0]/w", "[1]")), Selection.candidate("a[0]/w[1]"));
    assertEquals(Optional.empty(), Selection.candidate("w"));
    assertEquals(Optional.empty(), Selection.candidate("a[0]/w"));
    assertEquals(Optional.empty(), Selection.candidate("[0]"));
    assertEquals(Optional.empty(), Selection.candidate("w]"));
  }
}
