package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.store.ObjectGraph;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.tensor.StringElements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tensor bundle as strict as its writer: index, entries, shards, and what lies beside them. */
public final class BundleCheck implements StoreCheck {

  /** Tensors that together claim so many times the bytes that there are: not summed. */
  private static final long MOST_CLAIMED = 16;

  private static final long CLAIMS_ALWAYS_FINE = 64 << 20;

  private final BundleIndex index;
  private final Shards shards;
  private final FindingSink findings;
  private final boolean bigEndian;
  private final List<DataCheck> data = new ArrayList<>();
  private final NavigableSet<Integer> numbers = new TreeSet<>();
  private final Map<Integer, Long> ends = new TreeMap<>();
  private final Set<Path> shardFiles = new HashSet<>();
  private long blocks;
  private long claimed;
  private long there;

  private BundleCheck(Path path, String prefix, FileSource file, FindingSink findings)
      throws IOException {
    this.findings = findings;
    this.index = BundleIndex.check(file, findings, count -> blocks = count);
    this.shards = new Shards(path, prefix, index.header().map(BundleHeader::shards).orElse(-1));
    this.bigEndian = index.header().map(BundleHeader::bigEndian).orElse(false);
  }

  /**
   * Checks all but the bytes of tensors.
   *
   * @param path the index file
   * @param prefix the name that the shards beside it begin with
   * @throws CheckpointException if it is no index, or of a version that is not for us
   */
  public static BundleCheck open(Path path, String prefix, FindingSink findings)
      throws IOException {
    try (FileSource file = FileSource.open(path)) {
      BundleCheck check = new BundleCheck(path, prefix, file, findings);
      try {
        check.checkShards();
        StrayFiles.check(path, prefix, check.shardFiles, check.index.isWhole(), findings);
        check.checkGraph();
        return check;
      } catch (IOException | RuntimeException e) {
        check.close();
        throw e;
      }
    }
  }

  private void checkShards() throws IOException {
    List<PlacedRun> runs =
        PlacedRuns.of(index, new TensorReader(index, shards, bigEndian), findings);
    for (PlacedRun run : runs) {
      numbers.add(run.shard());
      ends.merge(run.shard(), run.end(), Math::max);
    }
    checkNumbers();
    for (int from = 0; from < runs.size(); ) {
      int to = from + 1;
      while (to < runs.size() && runs.get(to).shard() == runs.get(from).shard()) {
        to++;
      }
      addShard(runs.subList(from, to));
      from = to;
    }
    if (claimed > CLAIMS_ALWAYS_FINE && claimed / MOST_CLAIMED > there) {
      data.clear();
      findings.add(
          Finding.error(
              index.description(),
              "tensors claim "
                  + claimed
                  + " bytes of files with "
                  + there
                  + ", each more than once; they are not summed"));
    }
  }

  private void checkNumbers() {
    int count = index.header().map(BundleHeader::shards).orElse(Integer.MAX_VALUE);
    for (int number : numbers) {
      if (number < 0 || (number >= count && count > 0)) {
        findings.add(
            Finding.error(
                index.description(),
                "tensors lie in shard " + number + ", the header says there are " + count));
      }
    }
  }

  private void addShard(List<PlacedRun> runs) throws IOException {
    List<PlacedRun> within = new ShardCheck(shards, ends, runs, index.isWhole(), findings).check();
    int number = runs.get(0).shard();
    if (shards.isThere(number)) {
      shardFiles.add(shards.path(number).getFileName());
    }
    if (!within.isEmpty()) {
      there += shards.shard(number).size();
    }
    for (PlacedRun run : within) {
      claimed += run.size();
      data.add(
          run.isString()
              ? new StringCheck(shards, numbers, run, bigEndian)
              : run.isVariant()
                  ? new VariantCheck(shards, numbers, run)
                  : new RunCheck(shards, numbers, run));
    }
  }

  /** Checks the object graph, if there is one that can be read. */
  private void checkGraph() throws IOException {
    NavigableSet<Bytes> keys = new TreeSet<>();
    for (TensorEntry entry : index.tensors()) {
      if (entry.key().equals(TensorEntry.OBJECT_GRAPH)) {
        TensorReader reader = new TensorReader(index, shards, bigEndian);
        try {
          if (reader.read(entry).elements() instanceof StringElements strings
              && strings.count() == 1) {
            strings.check();
            index.tensors().forEach(tensor -> keys.add(tensor.key()));
            new ObjectGraph(strings.at(0)).check(keys, index.isWhole(), findings);
          } else {
            findings.add(
                Finding.error(index.description(), "the object graph is no single string"));
          }
        } catch (CheckpointException e) {
          // Its checksum, place or size, which are told where they belong.
          return;
        }
      }
    }
  }

  @Override
  public long blocks() {
    return blocks;
  }

  @Override
  public long tensors() {
    return index.tensors().size();
  }

  @Override
  public List<DataCheck> data() {
    return data;
  }

  @Override
  public void close() throws IOException {
    shards.close();
  }
}
