package io.github.tfckpt.tf.graph;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.store.MessageCursor;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which integers of a graph only steer it: shapes, axes, begins and ends of slices, paddings. Such
 * are those of one axis at most, as long as a shape can be, that no operation takes for values; and
 * of two axes, those that an operation takes for paddings.
 *
 * <pre>
 *   NodeDef   2 op   3 input* ("name", "name:1", "name:output:0", "^name" for control)
 * </pre>
 *
 * @see "tensorflow/core/framework/node_def.proto"
 */
final class GraphUses {

  /** The inputs that an operation computes with, where some are values and some steer. */
  private static final Map<String, List<Integer>> VALUES = new HashMap<>();

  /** The inputs that are paddings, or pairs like them. */
  private static final Map<String, List<Integer>> PAIRS = new HashMap<>();

  static {
    for (String op : List.of("Gather", "GatherV2", "GatherNd", "Identity", "Dequantize")) {
      VALUES.put(op, List.of(0));
    }
    for (String op :
        List.of("MatMul", "QuantizedMatMul", "Conv2D", "BiasAdd", "QuantizedBiasAdd")) {
      VALUES.put(op, List.of(0, 1));
    }
    for (String op : List.of("LookupTableImport", "LookupTableImportV2", "InitializeTableV2")) {
      VALUES.put(op, List.of(1, 2));
    }
    for (String op : List.of("Pad", "PadV2", "MirrorPad")) {
      PAIRS.put(op, List.of(1));
    }
    for (String op : List.of("SpaceToBatchND", "BatchToSpaceND")) {
      PAIRS.put(op, List.of(1, 2));
    }
  }

  private static final int LONGEST_OP = 32;
  private static final int LONGEST_INPUT = 1 << 12;

  /** A shape has at most so many axes. */
  private static final int LONGEST_SHAPE = 254;

  /** More inputs than this are not remembered. */
  private static final int MOST = 1 << 20;

  private final Set<Bytes> values = new HashSet<>();
  private final Set<Bytes> pairs = new HashSet<>();

  /**
   * Looks at the inputs of a node.
   *
   * @param node stands before its first field
   * @param keys gives a node beside it the key that its constant has
   */
  void add(MessageCursor node, UnaryOperator<Bytes> keys) throws IOException {
    String op = "";
    Map<Integer, Bytes> inputs = new HashMap<>();
    int count = 0;
    while (node.next()) {
      if (node.is(2, MessageCursor.RUN) && node.size() <= LONGEST_OP) {
        op = node.bytes().toString();
      } else if (node.is(3, MessageCursor.RUN)) {
        if (count < 3 && node.size() <= LONGEST_INPUT) {
          inputs.put(count, node.bytes());
        }
        count++;
      }
    }
    add(op, inputs, VALUES, values, keys);
    add(op, inputs, PAIRS, pairs, keys);
  }

  private static void add(
      String op,
      Map<Integer, Bytes> inputs,
      Map<String, List<Integer>> wanted,
      Set<Bytes> found,
      UnaryOperator<Bytes> keys) {
    for (int index : wanted.getOrDefault(op, List.of())) {
      if (inputs.containsKey(index) && found.size() < MOST) {
        found.add(keys.apply(nodeOf(inputs.get(index))));
      }
    }
  }

  /** The node of an input, without the number or the name of its output. */
  private static Bytes nodeOf(Bytes input) {
    byte[] bytes = input.toArray();
    int end = 0;
    while (end < bytes.length && bytes[end] != ':') {
      end++;
    }
    return Bytes.copyOf(bytes, 0, end);
  }

  /** True of a constant that is no value the graph computes with. */
  boolean isSteering(TensorEntry constant) {
    DType dtype = constant.dtype();
    if (!dtype.equals(DType.INT32) && !dtype.equals(DType.INT64)) {
      return false;
    }
    int rank = constant.shape().rank();
    return rank < 2
        ? constant.elementCount() <= LONGEST_SHAPE && !values.contains(constant.key())
        : pairs.contains(constant.key());
  }
}
