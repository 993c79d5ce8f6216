package io.github.tfckpt.inspect;

import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.ObjectKey;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import io.github.tfckpt.work.ParallelMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  private static final Set<String> SLOTS =
      Set.of(
          "Adam",
          "AdamW",
          "Adamax",
          "Nadam",
          "Lamb",
          "LAMB",
          "LARS",
          "Momentum",
          "RMSProp",
          "Adagrad",
          "AdagradDA",
          "Adadelta",
          "Ftrl",
          "AMSGrad",
          "ProximalAdagrad");

  private static final Set<String> SLOT_ENDS =
      Set.of("adam_m", "adam_v", "lamb_m", "lamb_v", "slot_v", "slot_m", "slot_vr", "slot_vc");

  private static final Set<String> SETTINGS =
      Set.of(
          "learning_rate",
          "decay",
          "beta1",
          "beta2",
          "beta_1",
          "beta_2",
          "rho",
          "momentum",
          "epsilon",
          "momentum_cache",
          "u_product",
          "loss_scale",
          "dynamic_scale",
          "weight_decay",
          "learning_rate_power",
          "initial_accumulator_value",
          "beta1_power",
          "beta2_power",
          "l1_regularization_strength",
          "l2_regularization_strength");

  private static final Set<String> COUNTERS =
      Set.of(
          "global_step",
          "save_counter",
          "iter",
          "iteration",
          "iterations",
          "step",
          "steps",
          "epoch",
          "epochs",
          "good_steps",
          "step_counter",
          "current_loss_scale_steps",
          "train_step");

  /** What a moving average of X is called below X. */
  private static final Set<String> AVERAGES =
      Set.of("ExponentialMovingAverage", "ema", "EMA", "average", "moving_average", "moving_avg");

  private static final String TRAINING = "training";
  private static final Bytes TRAINING_KEY = Bytes.utf8(TRAINING);

  private final List<TensorEntry> all;
  private final FullNames names;
  private final Ending[] endings = new Ending[1 << 8];

  /**
   * A census of a checkpoint.
   *
   * @param all every tensor of it, in the order of their keys
   * @param names what its object graph calls them
   */
  public RoleClassifier(List<TensorEntry> all, FullNames names) {
    this.all = all;
    this.names = names;
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
    int end = plainEnd(entry.key());
    Ending known = end < 0 ? null : endings[end & (endings.length - 1)];
    if (known != null && known.is(entry)) {
      return known.role;
    }
    String name = entry.name();
    if (!name.contains("/.")) {
      Role role = byName(entry, name);
      if (end >= 0 && !AVERAGES.contains(last(name))) {
        endings[end & (endings.length - 1)] = new Ending(entry, role);
      }
      return role;
    }
    ObjectKey key = ObjectKey.of(name);
    if (key.isBookkeeping()) {
      return Role.BOOKKEEPING;
    }
    if (key.isSlot()) {
      return isAverageSlot(entry, key) ? Role.AVERAGE : Role.OPTIMIZER;
    }
    Role byKey = byName(entry, key.path());
    if (byKey != Role.WEIGHT || !key.isObjectBased()) {
      return byKey;
    }
    Optional<String> full = names.of(entry);
    return full.isPresent() ? byName(entry, full.get()) : Role.WEIGHT;
  }

  /**
   * A hash of what follows the last slash of a key; -1 if the role depends on more than that. Most
   * tensors of a great checkpoint end in one of a few words, as {@code kernel} and {@code bias}.
   */
  private static int plainEnd(Bytes key) {
    int hash = 0;
    int before = 0;
    boolean first = true;
    for (int i = 0; i < key.size(); i++) {
      int b = key.at(i);
      if (b == '/') {
        if (first && i == TRAINING.length() && key.hasAt(0, TRAINING_KEY)) {
          return -1;
        }
        first = false;
        hash = 0;
      } else if (b == '.' && before == '/') {
        return -1;
      } else {
        hash = 31 * hash + b;
      }
      before = b;
    }
    int last = before;
    return last >= '0' && last <= '9' ? -1 : hash & Integer.MAX_VALUE;
  }

  /** The role of tensors whose keys end alike. Immutable: threads share it without a lock. */
  private static final class Ending {
    private final Bytes last;
    private final boolean scalar;
    private final DType dtype;
    private final Role role;

    Ending(TensorEntry entry, Role role) {
      Bytes key = entry.key();
      int start = key.size();
      while (start > 0 && key.at(start - 1) != '/') {
        start--;
      }
      byte[] bytes = key.toArray();
      this.last = Bytes.copyOf(bytes, start, bytes.length - start);
      this.scalar = entry.shape().rank() == 0;
      this.dtype = entry.dtype();
      this.role = role;
    }

    boolean is(TensorEntry entry) {
      Bytes key = entry.key();
      int start = key.size() - last.size();
      return start >= 0
          && (start == 0 || key.at(start - 1) == '/')
          && key.hasAt(start, last)
          && scalar == (entry.shape().rank() == 0)
          && dtype.equals(entry.dtype());
    }
  }

  private Role byName(TensorEntry entry, String name) {
    String last = last(name);
    if (entry.shape().rank() == 0) {
      if (isInteger(entry.dtype()) && COUNTERS.contains(last)) {
        return Role.COUNTER;
      }
      if (SETTINGS.contains(last)) {
        return Role.OPTIMIZER;
      }
    }
    if (last.equals("seed_generator_state")) {
      return Role.BOOKKEEPING;
    }
    if (AVERAGES.contains(last) && isBelowItsLike(entry, name)) {
      return Role.AVERAGE;
    }
    boolean slot = SLOTS.contains(last) || isSlotEnd(last) || isUnderKerasTraining(name);
    return slot ? Role.OPTIMIZER : Role.WEIGHT;
  }

  private static boolean isInteger(DType dtype) {
    return dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
  }

  private static boolean isSlotEnd(String last) {
    if (!last.contains("_")) {
      return false;
    }
    for (String end : SLOT_ENDS) {
      if (last.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  /** Keras with TF1 optimizers: {@code training/Adagrad/dnn/kernel/accumulator}. */
  private static boolean isUnderKerasTraining(String name) {
    String scope = TRAINING + "/";
    int end = name.startsWith(scope) ? name.indexOf('/', scope.length()) : -1;
    return end >= 0 && SLOTS.contains(bare(name.substring(scope.length(), end)));
  }

  /** True of {@code X/name} if there is an X of the same type and shape. */
  private boolean isBelowItsLike(TensorEntry entry, String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return false;
    }
    String above = name.substring(0, slash) + (name.endsWith(":0") ? ":0" : "");
    Optional<TensorEntry> parent = byKey(Bytes.unescape(above));
    return parent.isPresent()
        && parent.get().dtype().equals(entry.dtype())
        && parent.get().shape().equals(entry.shape());
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

  private Optional<TensorEntry> byKey(Bytes key) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).key().compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < all.size() && all.get(low).key().equals(key)
        ? Optional.of(all.get(low))
        : Optional.empty();
  }

  /** The last component of a name, bare. */
  private static String last(String name) {
    return bare(name.substring(name.lastIndexOf('/') + 1));
  }

  /**
   * Without {@code :0}, the leading {@code _} of an attribute, and the {@code _1} of a repetition.
   */
  private static String bare(String last) {
    String name = last.endsWith(":0") ? last.substring(0, last.length() - 2) : last;
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) >= '0' && name.charAt(end - 1) <= '9') {
      end--;
    }
    boolean repeated = end > 1 && end < name.length() && name.charAt(end - 1) == '_';
    boolean beta = name.startsWith("beta_") && end == "beta_".length();
    name = repeated && !beta ? name.substring(0, end - 1) : name;
    return name.startsWith("_") ? name.substring(1) : name;
  }
}
