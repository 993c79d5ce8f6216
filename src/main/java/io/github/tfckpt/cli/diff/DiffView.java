package io.github.tfckpt.cli.diff;

import io.github.tfckpt.cli.common.Options;
import io.github.tfckpt.cli.common.OrderOptions;
import io.github.tfckpt.cli.common.Output;
import io.github.tfckpt.cli.common.PartOption;
import io.github.tfckpt.cli.common.TableFormat;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.cli.common.Visible;
import io.github.tfckpt.cli.pairs.DiffSide;
import io.github.tfckpt.cli.records.DiffColumns;
import io.github.tfckpt.diff.DiffOrder;
import io.github.tfckpt.diff.DiffReport;
import io.github.tfckpt.diff.DiffScope;
import io.github.tfckpt.diff.FoldedDiff;
import io.github.tfckpt.diff.Status;
import io.github.tfckpt.diff.TensorDiff;
import io.github.tfckpt.inspect.RoleClassifier;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.render.TextStyle;
import io.github.tfckpt.verify.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What of a comparison is shown. */
final class DiffView {

  private static final int EACH = Integer.MAX_VALUE;

  private final OptionSpec all =
      Options.flag("Text: also show identical tensors, and = and ~ with --name-status.", "--all");

  private final OptionSpec nameStatus =
      Options.flag(
          "Print only a letter and the name: M different, D only in A, A only in B, S shape, T"
              + " dtype, U unknown; with --all also ~ close, = identical.",
          "--name-status");

  private final OrderOptions<DiffOrder> order =
      new OrderOptions<>(
          DiffOrder.CHANGE,
          "change (default in text and with --limit), name (default in other formats),"
              + " status, differing (as a share), max_abs, max_rel, rms, cosine (smallest"
              + " first), size or params (largest first). -ORDER reverses it.");

  private final OptionSpec top =
      Options.limit(
          "Show only the first N tensors: those that changed most, unless --sort says"
              + " otherwise. The summary counts all.");

  private final OptionSpec fold = Options.fold();

  private final OptionSpec tree =
      Options.flag(
          "Show changes by role and scope: how many tensors have each status, and their"
              + " combined differences. Scopes that are entirely identical, or only on one"
              + " side, stay closed unless --all is given. In other formats, each row is a"
              + " scope.",
          "--tree");

  private final OptionSpec depth = Options.depth();

  void addTo(CommandSpec command) {
    command.addOption(all).addOption(nameStatus);
    order.addTo(command);
    command.addOption(top).addOption(fold).addOption(tree).addOption(depth);
  }

  /** True if it was said what is shown. */
  boolean isTyped() {
    return Options.isGiven(all)
        || isNameStatus()
        || order.isTyped()
        || top() != EACH
        || Options.isGiven(fold)
        || isTree();
  }

  /**
   * Refuses options that contradict each other.
   *
   * @param hasValues true if values are compared
   */
  void check(TableFormat format, Part part, boolean hasValues) {
    if (order.order().isOfValues() && !hasValues) {
      throw new UsageException(
          "--quick and --names-only read no values to sort by: use --sort name, status, size or"
              + " params");
    }
    if (top() != EACH && !part.isWhole()) {
      throw new UsageException("--limit counts over all tensors, --part splits them: use one");
    }
    if (isTree()) {
      checkTree(part);
    }
    if (format != TableFormat.TEXT && isNameStatus()) {
      throw new UsageException("--name-status is for -f text");
    }
  }

  private void checkTree(Part part) {
    if (isNameStatus() || Options.isGiven(fold) || top() != EACH) {
      throw new UsageException(
          "--tree shows sums over tensors: it does not go with --name-status, --fold or --limit");
    }
    if (!part.isWhole()) {
      throw new UsageException("--tree sums over all tensors, --part splits them: use one");
    }
    if (order.order() == DiffOrder.STATUS || order.order() == DiffOrder.COSINE) {
      throw new UsageException("scopes have no status and no cosine to --sort by");
    }
  }

