package io.github.tfckpt.tf.graph;

import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.entry.StoreFacts;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.source.FileType;
import io.github.tfckpt.source.LastingFile;
import io.github.tfckpt.store.Damage;
import io.github.tfckpt.store.FormatVersion;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.store.TensorStore;
import io.github.tfckpt.tensor.Elements;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An open file with a graph: its constants, as tensors. */
public final class GraphFile implements TensorStore {

  private final LastingFile file;
  private final Map<Bytes, Constant> constants = new HashMap<>();
  private final List<TensorEntry> tensors = new ArrayList<>();
  private final Damage damage = new Damage();
  private Optional<FormatVersion> version = Optional.empty();
  private GraphUses uses = new GraphUses();

  private GraphFile(LastingFile file) {
    this.file = file;
  }

  /** True if a file has the fields of a graph. */
  public static boolean accepts(Path path) {
    try (FileSource file = FileSource.open(path)) {
      return GraphKind.of(file).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens a file and finds its constants.
   *
   * @throws CheckpointException if it is not a graph
   */
  public static GraphFile open(Path path) throws IOException {
    return open(path, finding -> {});
  }

  /** Opens a file; what is damaged goes to {@code findings} too. */
  static GraphFile open(Path path, FindingSink findings) throws IOException {
    GraphFile graph = new GraphFile(new LastingFile(path));
    try {
      graph.find(findings);
      return graph;
    } catch (IOException | RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private void find(FindingSink findings) throws IOException {
    GraphKind kind = GraphKind.of(file).orElse(null);
    if (kind == null) {
      Optional<FileType> other = FileType.of(file);
      throw other.isPresent()
          ? other.get().refusal(file)
          : new Unsupported(
              file.description(), "is not a graph: no GraphDef, SavedModel or MetaGraphDef");
    }
    FindingSink both =
        finding -> {
          damage.add(finding.message());
          findings.add(finding);
        };
    GraphWalk walk = new GraphWalk(file, both);
    for (Constant constant : walk.constants(kind)) {
      constants.put(constant.entry().key(), constant);
      tensors.add(constant.entry());
    }
    version = walk.version();
    uses = walk.uses();
    tensors.sort(Comparator.comparing(TensorEntry::key));
  }

  @Override
  public List<TensorEntry> tensors() {
    return Collections.unmodifiableList(tensors);
  }

  @Override
  public boolean isSteering(TensorEntry entry) {
    return uses.isSteering(entry);
  }

  @Override
  public List<String> damage() {
    return damage.lines();
  }

  @Override
  public StoreFacts facts() {
    return new StoreFacts(
        version.stream().mapToInt(FormatVersion::producer).findFirst(),
        version.stream().mapToInt(FormatVersion::minConsumer).findFirst(),
        Optional.empty(),
        1,
        List.of(new StoreFacts.StoredFile(file.name(), OptionalLong.of(file.size()))),
        Map.of());
  }

  @Override
  public OptionalLong dataBytes() {
    return OptionalLong.of(file.size());
  }

  @Override
  public Tensor read(TensorEntry entry) throws IOException {
    String what = entry.key().quoted();
    TensorStore.requireValues(file.description(), what, entry.dtype());
    ByteSource proto = proto(constant(entry));
    Elements elements = ConstantElements.of(proto, entry.dtype(), entry.elementCount(), what);
    return new Tensor(entry.name(), entry.dtype(), entry.shape(), elements);
  }

  Constant constant(TensorEntry entry) {
    return constants.get(entry.key());
  }

  /** The TensorProto of a constant. */
  ByteSource proto(Constant constant) throws Corrupt {
    return file.slice(constant.start(), constant.size());
  }

  /**
   * The first MetaGraphDef of a file, which says who wrote it; empty if there is none.
   *
   * @throws CheckpointException if it cannot be read so far
   */
  public static Optional<ByteSource> metaGraph(ByteSource file) throws IOException {
    GraphKind kind = GraphKind.of(file).orElse(GraphKind.GRAPH_DEF);
    if (kind == GraphKind.SAVED_MODEL) {
      MessageCursor model = new MessageCursor(file).allowCut();
      return model.nextRun(2) ? Optional.of(model.run()) : Optional.empty();
    }
    return kind == GraphKind.META_GRAPH_DEF ? Optional.of(file) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
