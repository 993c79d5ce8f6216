package io.github.tfckpt.cli.info;

import io.github.tfckpt.checkpoint.Provenance;
import io.github.tfckpt.checkpoint.Signature;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.records.CheckpointInfo;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Counter;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.Summary;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.RoundedNumber;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.render.TextTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A checkpoint's facts for people: some lines of words, then small tables. */
final class InfoText {

  /** Of more data files than this, only how many there are is said. */
  private static final int MOST_FILES = 8;

  /** Of more steps than this, the last are shown and the others counted. */
  private static final int MOST_STEPS = 8;

  /** Characters of a longer value that are shown. */
  private static final int LONGEST_VALUE = 100;

  private static final int LABEL = 13;

  private final CheckpointInfo facts;
  private final TextOut out;
  private final TextStyle look;

  private InfoText(CheckpointInfo facts, TextOut out, TextStyle look) {
    this.facts = facts;
    this.out = out;
    this.look = look;
  }

  static void print(CheckpointInfo facts, TextOut out, TextStyle look) throws IOException {
    InfoText text = new InfoText(facts, out, look);
    text.label("checkpoint").text(facts.path()).line();
    text.steps();
    text.format();
    text.provenance();
    text.metadata();
    text.files();
    text.roles();
    text.dtypes();
    text.largest();
    text.counters();
  }

  private TextOut label(String label) throws IOException {
    return out.text(label).spaces(LABEL - label.length());
  }

  private void steps() throws IOException {
    List<Long> steps = facts.steps();
    if (steps.isEmpty()) {
      return;
    }
    label("steps");
    int left = Math.max(0, steps.size() - MOST_STEPS);
    if (left > 0) {
      out.text(Quantity.count(left)).text(" more, ");
    }
    for (int i = left; i < steps.size(); i++) {
      out.text(i > left ? ", " : "").number(steps.get(i));
    }
    out.line();
  }

  private void format() throws IOException {
    StoreFacts store = facts.store();
    label("format").text(facts.format().label());
    if (store.producer().isPresent()) {
      out.text(", version ").number(store.producer().getAsInt());
      if (store.minConsumer().orElse(0) > 0) {
        out.text(" for readers from ").number(store.minConsumer().getAsInt());
      }
    } else if (facts.format().hasHeader()) {
      out.text(", version unknown: the header is lost");
    }
    if (store.bigEndian().isPresent()) {
      out.text(store.bigEndian().get() ? ", big-endian" : ", little-endian");
    }
    out.line();
  }

  private void provenance() throws IOException {
    Provenance from = facts.provenance();
    if (from.tensorflow().isPresent()) {
      label("written by").text("TensorFlow ").text(from.tensorflow().get());
      out.text(", says ").text(from.source().orElse("")).line();
    }
    if (!from.tags().isEmpty()) {
      label("tags").text(String.join(", ", from.tags())).line();
    }
    signatures(from);
    String label = "fingerprint";
    for (Map.Entry<String, String> part : from.fingerprint().entrySet()) {
      label(label).text(part.getKey()).ascii(' ').text(part.getValue()).line();
      label = "";
    }
  }

  private void signatures(Provenance from) throws IOException {
    String title = "signatures";
    int most = Math.min(MOST_FILES, from.signatures().size());
    for (Signature signature : from.signatures().subList(0, most)) {
      label(title).text(signature.toString()).line();
      title = "";
    }
    more(from.signatures().size() - most);
    if (from.variables().isPresent()) {
      label("weights").text("in ").text(from.variables().get());
      out.text(" beside it; of the graph, only constants are counted here").line();
    }
  }

  private void metadata() throws IOException {
    String label = "metadata";
    for (Map.Entry<String, String> each : facts.store().metadata().entrySet()) {
      String value = each.getValue();
      boolean isLong = value.length() > LONGEST_VALUE;
      label(label).text(each.getKey()).ascii(' ');
      out.text(isLong ? value.substring(0, LONGEST_VALUE) + "..." : value).line();
      label = "";
    }
  }

  private void files() throws IOException {
    List<StoreFacts.StoredFile> files = facts.store().files();
    label("data").text(Quantity.count(files.size()));
    out.text(files.size() == 1 ? " file, " : " files, ").text(Quantity.bytes(facts.storedBytes()));
    if (facts.store().shards() > files.size()) {
      out.text("; of ").text(Quantity.count(facts.store().shards())).text(" shards");
    }
    if (facts.missing() > 0) {
      out.text("; ").text(Quantity.count(facts.missing())).text(" missing");
    }
    out.line();
    for (StoreFacts.StoredFile file : files.subList(0, Math.min(MOST_FILES, files.size()))) {
      out.spaces(LABEL).text(Visible.line(file.name())).text("  ");
      out.text(file.bytes().isPresent() ? Quantity.bytes(file.bytes().getAsLong()) : "missing");
      out.line();
    }
    more(files.size() - MOST_FILES);
  }

  private void more(int count) throws IOException {
    if (count > 0) {
      out.spaces(LABEL).text("and ").text(Quantity.count(count)).text(" more").line();
    }
  }

  private void roles() throws IOException {
    Totals totals = facts.summary().totals();
    table(
        Stream.of(Role.values())
            .filter(role -> totals.of(role).tensors() > 0 || role == Role.WEIGHT)
            .toList(),
        new Columns<Role>()
            .column("ROLE", Role::label)
            .column("TENSORS", role -> Quantity.count(totals.of(role).tensors()))
            .right()
            .column(
                "PARAMS",
                role -> role == Role.BOOKKEEPING ? "" : Quantity.count(totals.of(role).params()))
            .right()
            .column("BYTES", role -> bytes(totals.of(role).bytes(), totals.of(role).params()))
            .right()
            .column(
                "SHARE",
                role ->
                    role == Role.ALIAS
                        ? ""
                        : RoundedNumber.share(totals.of(role).bytes(), totals.bytes()))
            .right());
  }

  private void dtypes() throws IOException {
    table(
        facts.summary().dtypes(),
        new Columns<Summary.TypeTotals>()
            .column("DTYPE", each -> each.dtype().label())
            .column("TENSORS", each -> Quantity.count(each.tensors()))
            .right()
            .column("PARAMS", each -> Quantity.count(each.params()))
            .right()
            .column("BYTES", each -> bytes(each.bytes(), each.params()))
            .right());
  }

  private void largest() throws IOException {
    table(
        facts.summary().largest(),
        new Columns<TensorEntry>()
            .column("LARGEST", entry -> Quantity.bytes(entry.bytes().orElse(0)))
            .right()
            .column("DTYPE", entry -> entry.dtype().label())
            .column("SHAPE", entry -> entry.shape().toString())
            .column("NAME", facts::name)
            .asName());
  }

  private void counters() throws IOException {
    table(
        facts.counters(),
        new Columns<Counter>()
            .column("COUNTER", counter -> facts.name(counter.entry()))
            .asName()
            .column("VALUE", counter -> counter.value().toString())
            .right());
  }

  /** Of strings in V1 files nobody says how long they are. */
  private static String bytes(long count, long params) {
    return count == 0 && params > 0 ? "-" : Quantity.bytes(count);
  }

  private <R> void table(List<R> rows, Columns<R> columns) throws IOException {
    if (!rows.isEmpty()) {
      out.line();
      new TextTable<>(columns).print(rows, out, look);
    }
  }
}
