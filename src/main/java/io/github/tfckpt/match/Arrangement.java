package io.github.tfckpt.match;

import io.github.tfckpt.change.Changes;
import io.github.tfckpt.change.Rule;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.tensor.FixedElements;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How the elements of one tensor become those of another: axes change places, one is reversed, then
 * another shape, another type. Found by trying some elements; to be confirmed by all.
 */
final class Arrangement {

  /** Elements that are tried. */
  private static final int SAMPLES = 48;

  /** Tensors with more axes are transposed as a whole only. */
  private static final int MOST_AXES = 5;

  /** Orders of axes that come first: those of convolutions, HWIO and OIHW. */
  private static final List<String> CONVOLUTIONS = List.of("3,2,0,1", "2,3,1,0");

  /**
   * One rule of it.
   *
   * @param action the option that it is typed after
   * @param value what is typed after the pattern: {@code 1,0}
   */
  record Step(Rule.Action action, String value) {
    /** As it is shown beside a pair. */
    String words() {
      return switch (action) {
        case TRANSPOSE -> "transposed " + value;
        case REVERSE -> "reversed " + value;
        case RESHAPE -> "reshaped";
        default -> "cast";
      };
    }
  }

  private final List<Step> steps;

  private Arrangement(List<Step> steps) {
    this.steps = steps;
  }

  List<Step> steps() {
    return steps;
  }

  /** True if it turns a matrix, and does nothing else: done twice, it does nothing. */
  boolean isTurned() {
    return steps.size() == 1
        && steps.get(0).action() == Rule.Action.TRANSPOSE
        && steps.get(0).value().equals("1,0");
  }

  /** A pair with this done to its tensor of A. */
  Pair applied(Pair pair) {
    if (steps.isEmpty()) {
      return pair;
    }
    List<Rule> rules = new ArrayList<>();
    for (Step step : steps) {
      String text = pair.name() + ":" + step.value();
      rules.add(Rule.parse(step.action(), text, name -> name::equals));
    }
    return pair.changed(new Changes(List.of(), rules), List.of(pair.name()));
  }

  /**
   * How the tensor of A becomes that of B, of as many elements, if axes that change places, or one
   * that is reversed, do it.
   *
   * @param any true if shapes and types may differ, and several things may be done at once
   */
  static Optional<Arrangement> find(Checkpoint a, Checkpoint b, Pair pair, boolean any) {
    TensorEntry one = pair.a().orElseThrow();
    TensorEntry other = pair.b().orElseThrow();
    try {
      if (a.read(one).elements() instanceof FixedElements from
          && b.read(other).elements() instanceof FixedElements to) {
        for (Arrangement each : candidates(one, other, any)) {
          Pair changed = each.applied(pair);
          FixedElements elements =
              changed.change().isEmpty()
                  ? from
                  : (FixedElements) changed.change().get().apply(pair.name(), from);
          if (changed.shape().equals(other.shape())
              && looksEqual(elements.bytes(), to.bytes(), elements.dtype().width())) {
            return Optional.of(each);
          }
        }
      } else if (one.shape().equals(other.shape())) {
        return Optional.of(new Arrangement(List.of()));
      }
    } catch (IOException e) {
      // What cannot be read has been reported.
    }
    return Optional.empty();
  }

  private static List<Arrangement> candidates(TensorEntry one, TensorEntry other, boolean any) {
    List<Step> cast =
        one.dtype().equals(other.dtype())
            ? List.of()
            : List.of(new Step(Rule.Action.CAST, other.dtype().label()));
    Shape shape = one.shape();
    List<List<Step>> orders = new ArrayList<>();
    orders.add(List.of());
    for (String order : orders(shape.rank())) {
      orders.add(List.of(new Step(Rule.Action.TRANSPOSE, order)));
    }
    List<Arrangement> all = new ArrayList<>();
    for (List<Step> order : orders.subList(any ? 0 : 1, orders.size())) {
      all.add(joined(List.of(), order, List.of(), cast));
    }
    for (List<Step> order : any ? orders : orders.subList(0, 1)) {
      for (int axis = 0; axis < shape.rank(); axis++) {
        if (shape.extent(axis) > 1) {
          Step reversed = new Step(Rule.Action.REVERSE, Integer.toString(axis));
          all.add(joined(List.of(reversed), order, List.of(), cast));
        }
      }
    }
    if (any && !shape.equals(other.shape())) {
      String extents = other.shape().toString().replace(" ", "");
      List<Step> reshaped = List.of(new Step(Rule.Action.RESHAPE, extents));
      for (List<Step> order : orders) {
        all.add(joined(List.of(), order, reshaped, cast));
      }
    }
    return all;
  }

  @SafeVarargs
  private static Arrangement joined(List<Step>... parts) {
    List<Step> steps = new ArrayList<>();
    for (List<Step> part : parts) {
      steps.addAll(part);
    }
    return new Arrangement(steps);
  }

  /** Orders of axes other than the one that there is, the likely ones first. */
  private static List<String> orders(int rank) {
    List<String> orders = new ArrayList<>();
    if (rank < 2) {
      return orders;
    }
    if (rank == 4) {
      orders.addAll(CONVOLUTIONS);
    }
    StringBuilder backwards = new StringBuilder();
    for (int axis = rank - 1; axis >= 0; axis--) {
      backwards.append(axis).append(axis > 0 ? "," : "");
    }
    orders.add(backwards.toString());
    if (rank <= MOST_AXES) {
      List<String> all = new ArrayList<>();
      permute("", rank, all);
      all.remove(0);
      all.removeAll(orders);
      orders.addAll(all);
    }
    return orders;
  }

  /** All orders that begin with some axes, from the one that there is. */
  private static void permute(String begin, int rank, List<String> all) {
    if (begin.length() == 2 * rank) {
      all.add(begin.substring(0, begin.length() - 1));
      return;
    }
    for (int axis = 0; axis < rank; axis++) {
      if (begin.indexOf('0' + axis) < 0) {
        permute(begin + axis + ",", rank, all);
      }
    }
  }

  private static boolean looksEqual(ByteSource one, ByteSource other, int width)
      throws IOException {
    Random random = new Random(one.size());
    ByteBuffer first = ByteBuffer.allocate(width);
    ByteBuffer second = ByteBuffer.allocate(width);
    for (int i = 0; i < SAMPLES; i++) {
      long at = random.nextLong(one.size() / width) * width;
      one.read(at, first.clear());
      other.read(at, second.clear());
      if (!first.flip().equals(second.flip())) {
        return false;
      }
    }
    return true;
  }
}
