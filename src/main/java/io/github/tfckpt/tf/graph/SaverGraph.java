package io.github.tfckpt.tf.graph;

import io.github.tfckpt.entry.RestoredTensor;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Corrupt;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import io.github.tfckpt.tensor.StringElements;
import io.github.tfckpt.tf.graph.SaverNode.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the Savers of a graph would read from a checkpoint: the names and types of the nodes that
 * restore, and the shapes of the variables that these are assigned to.
 *
 * <pre>
 *   RestoreV2      prefix, tensor_names, shape_and_slices; dtypes
 *   RestoreSlice   file_pattern, tensor_name, shape_and_slice; dt
 *   Restore        file_pattern, tensor_name; dt
 *   Assign         a variable, RestoreV2:3
 *   AssignVariableOp   a handle, an Identity of RestoreV2:3
 * </pre>
 *
 * @see "tensorflow/python/training/saver.py, BaseSaverBuilder"
 */
public final class SaverGraph {

  private static final Set<String> RESTORING = Set.of("RestoreV2", "RestoreSlice", "Restore");
  private static final Set<String> PASSING = Set.of("Identity", "Reshape", "Cast");
  private static final Set<String> ASSIGNING = Set.of("Assign", "AssignVariableOp");

  /** Nodes are stored in the order of their inputs; where not, a few rounds more find them. */
  private static final int MOST_ROUNDS = 4;

  private static final int WINDOW = 1 << 16;

  /** Bounds for memory: each name takes some hundred bytes. */
  private static final int MOST_NAMES = 1 << 20;

  private static final long MOST_NAME_BYTES = 1 << 27;
  private static final int LONGEST_NAME = 1 << 16;

  /** A node that restores. */
  private record Restore(List<Integer> types, Input names, Input slices) {}

  private interface Visit {
    void to(SaverNode node, MessageCursor field) throws IOException;
  }

  private final ByteSource file;
  private final GraphKind kind;
  private final Map<String, Restore> restores = new LinkedHashMap<>();

  /** The output of a restoring node that a node hands on. */
  private final Map<String, Input> passed = new HashMap<>();

  /** The variable that an output of a restoring node is assigned to. */
  private final Map<Input, String> variables = new HashMap<>();

  /** Outputs of restoring nodes that are given the shape of the variable: {@code reshape=True}. */
  private final Set<Input> reshaped = new HashSet<>();

  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, List<Bytes>> texts = new HashMap<>();
  private long nameBytes;

  private SaverGraph(ByteSource file, GraphKind kind) {
    this.file = file;
    this.kind = kind;
  }

  /**
   * What the Savers of a graph restore, in the order in which it is stored; nothing if there is no
   * Saver.
   *
   * @param file a GraphDef, a MetaGraphDef, or a SavedModel, of which the first graph counts
   * @throws CheckpointException if it is not a graph, is damaged, or computes the names
   */
  public static List<RestoredTensor> restored(ByteSource file) throws IOException {
    Optional<GraphKind> kind = GraphKind.of(file);
    if (kind.isEmpty()) {
      throw new Unsupported(
          file.description(), "is not a graph: no GraphDef, SavedModel or MetaGraphDef");
    }
    SaverGraph graph = new SaverGraph(file, kind.get());
    graph.walk(graph::addRestore);
    if (graph.restores.isEmpty()) {
      return List.of();
    }
    int known = -1;
    for (int round = 0; round < MOST_ROUNDS && graph.flows() > known; round++) {
      known = graph.flows();
      graph.walk((node, field) -> graph.addFlow(node));
    }
    graph.readConstants();
    return graph.restored();
  }

  private void walk(Visit visit) throws IOException {
    MessageCursor graph = new MessageCursor(file, WINDOW);
    for (int depth = depth(); depth > 0; depth--) {
      if (!graph.nextRun(2)) {
        return;
      }
      graph = graph.inside();
    }
    while (graph.nextRun(1)) {
      visit.to(SaverNode.of(graph.inside()), graph);
    }
  }

  /** In how many fields 2 the nodes lie. */
  private int depth() {
    return switch (kind) {
      case GRAPH_DEF -> 0;
      case META_GRAPH_DEF -> 1;
      case SAVED_MODEL -> 2;
    };
  }

  private void addRestore(SaverNode node, MessageCursor field) throws IOException {
    if (!RESTORING.contains(node.op())) {
      return;
    }
    String attribute = node.op().equals("RestoreV2") ? "dtypes" : "dt";
    List<Integer> types = SaverNode.types(field.inside(), attribute);
    checkCount(restores.size() + types.size());
    restores.put(node.name(), new Restore(types, node.input(1), node.input(2)));
  }

  private int flows() {
    return passed.size() + variables.size();
  }

