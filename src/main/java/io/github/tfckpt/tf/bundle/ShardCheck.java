package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.source.Boundaries;
import io.github.tfckpt.source.FileType;
import io.github.tfckpt.source.PathText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks one shard against the runs that lie in it: its name and length, runs that share bytes,
 * bytes that are of no run.
 */
final class ShardCheck {

  /** A writer may align tensors: fewer zero bytes between two are no finding. */
  private static final long MOST_PADDING = 4096;

  /** Of more shards none is compared with the others. */
  private static final int MOST_COMPARED = 64;

  private final Shards shards;
  private final int number;
  private final Map<Integer, Long> ends;
  private final List<PlacedRun> runs;
  private final boolean isWhole;
  private final FindingSink findings;
  private final MissingShards missing;

  /**
   * A shard that has to be there.
   *
   * @param ends of each shard where its last tensor ends
   * @param runs one at least, in the order of their places
   * @param isWhole false if there may be tensors that could not be read: no byte is missed then
   * @param missing takes the shard if it cannot be opened
   */
  ShardCheck(
      Shards shards,
      Map<Integer, Long> ends,
      List<PlacedRun> runs,
      boolean isWhole,
      FindingSink findings,
      MissingShards missing) {
    this.shards = shards;
    this.number = runs.get(0).shard();
    this.ends = ends;
    this.runs = runs;
    this.isWhole = isWhole;
    this.findings = findings;
    this.missing = missing;
  }

  /** The runs that lie within the file. */
  List<PlacedRun> check() {
    Path named = shards.named(number);
    try {
      Path path = shards.path(number);
      ByteSource file = shards.shard(number);
      if (!path.equals(named) && shards.isCounted()) {
        reportOtherName(named, path);
      }
      return checkFile(file);
    } catch (Missing e) {
      missing.add(e, runs);
    } catch (IOException e) {
      findings.add(Finding.of(e));
      for (PlacedRun run : runs) {
        String what = run.what() + ": its data file cannot be read";
        findings.add(Finding.error(PathText.of(named), what, run.tensor()).asConsequence());
      }
    }
    return List.of();
  }

  private String inIt() {
    long bytes = 0;
    long tensors = 0;
    for (PlacedRun run : runs) {
      bytes += run.size();
      tensors += run.isFirst() ? 1 : 0;
    }
    return MissingShards.inIt(tensors, bytes);
  }

  private void reportOtherName(Path named, Path path) {
    String other =
        "no such file, but " + path.getFileName() + ", which TensorFlow does not look for";
    findings.add(Finding.error(PathText.of(named), other + "; " + inIt()));
    for (PlacedRun run : runs) {
      String what = run.what() + ": no such file";
      findings.add(Finding.error(PathText.of(named), what, run.tensor()).asConsequence());
    }
  }

  private List<PlacedRun> checkFile(ByteSource file) throws IOException {
    List<PlacedRun> within = new ArrayList<>();
    long position = 0;
    for (PlacedRun run : runs) {
      checkNeighbour(file, position, run);
      position = Math.max(position, run.size() == 0 ? position : run.end());
      if (run.size() == 0 || run.end() <= file.size()) {
        within.add(run);
      }
    }
    if (position > file.size()) {
      reportShort(file, position);
    } else if (isWhole && position < file.size() && !isPadding(file, position, file.size())) {
      String other = FileType.of(file).map(name -> "; is " + name).orElse("");
      findings.add(
          Finding.warning(
              file.description(),
              "bytes %s after the last tensor belong to none%s"
                  .formatted(place(position, file.size()), other)));
    }
    return within;
  }

  private void checkNeighbour(ByteSource file, long position, PlacedRun run) throws IOException {
    if (run.size() == 0) {
      return;
    }
    if (run.offset() < position) {
      findings.add(
          Finding.warning(
              file.description(),
              "%s: bytes %s overlap those of another tensor, which takes bytes up to %s"
                  .formatted(run.what(), place(run.offset(), run.end()), position)));
    } else if (isWhole && run.offset() > position && !isPadding(file, position, run.offset())) {
      findings.add(
          Finding.warning(
              file.description(),
              "bytes %s before %s belong to no tensor"
                  .formatted(place(position, run.offset()), run.what())));
    }
  }

  private static boolean isPadding(ByteSource file, long from, long to) throws IOException {
    if (to - from >= MOST_PADDING || to > file.size()) {
      return to > file.size();
    }
    ByteBuffer gap = ByteBuffer.allocate((int) (to - from));
    file.read(from, gap);
    for (byte b : gap.array()) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private void reportShort(ByteSource file, long needed) throws IOException {
    Optional<FileType> other = FileType.of(file);
    String reason = other.isPresent() ? "; is " + other.get().said(file) : swapped(file, needed);
    findings.add(
        Finding.error(
            file.description(),
            "ends at %s, %s early%s%s"
                .formatted(
                    file.size(), bytes(needed - file.size()), Boundaries.of(file.size()), reason)));
    for (PlacedRun run : runs) {
      if (run.size() > 0 && run.end() > file.size()) {
        long lost = Math.min(run.size(), run.end() - file.size());
        findings.add(
            Finding.error(
                    file.description(),
                    "%s: bytes %s run past the end at %s: %s of it missing"
                        .formatted(
                            run.what(),
                            place(run.offset(), run.end()),
                            file.size(),
                            lost == run.size() ? "all" : bytes(lost)),
                    run.tensor())
                .asConsequence());
      }
    }
  }

  /** Which other shard has the length of this one, and this one that of the other. */
  private String swapped(ByteSource file, long needed) throws IOException {
    if (ends.size() > MOST_COMPARED) {
      return "";
    }
    for (Map.Entry<Integer, Long> other : ends.entrySet()) {
      if (other.getValue() == file.size()
          && shards.isThere(other.getKey())
          && shards.shard(other.getKey()).size() == needed) {
        String name = shards.path(other.getKey()).getFileName().toString();
        return "; " + name + " has the right length: files swapped?";
      }
    }
    return "";
  }

  private static String bytes(long count) {
    return count + (count == 1 ? " byte" : " bytes");
  }

  private static String place(long from, long to) {
    return from + "+" + (to - from);
  }
}
