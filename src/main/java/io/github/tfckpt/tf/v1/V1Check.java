package io.github.tfckpt.tf.v1;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.store.Partition;
import io.github.tfckpt.store.SliceKey;
import io.github.tfckpt.store.StoreCheck;
import io.github.tfckpt.table.BlockCheck;
import io.github.tfckpt.table.TableCheck;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.TensorSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A V1 checkpoint as strict as its writer: tables, lists of tensors, slices, records. */
final class V1Check implements StoreCheck {

  private final FindingSink findings;
  private final V1Checkpoint checkpoint;
  private final List<FileSource> sources = new ArrayList<>();
  private final List<DataCheck> data = new ArrayList<>();
  private final Map<V1File, List<RecordsCheck>> records = new LinkedHashMap<>();
  private long blocks;

  private V1Check(FindingSink findings) {
    this.findings = findings;
    this.checkpoint = new V1Checkpoint(findings);
  }

  /**
   * Checks all but the data blocks.
   *
   * @param paths all files of the checkpoint that there are
   * @throws IOException if the only file is not a table
   */
  static V1Check open(List<Path> paths, FindingSink findings) throws IOException {
    V1Check check = new V1Check(findings);
    try {
      for (Path path : paths) {
        check.openFile(path, paths.size() == 1);
      }
      check.checkpoint.gatherAll();
      check.checkpoint.gathered().forEach(check::expect);
      return check;
    } catch (IOException | RuntimeException e) {
      check.close();
      throw e;
    }
  }

  private void openFile(Path path, boolean only) throws IOException {
    try {
      FileSource source = FileSource.open(path);
      sources.add(source);
      TableCheck table = TableCheck.open(source, false, "", findings);
      // The index block and the metaindex block.
      blocks += 2;
      Optional<V1File> file = openList(path, table);
      List<RecordsCheck> checks = new ArrayList<>();
      for (BlockCheck block : table.blocks()) {
        checks.add(new RecordsCheck(block, file.isPresent()));
      }
      // Without a list the first block, which holds it, has been checked by now.
      boolean isFirstDone = file.isEmpty() && !checks.isEmpty();
      data.addAll(isFirstDone ? checks.subList(1, checks.size()) : checks);
      file.ifPresent(open -> records.put(open, checks));
    } catch (CheckpointException e) {
      if (only) {
        throw e;
      }
      findings.add(Finding.error(e.where(), e.what() + "; its tensors are lost"));
    }
  }

  private Optional<V1File> openList(Path path, TableCheck table) throws IOException {
    try {
      V1File file = V1File.open(path);
      checkpoint.add(file);
      return Optional.of(file);
    } catch (Corrupt e) {
      boolean reported = !table.isWhole();
      if (!reported && !table.blocks().isEmpty()) {
        BlockCheck first = table.blocks().get(0);
        reported = !first.finish(Crc32c.of(first.summed()), entry -> {}, findings);
        blocks++;
      }
      findings.add(
          reported
              ? Finding.error(PathText.of(path), "the list of its tensors is lost")
              : Finding.error(e.where(), e.what() + "; its tensors are lost"));
      return Optional.empty();
    }
  }

  private void expect(Bytes name, V1Checkpoint.Gathered tensor) {
    String where = tensor.files().get(0).description() + ": " + name.quoted();
    if (tensor.dtype().kind() == DType.Kind.OPAQUE) {
      findings.add(
          Finding.error(where, "tensors of type " + tensor.dtype() + " cannot be stored", name));
    }
    try {
      Partition.of(where, tensor.shape(), tensor.slices());
    } catch (CheckpointException e) {
      findings.add(Finding.of(e, name));
    }
    boolean first = true;
    for (int i = 0; i < tensor.slices().size(); i++) {
      TensorSlice slice = tensor.slices().get(i);
      Optional<Shape> shape = Partition.within(slice, tensor.shape());
      if (shape.isPresent()) {
        RecordsCheck.ExpectedRecord record =
            new RecordsCheck.ExpectedRecord(name, slice, tensor.dtype(), shape.get(), first);
        expect(tensor.files().get(i), record);
        first = false;
      }
    }
  }

  private void expect(V1File file, RecordsCheck.ExpectedRecord record) {
    Bytes key = SliceKey.of(record.tensor(), record.slice());
    int block = file.blockFor(key);
    if (block >= file.blocks()) {
      findings.add(
          Finding.error(
              file.description(), record.what() + ": its record is missing", record.tensor()));
    } else {
      // The same slice twice is an overlap, which is reported.
      records.get(file).get(block).expect(key, record);
    }
  }

  @Override
  public long blocks() {
    return blocks;
  }

  @Override
  public long tensors() {
    return checkpoint.tensors().size();
  }

  @Override
  public List<DataCheck> data() {
    return data;
  }

  @Override
  public void close() throws IOException {
    checkpoint.close();
    for (FileSource source : sources) {
      source.close();
    }
  }
}
