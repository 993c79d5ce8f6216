package io.github.tfckpt.tf.bundle;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.Directory;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.store.ObjectGraph;
import io.github.tfckpt.store.Partition;
import io.github.tfckpt.store.SliceKey;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tensor bundle as strict as its writer: index, entries, shards, and what lies beside them. */
final class BundleCheck implements StoreCheck {

  /** Tensors that together claim so many times the bytes that there are: not summed. */
  private static final long MOST_CLAIMED = 16;

  private static final long CLAIMS_ALWAYS_FINE = 64 << 20;

  /** Of so many files beside the index the names are looked at. */
  private static final int MOST_LOOKED_AT = 10_000;

  private final BundleIndex index;
  private final Shards shards;
  private final FindingSink findings;
  private final boolean bigEndian;
  private final TensorReader reader;
  private final List<PlacedRun> runs = new ArrayList<>();
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
    this.reader = new TensorReader(index, shards, bigEndian);
  }

  /**
   * Checks all but the bytes of tensors.
   *
   * @param path the index file
   * @param prefix the name that the shards beside it begin with
   * @throws CheckpointException if it is not an index, or of a version that is not for us
   */
  static BundleCheck open(Path path, String prefix, FindingSink findings) throws IOException {
    try (FileSource file = FileSource.open(path)) {
      BundleCheck check = new BundleCheck(path, prefix, file, findings);
      try {
        check.checkShards();
        check.checkStrayFiles(path, prefix);
        check.checkGraph();
        return check;
      } catch (IOException | RuntimeException e) {
        check.close();
        throw e;
      }
    }
  }

  private void checkShards() throws IOException {
    for (TensorEntry entry : index.tensors()) {
      try {
        checkEntry(entry);
      } catch (IOException e) {
        findings.add(Finding.of(e, entry.key()));
      }
    }
    runs.sort(null);
    for (PlacedRun run : runs) {
      numbers.add(run.shard());
      ends.merge(run.shard(), run.end(), Math::max);
    }
    checkNumbers();
    MissingShards missing = new MissingShards();
    for (int from = 0; from < runs.size(); ) {
      int to = from + 1;
      while (to < runs.size() && runs.get(to).shard() == runs.get(from).shard()) {
        to++;
      }
      addShard(runs.subList(from, to), missing);
      from = to;
    }
    missing.report(findings);
    if (claimed > CLAIMS_ALWAYS_FINE && claimed / MOST_CLAIMED > there) {
      data.clear();
      findings.add(
          Finding.error(
              index.description(),
              "tensors claim %s bytes of files with %s, each more than once; they are not summed"
                  .formatted(claimed, there)));
    }
  }

  /** Checks what an entry says as far as no shard is needed; what makes sense has a run in one. */
  private void checkEntry(TensorEntry entry) throws IOException {
    String what = entry.key().quoted();
    DType dtype = entry.dtype();
    if (dtype.kind() == DType.Kind.OPAQUE && !dtype.equals(DType.VARIANT)) {
      throw Corrupt.at(index.description(), "%s: tensors of type %s cannot be stored", what, dtype);
    }
    if (SliceKey.isOne(entry.key())) {
      findings.add(
          Finding.warning(
              index.description(), what + ": is the record of a slice that no variable lists"));
    }
    if (entry.slices().isEmpty()) {
      place(new PlacedRun(entry, entry.key(), what, true));
    } else {
      checkSlices(entry, what);
    }
  }

  private void checkSlices(TensorEntry entry, String what) {
    // Reported, but no reason to leave out the slices that are there.
    try {
      Partition.of(index.description() + ": " + what, entry.shape(), entry.slices());
    } catch (CheckpointException e) {
      findings.add(Finding.of(e, entry.key()));
    }
    boolean first = true;
    for (TensorSlice slice : entry.slices()) {
      Optional<Shape> shape = Partition.within(slice, entry.shape());
      if (shape.isPresent()) {
        try {
          TensorEntry record = reader.record(entry, slice, shape.get());
          place(new PlacedRun(record, entry.key(), what + " slice " + slice, first));
          first = false;
        } catch (CheckpointException e) {
          findings.add(Finding.of(e, entry.key()));
        }
      }
    }
  }

  private void place(PlacedRun run) throws CheckpointException {
    reader.checkSize(run.entry(), run.what());
    if (run.offset() < 0 || run.size() < 0 || run.offset() > Long.MAX_VALUE - run.size()) {
      throw Corrupt.at(
          index.description(),
          "%s: bytes %d+%d of shard %d are not a valid range",
          run.what(),
          run.offset(),
          run.size(),
          run.shard());
    }
    runs.add(run);
  }

  private void checkNumbers() {
    int count = index.header().map(BundleHeader::shards).orElse(Integer.MAX_VALUE);
    for (int number : numbers) {
      if (number < 0 || (number >= count && count > 0)) {
        findings.add(
            Finding.error(
                index.description(),
                "tensors are in shard " + number + ", the header says there are " + count));
      }
    }
  }

  private void addShard(List<PlacedRun> runs, MissingShards missing) throws IOException {
    List<PlacedRun> within =
        new ShardCheck(shards, ends, runs, index.isWhole(), findings, missing).check();
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
              : new RunCheck(shards, numbers, run));
    }
  }

  /**
   * Reports what lies beside the bundle and is not part of it: leftovers of a save that did not
   * end, be it of this step or of another, and shards of this prefix that no tensor is in.
   */
  private void checkStrayFiles(Path path, String prefix) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    TreeMap<String, String> stray = new TreeMap<>();
    UnfinishedSaves.in(directory)
        .forEach((file, what) -> stray.put(file.getFileName().toString(), what));
    String data = prefix + ".data-";
    for (Path file :
        index.isWhole()
            ? Directory.paths(directory, MOST_LOOKED_AT, name -> name.startsWith(data))
            : List.<Path>of()) {
      if (!shardFiles.contains(file.getFileName()) && Files.exists(file) && !isEmptyShard(file)) {
        stray.putIfAbsent(file.getFileName().toString(), "no tensor of this checkpoint is in it");
      }
    }
    stray.forEach(
        (name, what) ->
            findings.add(Finding.warning(PathText.of(path.resolveSibling(name)), what)));
  }

  /** TensorFlow makes the file of a shard before it has anything to put there. */
  private boolean isEmptyShard(Path file) throws IOException {
    String one = shards.named(0).getFileName().toString();
    String count = one.substring(one.lastIndexOf("-of-"));
    return file.getFileName().toString().endsWith(count) && Files.size(file) == 0;
  }

  /** Checks the object graph, if there is one that can be read. */
  private void checkGraph() throws IOException {
    NavigableSet<Bytes> keys = new TreeSet<>();
    for (TensorEntry entry : index.tensors()) {
      if (entry.key().equals(TensorEntry.OBJECT_GRAPH)) {
        try {
          if (reader.read(entry).elements() instanceof StringElements strings
              && strings.count() == 1) {
            strings.check();
            index.tensors().forEach(tensor -> keys.add(tensor.key()));
            new ObjectGraph(strings.at(0)).check(keys, index.isWhole(), findings);
          } else {
            findings.add(
                Finding.error(index.description(), "the object graph is not a single string"));
          }
        } catch (CheckpointException e) {
          // Its checksum, place or size, which are reported where they belong.
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
