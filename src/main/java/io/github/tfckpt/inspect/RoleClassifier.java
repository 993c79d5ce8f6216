package io.github.tfckpt.inspect;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.ObjectKey;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Tells weights from what an optimizer, a training loop and the checkpoint itself keep beside them.
 *
 * <p>Nothing in a checkpoint says so: it follows from names that TensorFlow and Keras give. A
 * tensor that no rule knows is a weight.
 *
 * @see "tensorflow/python/training/slot_creator.py, _create_slot_var"
 */
public final class RoleClassifier {

  /** Tensors that are summed in one go, on any thread. */
  private static final int PIECE = 1 << 14;

  /** First components of names below which Keras keeps an optimizer's tensors. */
  static final String TRAINING = "training/";

  static final String OPTIMIZER_WEIGHTS = "optimizer_weights/";

  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  private final FullNames names;
  private final Families families;
  private final NavigableSet<String> trained;
  private final Predicate<TensorEntry> steers;
  private final Endings endings = new Endings();

  /**
   * A census of a checkpoint.
   *
   * @param all every tensor of it, in the order of their keys
   * @param names what its object graph calls them
   */
  public RoleClassifier(List<TensorEntry> all, FullNames names) {
    this(all, names, Set.of(), entry -> false);
  }

  /**
   * A census of a checkpoint whose graph says what it trains.
   *
   * @param all every tensor of it, in the order of their keys
   * @param names what its object graph calls them
   * @param trained names of the variables that are trained; none if nobody says so
   * @param steers true of a constant that only steers a graph
   */
  RoleClassifier(
      List<TensorEntry> all, FullNames names, Set<String> trained, Predicate<TensorEntry> steers) {
    this.steers = steers;
    this.names = names;
    this.families = new Families(all, names);
    // A graph that trains none of these is another's.
    boolean isOurs = trained.stream().anyMatch(name -> families.named(name).isPresent());
    this.trained = new TreeSet<>(isOurs ? trained : Set.of());
  }

  /**
   * {@return a census of a checkpoint, with what a graph beside it says of its variables}
   *
   * @param checkpoint an open one
   */
  public static RoleClassifier of(Checkpoint checkpoint) {
    return new RoleClassifier(
        checkpoint.tensors(),
        checkpoint.fullNames(),
        checkpoint.trainedVariables(),
        checkpoint::isSteering);
  }

  /**
   * {@return the sums over some tensors of the checkpoint; what is twice among them counts once}
   *
   * @param some any of the tensors
   */
  public Totals totals(List<TensorEntry> some) {
    Set<Bytes> aliases = Aliases.among(some, names);
    int pieces = (some.size() + PIECE - 1) / PIECE;
    ParallelMap.Work<Totals> work =
        piece -> {
          int start = piece * PIECE;
          return totals(some.subList(start, Math.min(some.size(), start + PIECE)), aliases);
        };
    Totals totals = new Totals();
    try {
      new ParallelMap<Totals>(pieces, () -> work).run(0).forEach(totals::addAll);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is read here", e);
    }
    return totals;
  }

  private Totals totals(List<TensorEntry> some, Set<Bytes> aliases) {
    Totals totals = new Totals();
    for (TensorEntry entry : some) {
      Role role = role(entry);
      // Of bookkeeping, many things have one name and one value: every metric has a count.
      boolean alias = role != Role.BOOKKEEPING && aliases.contains(entry.key());
      totals.add(alias ? Role.ALIAS : role, entry);
    }
    return totals;
  }

  /**
   * {@return the role of one tensor, taken for itself: never {@link Role#ALIAS}}
   *
   * @param entry one of the tensors of the checkpoint
   */
  public Role role(TensorEntry entry) {
    Kind kind = entry.dtype().kind();
    if (kind == Kind.STRING || (kind == Kind.OPAQUE && !entry.dtype().isForeign())) {
      return Role.BOOKKEEPING;
    }
    if (steers.test(entry)) {
      return Role.CONSTANT;
    }
    int end = Endings.of(entry.key());
    Optional<Role> known = endings.role(entry, end);
    if (known.isPresent()) {
      return known.get();
    }
    String name = entry.name();
    // A step that is a float is trained too if nobody forbids it.
    if (entry.shape().rank() > 0 && trained.contains(name)) {
      return Role.WEIGHT;
    }
    if (!name.contains("/.")) {
      Role role = byName(entry, name);
      if (end >= 0 && trained.isEmpty() && isToldByEnding(name)) {
        endings.keep(entry, end, role);
      }
      return role;
    }
    ObjectKey key = ObjectKey.of(name);
    if (key.isBookkeeping()) {
      return Role.BOOKKEEPING;
    }
    if (key.isSlot() || isOptimizerVariable(key.path())) {
      return isAverageSlot(entry, key) ? Role.AVERAGE : Role.OPTIMIZER;
    }
    Role byKey = byName(entry, key.path());
    if (byKey != Role.WEIGHT || !key.isObjectBased()) {
      return byKey;
    }
    Optional<String> full = names.of(entry);
    return full.isPresent() ? byName(entry, full.get()) : Role.WEIGHT;
  }

