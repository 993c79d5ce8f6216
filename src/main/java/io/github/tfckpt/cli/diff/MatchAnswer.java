package io.github.tfckpt.cli.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.NameOptions;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.PartOption;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.SideNames;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.match.Matching;
import io.github.tfckpt.match.Matching.Alike;
import io.github.tfckpt.match.Matching.Match;
import io.github.tfckpt.match.TypedRules.TypedRule;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.Quantity;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The answer of {@code diff --match}: which tensors hold the same values. As text it is a file for
 * {@code --map-from}: pairs are comments, rules are lines.
 *
 * <pre>
 * # encoder/layer_0/dense/kernel = encoder.layer.0.dense.weight (transposed 1,0)
 * encoder/layer_*&#47;dense/kernel=encoder.layer.*.dense.weight
 * --transpose *&#47;kernel:1,0
 * </pre>
 */
final class MatchAnswer {

  /** Tensors of a class that are named in a line of text. */
  private static final int MOST_NAMED = 6;

  /** A row for programs: a pair, or a tensor of a class or without a counterpart. */
  private record Row(
      String status,
      Optional<Match> match,
      TensorEntry entry,
      boolean isOfA,
      Optional<Integer> group) {}

  private final DiffSide a;
  private final DiffSide b;
  private final SideNames namesA;
  private final SideNames namesB;
  private final Matching found;
  private final List<TypedRule> rules;
  private final Part part;

  private MatchAnswer(
      DiffSide a,
      DiffSide b,
      SideNames namesA,
      SideNames namesB,
      Matching found,
      List<TypedRule> rules,
      Part part) {
    this.a = a;
    this.b = b;
    this.namesA = namesA;
    this.namesB = namesB;
    this.found = found;
    this.rules = rules;
    this.part = part;
  }

  /** Matches tensors; both sides are there. */
  static MatchAnswer of(
      DiffSide a,
      DiffSide b,
      MatchWork work,
      Part part,
      NameOptions names,
      int threads,
      LongConsumer progress)
      throws IOException {
    Checkpoint one = a.checkpoint().orElseThrow();
    Checkpoint other = b.checkpoint().orElseThrow();
    SideNames namesA = new SideNames(names.shown(one), one.fullNames());
    SideNames namesB = new SideNames(names.shown(other), other.fullNames());
    Matching found = Matching.of(one, work.a(), namesA, other, work.b(), namesB, threads, progress);
    return new MatchAnswer(a, b, namesA, namesB, found, found.rules(work.elsewhere()), part);
  }

  /** True if all values of one side are on the other, as often. */
  boolean isEqual() {
    return found.onlyA().isEmpty()
        && found.onlyB().isEmpty()
        && found.together().isEmpty()
        && found.alike().stream().allMatch(each -> each.a().size() == each.b().size());
  }

  /** What else may be tried. */
  Optional<String> remark() {
    return found.isBackwards()
        ? Optional.of(
            "A has narrower types than B, and only values of A are rounded; try"
                + " 'tfckpt diff --match B A'")
        : Optional.empty();
  }

  void print(TableFormat format, Output out, TextStyle style) throws IOException {
    if (format == TableFormat.TEXT) {
      TextOut text = new TextOut(out);
      printText(text);
      text.flush();
    } else {
      format.printer(columns(), head(), "tensors", part.isFirst(), out, style).printAll(rows());
    }
  }

  private void printText(TextOut out) throws IOException {
    long kept = 0;
    for (Match match : found.matches()) {
      Pair pair = match.pair();
      if (pair.name().equals(pair.nameB()) && match.words().isEmpty()) {
        kept++;
      } else {
        String how = match.words().isEmpty() ? "" : " (" + match.words() + ")";
        comment(out, pair.name() + " = " + pair.nameB() + how);
      }
    }
    if (kept > 0) {
      comment(out, Quantity.count(kept) + (kept == 1 ? " pair" : " pairs") + " of one name");
    }
    for (Alike each : found.alike()) {
      comment(
          out,
          "the same values, and names do not tell them apart: A: "
              + named(each.a(), namesA)
              + "; B: "
              + named(each.b(), namesB));
    }
    for (Alike each : found.together()) {
      String inA = "A: " + named(each.a(), namesA);
      String inB = "B: " + named(each.b(), namesB);
      boolean isOneInB = each.b().size() == 1;
      comment(
          out, (isOneInB ? inA : inB) + " together hold the values of " + (isOneInB ? inB : inA));
    }
    only(out, "only in A: ", found.onlyA(), namesA);
    only(out, "only in B: ", found.onlyB(), namesB);
    for (TypedRule rule : rules) {
      boolean isPlain = rule.option().equals("--map") && !rule.value().matches("(?s)(#|--).*");
      out.text(isPlain ? rule.value() : rule.option() + " " + rule.value()).line();
    }
    comment(out, summary() + (part.isWhole() ? "" : ": part " + part));
  }

