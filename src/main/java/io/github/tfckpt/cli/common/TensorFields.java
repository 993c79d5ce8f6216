package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.RoleClassifier;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What programs read of a tensor, the same in all answers: {@code name} is its key, {@code
 * full_name} is what the object graph calls it, {@code role} is what it is there for.
 */
public final class TensorFields {

  private final FullNames names;
  private final RoleClassifier roles;

  /** The fields of the tensors of a checkpoint. */
  public TensorFields(Checkpoint checkpoint) {
    names = checkpoint.fullNames();
    roles = RoleClassifier.of(checkpoint);
  }

  private TensorFields() {
    names = FullNames.none();
    roles = new RoleClassifier(List.of(), names);
  }

  /** The fields of no tensors. */
  public static TensorFields none() {
    return new TensorFields();
  }

  /** What tensors are there for. */
  public RoleClassifier roles() {
    return roles;
  }

  /** What the object graph calls a tensor. */
  public Optional<String> fullName(TensorEntry entry) {
    return names.of(entry);
  }

  /** What a tensor is there for. */
  public String role(TensorEntry entry) {
    return roles.role(entry).label();
  }

  /** The columns {@code name} and {@code full_name}. */
  public <R> Columns<R> begin(Function<? super R, TensorEntry> entry) {
    return new Columns<R>()
        .field("name", row -> entry.apply(row).key())
        .field("full_name", row -> fullName(entry.apply(row)));
  }

  /** A tensor as an object, with more fields. */
  public Map<String, Object> object(TensorEntry entry, Object... more) {
    Map<String, Object> object =
        JsonDocument.object("name", entry.key(), "full_name", fullName(entry));
    object.putAll(JsonDocument.object(more));
    object.put("role", role(entry));
    return object;
  }

  /**
   * The totals of a listing: all tensors with the parameters of the weights alone, as they have
   * always stood; then {@code all}, in which each tensor counts once, and each role.
   */
  public static Map<String, Object> totals(Totals totals) {
    Map<String, Object> object =
        sum(new Totals.Sum(totals.tensors(), totals.params(), totals.bytes()));
    object.put("all", sum(totals.all()));
    for (Role role : Role.values()) {
      object.put(role.label(), sum(totals.of(role)));
    }
    return object;
  }

  private static Map<String, Object> sum(Totals.Sum tally) {
    return JsonDocument.object(
        "tensors", tally.tensors(), "params", tally.params(), "bytes", tally.bytes());
  }
}