  /** True if all tensors whose names end so have one role, but for type and rank. */
  private boolean isToldByEnding(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return !RoleNames.isAverage(RoleNames.bare(last))
        && RoleNames.otherBound(last).isEmpty()
        && !families.isSuffix(last);
  }

  /** Keras 3, whatever the optimizer is called: {@code opt/_variables/7} beside its iterations. */
  private boolean isOptimizerVariable(String path) {
    String list = "_variables/";
    int at = path.lastIndexOf(list);
    return at >= 0
        && (at == 0 || path.charAt(at - 1) == '/')
        && path.indexOf('/', at + list.length()) < 0
        && families.named(path.substring(0, at) + "_iterations" + VALUE).isPresent();
  }

  private Role byName(TensorEntry entry, String name) {
    Role role = told(entry, name);
    return role == Role.WEIGHT && isUntrained(entry, name) ? Role.BOOKKEEPING : role;
  }

  private Role told(TensorEntry entry, String name) {
    String last = RoleNames.last(name);
    boolean scalar = entry.shape().rank() == 0;
    if (RoleNames.isAverage(last) && families.isBelowItsLike(entry, name)) {
      return Role.AVERAGE;
    }
    Optional<Role> byName =
        KerasFile.role(entry, name).or(() -> RoleNames.ofAny(last, entry.dtype()));
    if (scalar && byName.isEmpty()) {
      byName = RoleNames.ofScalar(last, entry.dtype());
    }
    if (byName.isPresent()) {
      return byName.get();
    }
    if (RoleNames.isSlot(last) || isBelowAnOptimizer(name) || isUnnamedSlot(entry, name)) {
      return Role.OPTIMIZER;
    }
    return isRange(entry, name) ? Role.BOOKKEEPING : Role.WEIGHT;
  }

  private boolean isUnnamedSlot(TensorEntry entry, String name) {
    boolean asked =
        names.areThere()
            || name.endsWith(":0")
            || families.isSuffix(name.substring(name.lastIndexOf('/') + 1));
    return asked && families.isBelowItsLike(entry, name);
  }

  /** The range of values that are quantized: a least and a greatest value side by side. */
  private boolean isRange(TensorEntry entry, String name) {
    return RoleNames.otherBound(name)
        .flatMap(families::named)
        .filter(other -> other.shape().equals(entry.shape()))
        .isPresent();
  }

  /**
   * Where a graph says what is trained, neither a number alone nor integers are weights that it
   * does not train, unless a trained variable stands beside them.
   */
  private boolean isUntrained(TensorEntry entry, String name) {
    Kind kind = entry.dtype().kind();
    boolean suspect = entry.shape().rank() == 0 || kind == Kind.INT || kind == Kind.UINT;
    if (trained.isEmpty() || !suspect || trained.contains(name)) {
      return false;
    }
    String scope = name.substring(0, name.lastIndexOf('/') + 1);
    String near = trained.ceiling(scope);
    return scope.isEmpty() || near == null || !near.startsWith(scope);
  }

  /** Keras with TF1 optimizers: {@code training/Adagrad/dnn/kernel/accumulator}; in HDF5 files. */
  private static boolean isBelowAnOptimizer(String name) {
    if (name.startsWith(OPTIMIZER_WEIGHTS)) {
      return true;
    }
    int end = name.startsWith(TRAINING) ? name.indexOf('/', TRAINING.length()) : -1;
    return end >= 0 && RoleNames.isSlot(RoleNames.bare(name.substring(TRAINING.length(), end)));
  }

  /**
   * Keras names what an optimizer with {@code use_ema} keeps {@code adam/dense_kernel_average}, or
   * {@code average/dense/kernel} before Keras 3; optimizers of TensorFlow Addons have a slot {@code
   * average}.
   *
   * @see "keras/src/optimizers/base_optimizer.py, build"
   */
  private boolean isAverageSlot(TensorEntry entry, ObjectKey key) {
    if (key.path().endsWith("/average")) {
      return true;
    }
    String full = names.of(entry).orElse("");
    return full.endsWith("_average") || full.startsWith("average/") || full.contains("/average/");
  }
}