  private void addFlow(SaverNode node) throws CheckpointException {
    boolean passes = PASSING.contains(node.op());
    if (passes || ASSIGNING.contains(node.op())) {
      Input input = node.input(passes ? 0 : 1);
      Input source = restores.containsKey(input.node()) ? input : passed.get(input.node());
      if (source != null && passes) {
        passed.put(node.name(), source);
        if (node.op().equals("Reshape")) {
          reshaped.add(source);
        }
      } else if (source != null) {
        variables.put(source, node.input(0).node());
      }
      checkCount(flows());
    }
  }

  /** Reads the shapes of variables, and the constants that name tensors and slices. */
  private void readConstants() throws IOException {
    Set<String> wanted = new HashSet<>();
    for (Restore restore : restores.values()) {
      wanted.add(restore.names().node());
      wanted.add(restore.slices().node());
    }
    Set<String> assigned = new HashSet<>(variables.values());
    walk(
        (node, field) -> {
          if (assigned.contains(node.name())) {
            Optional<Shape> shape = SaverNode.shape(field.inside());
            shape.ifPresent(known -> shapes.put(node.name(), known));
          } else if (node.op().equals("Const") && wanted.contains(node.name())) {
            texts.put(node.name(), strings(node.name(), field));
          }
        });
  }

  private List<Bytes> strings(String node, MessageCursor field) throws IOException {
    Constant constant = Constant.read(field.inside(), Bytes.utf8(node), file);
    long count = constant.entry().elementCount();
    if (!constant.entry().dtype().equals(DType.STRING)) {
      throw new Corrupt(file.description(), node + ": names that are not strings");
    }
    checkCount(count);
    ByteSource proto = file.slice(constant.start(), constant.size());
    List<Bytes> strings = new ArrayList<>();
    if (ConstantElements.of(proto, DType.STRING, count, node) instanceof StringElements all) {
      for (long i = 0; i < count; i++) {
        ByteSource text = all.at(i);
        nameBytes += text.size();
        if (text.size() > LONGEST_NAME || nameBytes > MOST_NAME_BYTES) {
          throw Unsupported.at(
              file.description(),
              "%s: a name of %d bytes, at most %d are read",
              node,
              text.size(),
              LONGEST_NAME);
        }
        strings.add(Bytes.copyOf(text.readAll()));
      }
    }
    return strings;
  }

  private void checkCount(long count) throws Unsupported {
    if (count > MOST_NAMES) {
      throw Unsupported.at(file.description(), "Savers of more than %d tensors", MOST_NAMES);
    }
  }

  private List<RestoredTensor> restored() throws CheckpointException {
    List<RestoredTensor> restored = new ArrayList<>();
    Set<List<Object>> seen = new LinkedHashSet<>();
    for (Map.Entry<String, Restore> each : restores.entrySet()) {
      String node = each.getKey();
      String saver = node.substring(0, Math.max(0, node.lastIndexOf('/')));
      Restore restore = each.getValue();
      List<Bytes> names = texts.get(restore.names().node());
      if (names == null) {
        throw new Unsupported(
            file.description(), node + ": the names of its tensors are not constants");
      }
      if (names.size() != restore.types().size()) {
        throw Corrupt.at(
            file.description(),
            "%s: %d names, but %d types",
            node,
            names.size(),
            restore.types().size());
      }
      List<Bytes> slices = texts.getOrDefault(restore.slices().node(), List.of());
      for (int i = 0; i < names.size(); i++) {
        // The parts of a partitioned variable are read one by one.
        if (seen.add(List.of(saver, names.get(i)))) {
          String slice = i < slices.size() ? slices.get(i).toString() : "";
          Input output = new Input(node, i);
          Optional<Shape> shape =
              slice.isEmpty()
                  ? Optional.ofNullable(shapes.get(variables.get(output)))
                  : whole(node, slice);
          DType dtype = DType.of(restore.types().get(i));
          boolean isReshaped = reshaped.contains(output);
          restored.add(new RestoredTensor(saver, names.get(i), dtype, shape, isReshaped));
        }
      }
    }
    return restored;
  }

  /** The shape of the whole variable: the first numbers of {@code 10 4 0,5:0,4}. */
  private Optional<Shape> whole(String node, String slice) throws Corrupt {
    String[] words = slice.split(" ", -1);
    long[] extents = new long[words.length - 1];
    try {
      for (int i = 0; i < extents.length; i++) {
        extents[i] = Long.parseLong(words[i]);
      }
      Shape shape = Shape.of(extents);
      shape.elementCount();
      return Optional.of(shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Corrupt(file.description(), node + ": '" + slice + "' is not the shape of a slice");
    }
  }
}
