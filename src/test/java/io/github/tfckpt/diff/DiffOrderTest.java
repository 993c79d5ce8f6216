package io.github.tfckpt.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is sorted by a number: the greatest difference first, what has none last. */
final class DiffOrderTest {

  private static final double NONE = Double.NaN;

  private static TensorDiff diff(String name, long extent, Status status, Metrics... found) {
    TensorEntry entry =
        TensorEntry.scattered(Bytes.utf8(name), DType.FLOAT32, Shape.of(extent), List.of());
    Pair pair = new Pair(Optional.of(entry), Optional.of(entry), name, name);
    Optional<Metrics> metrics = found.length == 0 ? Optional.empty() : Optional.of(found[0]);
    return new TensorDiff(pair, status, metrics, "", Optional.empty());
  }

  private static Metrics found(
      long differing, double maxAbs, double maxRel, double rms, double cosine, double change) {
    return new Metrics(20, differing, maxAbs, 0, 0, maxRel, rms, 0, cosine, change, 0, 0, 20, 1);
  }

  private static final List<TensorDiff> DIFFS =
      List.of(
          diff("t10", 20, Status.DIFFERENT, found(20, 0.5, 9, 0.1, 0.9, 0.3)),
          diff("t2", 20, Status.DIFFERENT, found(2, 7, 1, 0.2, -0.5, 0.1)),
          diff("t3", 20, Status.CLOSE, found(0, 0.1, 3, 0.05, 0.99, 0.2)),
          diff("words", 20, Status.DIFFERENT, found(3, NONE, NONE, NONE, NONE, NONE)),
          diff("shape", 400, Status.SHAPE),
          diff("same", 1, Status.IDENTICAL, Metrics.same(1)));

  private static String sorted(DiffOrder order, boolean backwards) {
    List<TensorDiff> shuffled = new ArrayList<>(DIFFS);
    Collections.rotate(shuffled, 3);
    return order.sort(shuffled, backwards).stream()
        .map(each -> each.pair().name())
        .collect(Collectors.joining(" "));
  }

  @Test
  void greatestFirst() {
    assertEquals("words t10 t2 shape t3 same", sorted(DiffOrder.CHANGE, false));
    assertEquals("same shape t2 t3 t10 words", sorted(DiffOrder.NAME, false));
    assertEquals("t2 t10 words shape t3 same", sorted(DiffOrder.STATUS, false));
    assertEquals("t10 words t2 same t3 shape", sorted(DiffOrder.DIFFERING, false));
    assertEquals("t2 t10 t3 same shape words", sorted(DiffOrder.MAX_ABS, false));
    assertEquals("t10 t3 t2 same shape words", sorted(DiffOrder.MAX_REL, false));
    assertEquals("t2 t10 t3 same shape words", sorted(DiffOrder.RMS, false));
    assertEquals("t2 t10 t3 same shape words", sorted(DiffOrder.COSINE, false));
    assertEquals("shape t2 t3 t10 words same", sorted(DiffOrder.PARAMS, false));
  }

  @Test
  void whatHasNoNumberIsLastBackwardsToo() {
    assertEquals("same t3 t10 t2 words shape", sorted(DiffOrder.MAX_ABS, true));
    assertEquals("words t10 t3 t2 shape same", sorted(DiffOrder.NAME, true));
    assertEquals("same words t10 t3 t2 shape", sorted(DiffOrder.PARAMS, true));
  }

  @Test
  void linesThatStandForSeveralAreSortedByTheWorstOfThem() {
    List<TensorDiff> diffs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      // The change decides which is first; another of the three is farthest off.
      diffs.add(
          diff("layer_" + i, 20, Status.DIFFERENT, found(20, 1 + i, 0, 0, 0.9, 0.5 - 0.01 * i)));
    }
    diffs.add(diff("other", 20, Status.DIFFERENT, found(20, 2, 0, 0, 0.9, 0.01)));
    List<FoldedDiff> folded = FoldedDiff.fold(TensorDiff.byChange(diffs));
    assertEquals(
        List.of("layer_[0-2]", "other"),
        DiffOrder.MAX_ABS.sortFolded(folded, false).stream().map(FoldedDiff::name).toList());
  }
}
