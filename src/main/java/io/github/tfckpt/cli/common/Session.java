package io.github.tfckpt.cli.common;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.entry.IndexedView;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.SortOrder;
import io.github.tfckpt.name.NameFilter;
import io.github.tfckpt.render.Columns;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.RecordPrinter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a command on one checkpoint. Every such command goes the same way: open the checkpoint
 * and the output, print remarks, choose tensors, answer, report what could not be read, keep or
 * drop the output, and exit with the worst code on the way. A command adds only its answer.
 */
public final class Session {

  /** What a command does once the checkpoint is open. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Prints the answer to {@link Session#out}.
     *
     * @return what the answer says as an exit code; {@link ExitCode#NO} leaves it a whole answer
     */
    int print(Session session) throws IOException;
  }

  private final Streams streams;
  private final CheckpointArgument argument;
  private final Checkpoint checkpoint;
  private final Output out;
  private final OutputOptions output;
  private Optional<ReadFailures> failures = Optional.empty();
  private int code = ExitCode.OK;
  private boolean damageIsReported;
  private boolean hasAnswer = true;
  private boolean hasPatterns;
  private boolean keepsPartial;

  private Session(
      Streams streams,
      CheckpointArgument argument,
      Checkpoint checkpoint,
      Output out,
      OutputOptions output) {
    this.streams = streams;
    this.argument = argument;
    this.checkpoint = checkpoint;
    this.out = out;
    this.output = output;
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  public static int run(
      Streams streams, CheckpointArgument argument, OutputOptions output, Answer answer)
      throws IOException {
    try (Checkpoint checkpoint = argument.open();
        Output out = output.open(streams, argument)) {
      Session session = new Session(streams, argument, checkpoint, out, output);
      return session.end(answer.print(session));
    }
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * Prints a row for each tensor of a part; JSON says of which checkpoint.
   *
   * @param schema what JSON calls the answer
   */
  public <R> RecordPrinter<R> rows(
      String schema, Columns<R> columns, FormatOption format, WorkOptions work) throws IOException {
    Map<String, Object> head =
        JsonDocument.object(
            "schema",
            schema,
            "checkpoint",
            Visible.line(checkpoint.path()),
            "part",
            PartOption.field(work.part()));
    boolean isBegin = work.part().isFirst();
    return format.format().printer(columns, head, "tensors", isBegin, out(), output.look(streams));
  }

  /** Where the answer goes. */
  public Output out() {
    failures();
    return out;
  }

  /**
   * The tensors that could not be read. The first call prints the remarks; a command that fails
   * before prints only its error.
   */
  public ReadFailures failures() {
    if (failures.isEmpty()) {
      failures = Optional.of(new ReadFailures(streams, output.remark(streams, checkpoint)));
    }
    return failures.get();
  }

  /**
   * The tensors that patterns choose, sorted. Patterns that match nothing are reported; if none
   * matches, there is no answer.
   *
   * @param typed patterns, all tensors if there are none
   */
  public List<TensorEntry> choose(
      List<String> typed, NameOptions names, OrderOptions<SortOrder> order) {
    failures();
    List<String> patterns = patterns(typed);
    hasPatterns = !patterns.isEmpty();
    NameFilter filter = names.filter(patterns, checkpoint);
    List<TensorEntry> chosen =
        order.order().sort(filter.choose(checkpoint.tensors()), names.shown(checkpoint));
    code =
        ExitCode.worse(
            code, UnmatchedPatterns.report(streams, checkpoint, filter, names.roles(), chosen));
    hasAnswer = code == ExitCode.OK || !chosen.isEmpty();
    return order.isBackwards() ? reversed(chosen) : chosen;
  }

  /**
   * What was typed as names or patterns, without the other files of the checkpoint: a shell makes
   * them of {@code model.ckpt-7*}.
   */
  public List<String> patterns(List<String> typed) {
    List<String> patterns = new ArrayList<>(typed);
    patterns.removeIf(word -> argument.hasFile(word) && checkpoint.named(word).isEmpty());
    return patterns;
  }

  private static List<TensorEntry> reversed(List<TensorEntry> entries) {
    int[] order = new int[entries.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = order.length - 1 - i;
    }
    return new IndexedView<>(entries, order);
  }

  /**
   * Reports names that no tensor has, or else roles; without any tensor there is no answer.
   *
   * @param chosen what names and roles leave
   */
  public void unmatched(
      List<String> typed, NameOptions names, List<TensorEntry> chosen, boolean hasOthers) {
    failures();
    hasPatterns = true;
    code = ExitCode.worse(code, UnmatchedPatterns.report(streams, checkpoint, typed));
    if (typed.isEmpty()) {
      code =
          ExitCode.worse(
              code, UnmatchedPatterns.report(streams, checkpoint, names.roles(), chosen));
    }
    hasAnswer = code == ExitCode.OK || hasOthers;
  }

  /** False if no pattern matched a tensor: then nothing is printed, not an empty answer. */
  public boolean hasAnswer() {
    return hasAnswer;
  }

  /** The worst exit code so far. */
  public int code() {
    return code;
  }

  /** Says that there is no answer; the result is the code given. */
  public int withoutAnswer(int reason) {
    hasAnswer = false;
    return reason;
  }

  /** Lets an output file take an answer that leaves out what cannot be read. */
  public void keepPartial() {
    keepsPartial = true;
  }

  /** Reports what of the index cannot be read, once; true if there is any. */
  public boolean isDamaged() {
    if (!damageIsReported) {
      for (String damage : checkpoint.damage()) {
        streams.message(damage);
      }
      damageIsReported = true;
    }
    return !checkpoint.damage().isEmpty();
  }

  private int end(int said) throws IOException {
    code = ExitCode.worse(code, failures().end());
    // Of a damaged index, what patterns name is whole.
    boolean whole = code == ExitCode.OK;
    whole &= !isDamaged() || hasPatterns;
    if (hasAnswer) {
      out.end(whole || keepsPartial, streams);
    }
    int damage = isDamaged() ? ExitCode.DAMAGED : ExitCode.OK;
    return ExitCode.worse(ExitCode.worse(code, said), damage);
  }
}
