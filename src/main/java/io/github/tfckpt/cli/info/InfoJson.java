package io.github.tfckpt.cli.info;

import io.github.tfckpt.checkpoint.Provenance;
import io.github.tfckpt.cli.common.TotalsJson;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Counter;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.Summary;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.render.TextOut;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A checkpoint's facts for programs, as one JSON document. */
final class InfoJson {

  private final CheckpointInfo facts;
  private final TextOut out;

  private InfoJson(CheckpointInfo facts, TextOut out) {
    this.facts = facts;
    this.out = out;
  }

  /** Prints the document; {@code separator} stands before each of its larger parts. */
  static void print(CheckpointInfo facts, String separator, TextOut out) throws IOException {
    InfoJson json = new InfoJson(facts, out);
    out.text("{\"schema\":\"tfckpt/info/1\",\"checkpoint\":").json(facts.path());
    out.text(",\"format\":").json(facts.format().label());
    json.steps();
    json.version();
    out.text(",").text(separator);
    json.files();
    out.text(",").text(separator).text("\"totals\":");
    TotalsJson.print(facts.summary().totals(), out);
    json.share();
    out.text(",").text(separator);
    json.dtypes();
    out.text(",").text(separator);
    json.largest();
    out.text(",").text(separator);
    json.counters();
    json.provenance();
    out.text("}\n");
  }

  private void steps() throws IOException {
    if (facts.steps().isEmpty()) {
      return;
    }
    String before = ",\"steps\":[";
    for (long step : facts.steps()) {
      out.text(before).number(step);
      before = ",";
    }
    out.ascii(']');
  }

  private void version() throws IOException {
    StoreFacts store = facts.store();
    out.text(",\"version\":{");
    String before = number("", "producer", store.producer());
    number(before, "min_consumer", store.minConsumer());
    out.ascii('}');
    if (store.bigEndian().isPresent()) {
      out.text(",\"byte_order\":").json(store.bigEndian().get() ? "big" : "little");
    }
  }

  private String number(String before, String name, OptionalInt value) throws IOException {
    if (value.isEmpty()) {
      return before;
    }
    out.text(before).json(name).ascii(':').number(value.getAsInt());
    return ",";
  }

  private void files() throws IOException {
    out.text("\"num_shards\":").number(facts.store().shards());
    out.text(",\"shards\":[");
    String before = "";
    for (StoreFacts.StoredFile file : facts.store().files()) {
      out.text(before).text("{\"file\":").json(Visible.line(file.name()));
      if (file.bytes().isPresent()) {
        out.text(",\"bytes\":").number(file.bytes().getAsLong());
      } else {
        out.text(",\"missing\":true");
      }
      out.ascii('}');
      before = ",";
    }
    out.ascii(']');
  }

  /** The optimizer's part of all bytes, 0 to 1, to six digits. */
  private void share() throws IOException {
    Totals totals = facts.summary().totals();
    long optimizer = totals.of(Role.OPTIMIZER).bytes();
    long millionths = totals.bytes() == 0 ? 0 : Math.round(1e6 * optimizer / totals.bytes());
    String digits = Long.toString(1_000_000 + millionths % 1_000_000).substring(1);
    out.text(",\"optimizer_share\":").number(millionths / 1_000_000).ascii('.').text(digits);
  }

  private void dtypes() throws IOException {
    out.text("\"dtypes\":[");
    String before = "";
    for (Summary.Kind kind : facts.summary().dtypes()) {
      out.text(before).text("{\"dtype\":").json(kind.dtype().label());
      out.text(",\"tensors\":").number(kind.tensors()).text(",\"params\":").number(kind.params());
      out.text(",\"bytes\":").number(kind.bytes()).ascii('}');
      before = ",";
    }
    out.ascii(']');
  }

  private void largest() throws IOException {
    out.text("\"largest\":[");
    String before = "";
    for (TensorEntry entry : facts.summary().largest()) {
      out.text(before);
      name(entry);
      out.text(",\"dtype\":").json(entry.dtype().label()).text(",\"shape\":[");
      for (int i = 0; i < entry.shape().rank(); i++) {
        out.text(i == 0 ? "" : ",").number(entry.shape().extent(i));
      }
      out.text("],\"params\":").number(entry.elementCount());
      out.text(",\"bytes\":").number(entry.bytes().orElse(0)).ascii('}');
      before = ",";
    }
    out.ascii(']');
  }

  private void name(TensorEntry entry) throws IOException {
    out.text("{\"name\":").json(entry.key());
    Optional<String> full = facts.names().of(entry);
    if (full.isPresent()) {
      out.text(",\"full_name\":").json(full.get());
    }
  }

  private void counters() throws IOException {
    out.text("\"counters\":[");
    String before = "";
    for (Counter counter : facts.counters()) {
      out.text(before);
      name(counter.entry());
      out.text(",\"value\":").number(counter.value()).ascii('}');
      before = ",";
    }
    out.ascii(']');
  }

  private void provenance() throws IOException {
    Provenance from = facts.provenance();
    if (from.tensorflow().isPresent()) {
      out.text(",\"tensorflow_version\":").json(from.tensorflow().get());
      out.text(",\"tensorflow_git_version\":").json(from.git().orElse(""));
    }
    if (!from.tags().isEmpty()) {
      String before = ",\"tags\":[";
      for (String tag : from.tags()) {
        out.text(before).json(tag);
        before = ",";
      }
      out.ascii(']');
    }
    String before = ",\"fingerprint\":{";
    for (Map.Entry<String, String> part : from.fingerprint().entrySet()) {
      out.text(before).json(part.getKey()).ascii(':').json(part.getValue());
      before = ",";
    }
    out.text(from.fingerprint().isEmpty() ? "" : "}");
  }
}
