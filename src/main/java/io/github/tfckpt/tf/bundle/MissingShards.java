package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.CheckpointException.Missing;
import java.util.ArrayList;
import java.util.List;

/** Shards that cannot be opened: a few are reported one by one, many as one finding. */
final class MissingShards {

  private static final int FEW = 5;

  private static final String ABSENT = "no such file";

  private final List<Finding> files = new ArrayList<>();
  private final List<Finding> tensors = new ArrayList<>();
  private long bytes;
  private long count;

  /** Takes a shard, and what lies in it. */
  void add(Missing why, List<PlacedRun> runs) {
    boolean isGone = why.what().startsWith(ABSENT) || why.what().endsWith("does not exist");
    String each = isGone ? ABSENT : why.what();
    long before = count;
    long size = 0;
    for (PlacedRun run : runs) {
      size += run.size();
      count += run.isFirst() ? 1 : 0;
      tensors.add(
          Finding.error(why.where(), run.what() + ": " + each, run.tensor()).asConsequence());
    }
    bytes += size;
    files.add(Finding.error(why.where(), why.what() + "; " + inIt(count - before, size)));
  }

  static String inIt(long tensors, long bytes) {
    return tensors
        + (tensors == 1 ? " tensor of " : " tensors of ")
        + bytes
        + (bytes == 1 ? " byte in it" : " bytes in it");
  }

  /** Reports what was taken. */
  void report(FindingSink findings) {
    if (files.size() <= FEW) {
      int next = 0;
      for (Finding file : files) {
        findings.add(file);
        while (next < tensors.size() && tensors.get(next).where().equals(file.where())) {
          findings.add(tensors.get(next++));
        }
      }
      return;
    }
    Finding first = files.get(0);
    int end = first.what().lastIndexOf("; ");
    findings.add(
        Finding.error(
            first.where(),
            "%s, and so %d more data files; %d tensors of %d bytes in them"
                .formatted(first.what().substring(0, end), files.size() - 1, count, bytes)));
    tensors.forEach(findings::add);
  }
}
