package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.TensorEntry;
import java.util.EnumMap;
import java.util.Map;

/** How many tensors, parameters and bytes a listing has, kept apart by role. */
public final class Totals {

  /**
   * The sums of one role.
   *
   * @param tensors how many
   * @param params elements in all of them
   * @param bytes of those whose bytes are known
   */
  public record Sum(long tensors, long params, long bytes) {
    private static final Sum NONE = new Sum(0, 0, 0);

    private Sum plus(TensorEntry entry) {
      return plus(new Sum(1, entry.elementCount(), entry.bytes().orElse(0)));
    }

    private Sum plus(Sum other) {
      return new Sum(
          tensors + other.tensors,
          Totals.plus(params, other.params),
          Totals.plus(bytes, other.bytes));
    }
  }

  private final Map<Role, Sum> tallies = new EnumMap<>(Role.class);

  Totals() {
    for (Role role : Role.values()) {
      tallies.put(role, Sum.NONE);
    }
  }

  void add(Role role, TensorEntry entry) {
    tallies.put(role, of(role).plus(entry));
  }

  void addAll(Totals others) {
    for (Map.Entry<Role, Sum> other : others.tallies.entrySet()) {
      tallies.put(other.getKey(), of(other.getKey()).plus(other.getValue()));
    }
  }

  /**
   * {@return the sums over the tensors of one role}
   *
   * @param role any of them; of one that no tensor has, the sums are 0
   */
  public Sum of(Role role) {
    return tallies.getOrDefault(role, Sum.NONE);
  }

  /** {@return how many tensors there are, aliases too} */
  public long tensors() {
    long sum = 0;
    for (Sum tally : tallies.values()) {
      sum += tally.tensors();
    }
    return sum;
  }

  /** {@return how many elements the weights have} */
  public long params() {
    return of(Role.WEIGHT).params();
  }

  /** {@return the sums over all tensors, of which what is there twice counts once} */
  public Sum all() {
    Sum sum = Sum.NONE;
    for (Role role : Role.values()) {
      sum = role == Role.ALIAS ? sum : sum.plus(of(role));
    }
    return sum;
  }

  /** {@return how many bytes all but the aliases take, as far as known} */
  public long bytes() {
    return all().bytes();
  }

  /**
   * {@return a sum that stops at the largest number: sizes in a damaged index are anything}
   *
   * @param a not negative
   * @param b not negative
   */
  public static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
