package io.github.tfckpt.diff;

import io.github.tfckpt.change.Change;
import io.github.tfckpt.change.Changes;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.NaturalOrder;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Two tensors that are to be compared, or one without a counterpart.
 *
 * @param a the tensor of A; empty if only B has it
 * @param b the tensor of B; empty if only A has it
 * @param name what A calls it; what B does if A has none
 * @param nameB what B calls it, or would by the rules that rename
 * @param change what is done to the elements of A first, if anything is
 */
public record Pair(
    Optional<TensorEntry> a,
    Optional<TensorEntry> b,
    String name,
    String nameB,
    Optional<Change> change) {

  Pair(Optional<TensorEntry> a, Optional<TensorEntry> b, String name, String nameB) {
    this(a, b, name, nameB, Optional.empty());
  }

  /**
   * {@return this pair with what rules do to A's elements}
   *
   * @param changes the rules
   * @param names everything that the pair is called
   * @throws IllegalArgumentException if a rule cannot be applied
   */
  public Pair changed(Changes changes, List<String> names) {
    TensorEntry entry = a.orElseThrow();
    return new Pair(a, b, name, nameB, changes.of(names, entry.dtype(), entry.shape()));
  }

  /** {@return the type of {@link #either}, after A's elements are changed} */
  public DType dtype() {
    return change.map(Change::dtype).orElseGet(() -> either().dtype());
  }

  /** {@return the shape of {@link #either}, after A's elements are changed} */
  public Shape shape() {
    return change.map(Change::shape).orElseGet(() -> either().shape());
  }

  /** {@return the tensor of A, or of B if A has none} */
  public TensorEntry either() {
    return a.isPresent() ? a.get() : b.orElseThrow();
  }

  /**
   * {@return pairs by name, as people count: {@code layer_2} before {@code layer_10}}
   *
   * @param pairs in any order
   */
  public static List<Pair> byName(List<Pair> pairs) {
    return byName(pairs, Pair::name, Pair::either);
  }

  /**
   * What has names in their order, in little memory where it is in the order of the keys, and keys
   * are the names.
   */
  static <T> List<T> byName(List<T> all, Function<T, String> name, Function<T, TensorEntry> entry) {
    Bytes last = Bytes.EMPTY;
    for (int i = 0; i < all.size(); i++) {
      T each = all.get(i);
      Bytes key = entry.apply(each).key();
      boolean rises = i == 0 || last.compareTo(key) < 0;
      if (!rises || !key.equals(Bytes.utf8(name.apply(each)))) {
        return byName(all, name);
      }
      last = key;
    }
    return NaturalOrder.sort(all, i -> entry.apply(all.get(i)).key());
  }

  static <T> List<T> byName(List<T> all, Function<T, String> name) {
    record Named<T>(Bytes name, T each) {}
    List<Named<T>> named = new ArrayList<>(all.size());
    for (T each : all) {
      named.add(new Named<>(Bytes.utf8(name.apply(each)), each));
    }
    named.sort((a, b) -> NaturalOrder.OF_KEYS.compare(a.name(), b.name()));
    List<T> sorted = new ArrayList<>(all.size());
    for (Named<T> each : named) {
      sorted.add(each.each());
    }
    return sorted;
  }

  /**
   * {@return everything that it is called, {@link #name} first: keys and full names of both sides}
   *
   * @param fullA the full names of A
   * @param fullB the full names of B
   */
  public List<String> names(FullNames fullA, FullNames fullB) {
    List<String> names = new ArrayList<>();
    names.add(name);
    names.add(nameB);
    a.ifPresent(entry -> addNames(entry, fullA, names));
    b.ifPresent(entry -> addNames(entry, fullB, names));
    return names;
  }

  private static void addNames(TensorEntry entry, FullNames full, List<String> names) {
    names.add(entry.name());
    full.of(entry).ifPresent(names::add);
  }

  /** {@return true if both sides are there} */
  public boolean isWhole() {
    return a.isPresent() && b.isPresent();
  }

  /** {@return how many bytes both sides take, as far as the indexes tell} */
  public long bytes() {
    long bytes = a.isPresent() ? a.get().bytes().orElse(0) : 0;
    return bytes + (b.isPresent() ? b.get().bytes().orElse(0) : 0);
  }
}
