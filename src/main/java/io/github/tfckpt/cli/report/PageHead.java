package io.github.tfckpt.cli.report;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.common.TypedPath;
import io.github.tfckpt.cli.common.Version;
import io.github.tfckpt.cli.records.CheckpointInfo;
import io.github.tfckpt.cli.records.InfoJson;
import io.github.tfckpt.cli.records.VerifyJson;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.report.BoundedValues;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.verify.Report;
import io.github.tfckpt.verify.Verification;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** What stands at the head of a page for each checkpoint: its facts, and what is wrong with it. */
final class PageHead implements Closeable {

  /** Of the largest tensors that facts name: the map shows them. */
  private static final int LARGEST = 5;

  private final Checkpoint open;
  private final String typed;
  private final CheckpointInfo facts;
  private final Optional<Verification> verification;
  private final Optional<IOException> unreadable;

  private PageHead(
      Checkpoint open,
      String typed,
      Optional<Verification> verification,
      Optional<IOException> unreadable)
      throws IOException {
    this.open = open;
    this.typed = typed;
    this.facts = CheckpointInfo.of(open, open.shownNames(), LARGEST);
    this.verification = verification;
    this.unreadable = unreadable;
  }

  /**
   * Gathers the facts, and checks the structure.
   *
   * @param open the checkpoint
   * @param typed what it was opened by
   * @param step which checkpoint of a directory
   * @param isGraph true if it is the constants of a graph
   */
  static PageHead of(Checkpoint open, String typed, OptionalLong step, boolean isGraph)
      throws IOException {
    try {
      Verification verification =
          isGraph
              ? Verification.openGraph(TypedPath.of(typed), Part.WHOLE)
              : Verification.open(TypedPath.of(typed), step, Part.WHOLE, false);
      return new PageHead(open, typed, Optional.of(verification), Optional.empty());
    } catch (IOException e) {
      return new PageHead(open, typed, Optional.empty(), Optional.of(e));
    }
  }

  /** The fields that every page begins with. */
  static Map<String, Object> fields(String kind) throws IOException {
    return JsonDocument.object(
        "schema", "tfckpt/report/1", "kind", kind, "made_by", new Version().getVersion()[0]);
  }

  CheckpointInfo facts() {
    return facts;
  }

  /** How many bytes are read to verify the checkpoint. */
  long work() {
    return verification.map(Verification::bytes).orElse(0L);
  }

  /** The facts, as {@code tfckpt info} tells them to programs. */
  Map<String, Object> info() {
    return BoundedValues.record(InfoJson.of(facts));
  }

  /** The findings, as {@code tfckpt verify} tells them. */
  Map<String, Object> verify(int threads, LongConsumer progress) throws IOException {
    Report report =
        verification.isPresent()
            ? verification.get().run(threads, progress)
            : Report.unreadable(typed, unreadable.orElseThrow());
    return BoundedValues.record(
        VerifyJson.of(VerifyJson.shown(report, open, open.shownNames()), false, Part.WHOLE));
  }

  @Override
  public void close() throws IOException {
    if (verification.isPresent()) {
      verification.get().close();
    }
  }
}
