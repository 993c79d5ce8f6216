package io.github.tfckpt.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random shapes, and random ways to cut them into boxes. */
public final class Tilings {

  private Tilings() {}

  /** A shape of this rank with at most {@code most} elements, none of its extents 0. */
  public static long[] shape(Random random, int rank, long most) {
    long[] shape = new long[rank];
    java.util.Arrays.fill(shape, 1);
    for (int axis : axes(random, rank)) {
      long room = most / Samples.count(shape);
      shape[axis] = 1L + random.nextInt((int) Math.min(room, rank > 4 ? 4 : 12));
    }
    return shape;
  }

  private static List<Integer> axes(Random random, int rank) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(i);
    }
    Collections.shuffle(axes, random);
    return axes;
  }

  /**
   * Boxes that cover a shape, none twice, in random order: cut in two at random, again and again. A
   * whole dimension is spelled as all of it, or in numbers.
   */
  public static List<long[][]> tile(Random random, long... shape) {
    List<long[][]> boxes = new ArrayList<>();
    long[][] all = new long[shape.length][];
    for (int axis = 0; axis < shape.length; axis++) {
      all[axis] = new long[] {0, shape[axis]};
    }
    cut(random, all, 1 + random.nextInt(4), boxes);
    for (long[][] box : boxes) {
      for (int axis = 0; axis < shape.length; axis++) {
        if (box[axis][0] == 0 && box[axis][1] == shape[axis] && random.nextBoolean()) {
          box[axis][1] = -1;
        }
      }
    }
    Collections.shuffle(boxes, random);
    return boxes;
  }

  private static void cut(Random random, long[][] box, int depth, List<long[][]> boxes) {
    for (int axis : depth == 0 ? List.<Integer>of() : axes(random, box.length)) {
      long length = box[axis][1];
      if (length > 1) {
        long left = 1L + random.nextInt((int) length - 1);
        cut(random, with(box, axis, box[axis][0], left), depth - 1, boxes);
        cut(random, with(box, axis, box[axis][0] + left, length - left), depth - 1, boxes);
        return;
      }
    }
    boxes.add(box);
  }

  private static long[][] with(long[][] box, int axis, long start, long length) {
    long[][] part = new long[box.length][];
    for (int i = 0; i < box.length; i++) {
      part[i] = i == axis ? new long[] {start, length} : box[i].clone();
    }
    return part;
  }
}