  /** Prints a report. */
  void print(
      DiffReport report,
      Optional<RestorePlan> plan,
      DiffSide a,
      DiffSide b,
      Part part,
      TableFormat format,
      Output out,
      TextStyle style)
      throws IOException {
    if (isTree()) {
      printTree(report, plan, a, b, format, out, style);
      return;
    }
    List<TensorDiff> shown = shown(report, format == TableFormat.TEXT);
    if (format != TableFormat.TEXT) {
      Columns<TensorDiff> columns = DiffColumns.of(report.basis(), a.fields(), b.fields());
      format
          .printer(
              columns,
              head("tfckpt/diff/1", report, plan, part),
              "tensors",
              part.isFirst(),
              out,
              style)
          .printAll(shown);
      return;
    }
    TextOut text = new TextOut(out);
    if (isNameStatus()) {
      for (TensorDiff diff : shown) {
        text.ascii(letter(diff.status())).ascii('\t').text(diff.pair().name()).line();
      }
    } else {
      boolean isAll = Options.isGiven(all);
      DiffText.print(report, plan, lines(shown), isAll, text, style);
      if (!part.isWhole()) {
        text.text("part ").text(part.toString()).line();
      }
    }
    text.flush();
  }

  private void printTree(
      DiffReport report,
      Optional<RestorePlan> plan,
      DiffSide a,
      DiffSide b,
      TableFormat format,
      Output out,
      TextStyle style)
      throws IOException {
    RoleClassifier rolesA = a.fields().roles();
    RoleClassifier rolesB = b.fields().roles();
    DiffOrder inScopes = order.isTyped() ? order.order() : DiffOrder.NAME;
    DiffTree trees =
        DiffTree.of(
            report.diffs(),
            diff -> (diff.pair().a().isPresent() ? rolesA : rolesB).role(diff.pair().either()),
            diffs -> DiffScope.tree("", diffs, inScopes, order.isBackwards()),
            Options.levels(depth, EACH));
    if (format != TableFormat.TEXT) {
      Map<String, Object> head = head("tfckpt/diff-tree/1", report, plan, Part.WHOLE);
      trees.printRows(format, head, out, style);
      return;
    }
    TextOut text = new TextOut(out);
    trees.print(Options.isGiven(all), text, style);
    DiffText.printSummary(report, plan, Options.isGiven(all), text, style);
    text.flush();
  }

  /**
   * The fields of the document. The summary has every status, also those that do not occur; {@code
   * compared} is {@code values}, {@code checksums} or {@code names}.
   */
  private static Map<String, Object> head(
      String schema, DiffReport report, Optional<RestorePlan> plan, Part part) {
    Map<String, Object> summary = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      summary.put(status.label(), report.count(status));
    }
    Map<String, Object> head =
        JsonDocument.object(
            "schema",
            schema,
            "a",
            Visible.line(report.a()),
            "b",
            Visible.line(report.b()),
            "compared",
            report.basis().name().toLowerCase(Locale.ROOT),
            "part",
            PartOption.field(part),
            "equal",
            report.isEqual(),
            "summary",
            summary);
    plan.ifPresent(restored -> head.put("savers", restored.fields(report)));
    return head;
  }

  private int top() {
    return Options.atMost(top, EACH);
  }

  private boolean isTree() {
    return Options.isGiven(tree) || Options.levels(depth, EACH) != EACH;
  }

  private boolean isNameStatus() {
    return Options.isGiven(nameStatus);
  }

  /** What is shown, in the order of names; what is for people, or cut short, by change. */
  private List<TensorDiff> shown(DiffReport report, boolean isText) {
    boolean letters = isNameStatus();
    boolean everything = Options.isGiven(all) || !isText;
    List<TensorDiff> wanted =
        everything
            ? report.diffs()
            : report.having(status -> letters ? !status.isEqual() : status != Status.IDENTICAL);
    boolean byChange = order.isTyped() || top() != EACH || (isText && !letters);
    DiffOrder wantedOrder = byChange ? order.order() : DiffOrder.NAME;
    List<TensorDiff> shown = wantedOrder.sort(wanted, order.isBackwards());
    return shown.subList(0, Math.min(top(), shown.size()));
  }

  /** The lines of a table: one for each tensor, or for several that are alike. */
  private List<FoldedDiff> lines(List<TensorDiff> shown) {
    return Options.isGiven(fold)
        ? order.order().sortFolded(FoldedDiff.fold(TensorDiff.byChange(shown)), order.isBackwards())
        : FoldedDiff.each(shown);
  }

  private static char letter(Status status) {
    return switch (status) {
      case IDENTICAL -> '=';
      case CLOSE -> '~';
      case DIFFERENT -> 'M';
      case SHAPE -> 'S';
      case DTYPE -> 'T';
      case ONLY_A -> 'D';
      case ONLY_B -> 'A';
      case UNKNOWN -> 'U';
    };
  }
}
