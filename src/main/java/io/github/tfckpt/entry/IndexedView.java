package io.github.tfckpt.entry;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;

/**
 * Some elements of a list, in an order of their own, without a copy: a list may make its elements
 * when they are asked for.
 *
 * @param <E> what is listed
 */
public final class IndexedView<E> extends AbstractList<E> implements RandomAccess {

  private final List<E> all;
  private final int[] order;

  /**
   * A view.
   *
   * @param all the list that it shows a part of
   * @param order indices in {@code all}; stays the giver's, who does not change it any more
   */
  public IndexedView(List<E> all, int[] order) {
    this.all = all;
    this.order = order;
  }

  /**
   * {@return the elements of a list that are wanted, in the same order; the list itself if all are}
   *
   * @param <E> what is listed
   * @param all the list
   * @param wanted asked once of each, in order
   */
  public static <E> List<E> where(List<E> all, Predicate<? super E> wanted) {
    int[] kept = new int[all.size()];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      if (wanted.test(all.get(i))) {
        kept[count++] = i;
      }
    }
    return count == kept.length ? all : new IndexedView<>(all, Arrays.copyOf(kept, count));
  }

  @Override
  public int size() {
    return order.length;
  }

  @Override
  public E get(int index) {
    return all.get(order[index]);
  }
}