  private static void comment(TextOut out, String words) throws IOException {
    out.text("# ").text(Visible.line(words)).line();
  }

  private static void only(TextOut out, String words, List<TensorEntry> entries, SideNames names)
      throws IOException {
    for (TensorEntry entry : entries) {
      comment(out, words + names.shown(entry));
    }
  }

  private static String named(List<TensorEntry> entries, SideNames names) {
    List<String> named =
        entries.stream().limit(MOST_NAMED).map(names::shown).collect(Collectors.toList());
    if (entries.size() > MOST_NAMED) {
      named.add((entries.size() - MOST_NAMED) + " more");
    }
    return String.join(", ", named);
  }

  private String summary() {
    long alike = found.alike().stream().mapToLong(each -> each.a().size()).sum();
    long changed = found.matches().stream().filter(each -> !each.words().isEmpty()).count();
    return Quantity.count(found.matches().size())
        + (found.matches().size() == 1 ? " pair" : " pairs")
        + " by values"
        + (changed > 0 ? ", " + Quantity.count(changed) + " rearranged" : "")
        + (alike > 0 ? "; " + Quantity.count(alike) + " of A ambiguous" : "")
        + (found.together().isEmpty()
            ? ""
            : "; " + Quantity.count(found.together().size()) + " made up of several")
        + "; "
        + Quantity.count(found.onlyA().size())
        + " only in A, "
        + Quantity.count(found.onlyB().size())
        + " only in B";
  }

  private Map<String, Object> head() {
    List<Map<String, Object>> typed = new ArrayList<>();
    for (TypedRule rule : rules) {
      typed.add(JsonDocument.object("option", rule.option(), "value", rule.value()));
    }
    return JsonDocument.object(
        "schema",
        "tfckpt/match/1",
        "a",
        Visible.line(a.path()),
        "b",
        Visible.line(b.path()),
        "part",
        PartOption.field(part),
        "equal",
        isEqual(),
        "summary",
        JsonDocument.object(
            "match",
            found.matches().size(),
            "ambiguous",
            found.alike().size(),
            "together",
            found.together().size(),
            "only_a",
            found.onlyA().size(),
            "only_b",
            found.onlyB().size()),
        "rules",
        typed);
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Match match : found.matches()) {
      TensorEntry entry = match.pair().a().orElseThrow();
      rows.add(new Row("match", Optional.of(match), entry, true, Optional.empty()));
    }
    groups("ambiguous", found.alike(), 0, rows);
    groups("together", found.together(), found.alike().size(), rows);
    found
        .onlyA()
        .forEach(e -> rows.add(new Row("only_a", Optional.empty(), e, true, Optional.empty())));
    found
        .onlyB()
        .forEach(e -> rows.add(new Row("only_b", Optional.empty(), e, false, Optional.empty())));
    return rows;
  }

  /** Rows of tensors that are a class, of which so many were numbered before. */
  private static void groups(String status, List<Alike> classes, int before, List<Row> rows) {
    int group = before;
    for (Alike each : classes) {
      Optional<Integer> number = Optional.of(++group);
      each.a().forEach(e -> rows.add(new Row(status, Optional.empty(), e, true, number)));
      each.b().forEach(e -> rows.add(new Row(status, Optional.empty(), e, false, number)));
    }
  }

  /**
   * {@code side} says whose tensor a row names, {@code class} which others hold its values, each of
   * them or all together.
   */
  private Columns<Row> columns() {
    TensorFields ofA = a.fields();
    TensorFields ofB = b.fields();
    return new Columns<Row>()
        .field("status", Row::status)
        .field("name", row -> row.entry().key())
        .field("name_b", row -> other(row).map(TensorEntry::name))
        .field("side", row -> row.isOfA() ? "a" : "b")
        .field("dtype", row -> row.entry().dtype().label())
        .field("dtype_b", row -> other(row).map(entry -> entry.dtype().label()))
        .field("shape", row -> row.entry().shape())
        .field("shape_b", row -> other(row).map(TensorEntry::shape))
        .field("change", row -> row.match().map(Match::words).filter(words -> !words.isEmpty()))
        .field("class", Row::group)
        .field("full_name", row -> (row.isOfA() ? ofA : ofB).fullName(row.entry()))
        .field("role", row -> (row.isOfA() ? ofA : ofB).role(row.entry()));
  }

  private static Optional<TensorEntry> other(Row row) {
    return row.match().flatMap(match -> match.pair().b());
  }
}
