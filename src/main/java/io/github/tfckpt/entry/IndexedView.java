package io.github.tfckpt.entry;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Some entries of a list, in an order of their own, without a copy. */
public final class IndexedView extends AbstractList<TensorEntry> implements RandomAccess {

  private final List<TensorEntry> all;
  private final int[] order;

  /**
   * A view.
   *
   * @param all the list that it shows a part of
   * @param order indices in {@code all}; stays the giver's, who does not change it any more
   */
  public IndexedView(List<TensorEntry> all, int[] order) {
    this.all = all;
    this.order = order;
  }

  @Override
  public int size() {
    return order.length;
  }

  @Override
  public TensorEntry get(int index) {
    return all.get(order[index]);
  }
}
