package io.github.tfckpt.cli.records;

import io.github.tfckpt.checkpoint.Provenance;
import io.github.tfckpt.checkpoint.Signature;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Counter;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.Summary;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.render.JsonDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A checkpoint's facts for programs, as one JSON document. */
public final class InfoJson {

  private InfoJson() {}

  public static Map<String, Object> of(CheckpointInfo facts) {
    StoreFacts store = facts.store();
    Summary summary = facts.summary();
    Provenance from = facts.provenance();
    return JsonDocument.object(
        "schema",
        "tfckpt/info/1",
        "checkpoint",
        facts.path(),
        "format",
        facts.format().label(),
        "steps",
        JsonDocument.unlessEmpty(facts.steps()),
        "version",
        JsonDocument.object("producer", store.producer(), "min_consumer", store.minConsumer()),
        "byte_order",
        store.bigEndian().map(big -> big ? "big" : "little"),
        "metadata",
        Optional.of(store.metadata()).filter(words -> !words.isEmpty()),
        "num_shards",
        store.shards(),
        "shards",
        files(store),
        "totals",
        TensorFields.totals(summary.totals()),
        "optimizer_share",
        share(summary.totals()),
        "dtypes",
        dtypes(summary),
        "largest",
        largest(facts),
        "counters",
        counters(facts),
        "tensorflow_version",
        from.tensorflow(),
        "tensorflow_git_version",
        from.tensorflow().map(version -> from.git().orElse("")),
        "tags",
        JsonDocument.unlessEmpty(from.tags()),
        "signatures",
        JsonDocument.unlessEmpty(signatures(from)),
        "variables",
        from.variables(),
        "fingerprint",
        Optional.of(from.fingerprint()).filter(parts -> !parts.isEmpty()));
  }

  private static List<Object> signatures(Provenance from) {
    List<Object> signatures = new ArrayList<>();
    for (Signature each : from.signatures()) {
      signatures.add(
          JsonDocument.object(
              "name",
              each.name(),
              "method",
              each.method(),
              "inputs",
              arguments(each.inputs()),
              "outputs",
              arguments(each.outputs())));
    }
    return signatures;
  }

  /** An extent of any size is -1, as TensorFlow has it; without a shape even the rank is open. */
  private static List<Object> arguments(List<Signature.Argument> arguments) {
    List<Object> all = new ArrayList<>();
    for (Signature.Argument each : arguments) {
      all.add(
          JsonDocument.object(
              "name",
              each.name(),
              "tensor",
              each.tensor(),
              "dtype",
              each.dtype().label(),
              "shape",
              each.shape()));
    }
    return all;
  }

  private static List<Object> files(StoreFacts store) {
    List<Object> files = new ArrayList<>();
    for (StoreFacts.StoredFile file : store.files()) {
      files.add(
          JsonDocument.object(
              "file",
              Visible.line(file.name()),
              "bytes",
              file.bytes(),
              "missing",
              file.bytes().isPresent() ? Optional.empty() : Optional.of(true)));
    }
    return files;
  }

  /** The optimizer's part of all bytes, 0 to 1, to six digits. */
  private static BigDecimal share(Totals totals) {
    long optimizer = totals.of(Role.OPTIMIZER).bytes();
    long millionths = totals.bytes() == 0 ? 0 : Math.round(1e6 * optimizer / totals.bytes());
    return BigDecimal.valueOf(millionths, 6);
  }

  private static List<Object> dtypes(Summary summary) {
    List<Object> dtypes = new ArrayList<>();
    for (Summary.TypeTotals each : summary.dtypes()) {
      dtypes.add(
          JsonDocument.object(
              "dtype",
              each.dtype().label(),
              "tensors",
              each.tensors(),
              "params",
              each.params(),
              "bytes",
              each.bytes()));
    }
    return dtypes;
  }

  private static List<Object> largest(CheckpointInfo facts) {
    List<Object> largest = new ArrayList<>();
    for (TensorEntry entry : facts.summary().largest()) {
      largest.add(
          facts
              .fields()
              .object(
                  entry,
                  "dtype",
                  entry.dtype().label(),
                  "shape",
                  entry.shape(),
                  "params",
                  entry.elementCount(),
                  "bytes",
                  entry.bytes().orElse(0)));
    }
    return largest;
  }

  private static List<Object> counters(CheckpointInfo facts) {
    List<Object> counters = new ArrayList<>();
    for (Counter counter : facts.counters()) {
      counters.add(facts.fields().object(counter.entry(), "value", counter.value()));
    }
    return counters;
  }
}
