package io.github.tfckpt.safetensors;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.store.CheckedStore;
import io.github.tfckpt.store.StoreCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Files that have been checked: their headers, and whether the tensors of each take all of its
 * data, with no gap and no overlap, as the format demands. There are no sums to compare with.
 *
 * @see "safetensors/src/tensor.rs, Metadata::validate"
 */
final class SafetensorsCheck {

  private final SafetensorsFile store;

  /** What is said of tensors that the end of a file has cut off. */
  private final List<Finding> cut = new ArrayList<>();

  private final FindingSink findings;

  private SafetensorsCheck(SafetensorsFile store, FindingSink findings) {
    this.store = store;
    this.findings = findings;
  }

  /**
   * Checks files.
   *
   * @param files as {@link SafetensorsFile#open} takes them
   * @throws IOException if one of them cannot be read at all
   */
  static StoreCheck open(List<Path> files, FindingSink findings) throws IOException {
    SafetensorsFile store = SafetensorsFile.open(files, findings);
    try {
      SafetensorsCheck check = new SafetensorsCheck(store, findings);
      check.sizes();
      check.places();
      return new CheckedStore(store, List.of());
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void sizes() {
    for (TensorEntry entry : store.tensors()) {
      try {
        Shard.checkSize(entry, store.shard(entry).file().description());
      } catch (Corrupt e) {
        findings.add(Finding.of(e, entry.key()));
      }
    }
  }

  /** Walks the tensors in the order of their places, one file after the other. */
  private void places() {
    List<TensorEntry> tensors = store.tensors();
    Integer[] order = new Integer[tensors.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        Comparator.comparing(
            tensors::get,
            Comparator.<TensorEntry>comparingInt(entry -> entry.shard().orElseThrow())
                .thenComparingLong(entry -> entry.offset().orElseThrow())
                .thenComparingLong(entry -> entry.bytes().orElseThrow())));
    int at = 0;
    List<Optional<Shard>> shards = store.shards();
    for (int number = 0; number < shards.size(); number++) {
      if (shards.get(number).isPresent()) {
        Shard shard = shards.get(number).get();
        long end = shard.dataStart();
        for (; at < order.length; at++) {
          TensorEntry entry = tensors.get(order[at]);
          if (entry.shard().orElseThrow() != number) {
            break;
          }
          end = place(shard, entry, end);
        }
        end(shard, end);
      }
    }
  }

  /**
   * Looks at the place of one tensor.
   *
   * @param end where all before it end
   * @return where all end now
   */
  private long place(Shard shard, TensorEntry entry, long end) {
    long start = entry.offset().orElseThrow();
    long size = entry.bytes().orElseThrow();
    String where = shard.file().description();
    if (size > shard.file().size() - start) {
      String what =
          "%s: bytes %d+%d run past the end at %d (truncated?)"
              .formatted(entry.key().quoted(), start, size, shard.file().size());
      cut.add(Finding.error(where, what, entry.key()).asConsequence());
    }
    if (start > end) {
      String what = "bytes %d+%d before %s belong to no tensor";
      findings.add(Finding.error(where, what.formatted(end, start - end, entry.key().quoted())));
    } else if (start < end && size > 0) {
      String what = "%s: its first %d bytes belong to another tensor too";
      long shared = Math.min(size, end - start);
      findings.add(Finding.error(where, what.formatted(entry.key().quoted(), shared), entry.key()));
    }
    return Math.max(end, start > Long.MAX_VALUE - size ? Long.MAX_VALUE : start + size);
  }

  private void end(Shard shard, long end) {
    long size = shard.file().size();
    if (!cut.isEmpty()) {
      String what = "ends at %d, %d bytes early (truncated?)".formatted(size, end - size);
      findings.add(Finding.error(shard.file().description(), what));
      cut.forEach(findings::add);
      cut.clear();
    }
    if (end < size) {
      String what = "bytes %d+%d after the last tensor belong to none".formatted(end, size - end);
      findings.add(Finding.error(shard.file().description(), what));
    }
  }
}
