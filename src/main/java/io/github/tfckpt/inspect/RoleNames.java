package io.github.tfckpt.inspect;

import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.DType.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the last component of a name says of a tensor's role, by the names that TensorFlow, Keras
 * and programs made with them give.
 */
final class RoleNames {

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

  /** The last words of scalars that count. */
  private static final Set<String> COUNTERS =
      Set.of(
          "step",
          "steps",
          "iter",
          "iteration",
          "iterations",
          "epoch",
          "epochs",
          "episode",
          "episodes",
          "batch",
          "batches",
          "counter");

  private static final Set<String> INTEGER_COUNTERS =
      Set.of("current_loss_scale_steps", "Variable");

  /** The last words of scalars that a training loop measures. */
  private static final Set<String> MEASURES = Set.of("loss", "acc", "accuracy");

  /** What a moving average of X is called below X. */
  private static final Set<String> AVERAGES =
      Set.of(
          "ExponentialMovingAverage",
          "ema",
          "EMA",
          "average",
          "avg",
          "moving_average",
          "moving_avg");

  /** State of random number generators, and what a moving average without bias keeps. */
  private static final Set<String> BOOKKEEPING =
      Set.of("seed_generator_state", "state_var", "StateVar", "rng_state", "biased");

  private static final Set<String> TABLE_PARTS =
      Set.of("keys", "freq", "freqs", "frequencies", "versions", "partition_offset");

  private RoleNames() {}

  /** The last component of a name, bare. */
  static String last(String name) {
    return bare(name.substring(name.lastIndexOf('/') + 1));
  }

  /**
   * Without {@code :0}, the leading {@code _} of an attribute, and the {@code _1} of a repetition.
   */
  static String bare(String last) {
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

  /** True of what optimizers that everybody has call a slot. */
  static boolean isSlot(String last) {
    return SLOTS.contains(last) || isSlotEnd(last);
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

  /** True of what a moving average is called. */
  static boolean isAverage(String last) {
    return AVERAGES.contains(last);
  }

  /** What a scalar is there for; empty if its name does not say. */
  static Optional<Role> ofScalar(String last, DType dtype) {
    if (SETTINGS.contains(last)) {
      return Optional.of(Role.OPTIMIZER);
    }
    if (dtype.kind() == Kind.BOOL) {
      return Optional.of(Role.BOOKKEEPING);
    }
    if (dtype.kind() == Kind.COMPLEX) {
      return Optional.empty();
    }
    String word = last.substring(last.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
    if (COUNTERS.contains(word) || (isInteger(dtype) && INTEGER_COUNTERS.contains(last))) {
      return Optional.of(Role.COUNTER);
    }
    return MEASURES.contains(word) || isAverage(last)
        ? Optional.of(Role.BOOKKEEPING)
        : Optional.empty();
  }

  /** What a tensor of any shape is there for; empty if its name does not say. */
  static Optional<Role> ofAny(String last, DType dtype) {
    boolean part = isInteger(dtype) && TABLE_PARTS.contains(last.substring(1 + cut(last)));
    return part || BOOKKEEPING.contains(last) ? Optional.of(Role.BOOKKEEPING) : Optional.empty();
  }

  /** Where the last part of {@code embedding-keys} begins, less one. */
  private static int cut(String last) {
    return last.endsWith("partition_offset")
        ? last.length() - "partition_offset".length() - 1
        : Math.max(last.lastIndexOf('-'), last.lastIndexOf('_'));
  }

  /**
   * The name of the greatest value beside a least one, or the other way round: {@code
   * act_quant/min} for {@code act_quant/max}; empty for all other names.
   */
  static Optional<String> otherBound(String name) {
    String stem = name.endsWith(":0") ? name.substring(0, name.length() - 2) : name;
    int end = stem.length() - "min".length();
    boolean least = stem.endsWith("min");
    boolean whole = end == 0 || (end > 0 && "/_".indexOf(stem.charAt(end - 1)) >= 0);
    if (!whole || !(least || stem.endsWith("max"))) {
      return Optional.empty();
    }
    return Optional.of(
        stem.substring(0, end) + (least ? "max" : "min") + name.substring(stem.length()));
  }

  private static boolean isInteger(DType dtype) {
    return dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
  }
}
