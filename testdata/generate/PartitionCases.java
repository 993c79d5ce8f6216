package io.github.tfckpt.generate;

import io.github.tfckpt.generate.Saver.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Partitioned variables: cut along every axis, in any order, spelled both ways. */
final class PartitionCases {

  private PartitionCases() {}

  static void partitionedV2(Folder folder) {
    List<Variable> variables = variables(Type.ALL);
    variables.add(cut("rank_9", Type.FLOAT32, true, rank9()));
    variables.add(cut("rank_9_spelled_out", Type.INT16, false, rank9()));
    folder.v2("model.ckpt", variables);
  }

  static void partitionedV1(Folder folder) {
    List<Variable> variables = variables(v1Types());
    variables.add(cut("rank_9", Type.FLOAT32, true, rank9()));
    variables.add(cut("rank_9_spelled_out", Type.INT16, false, rank9()));
    folder.v1("model.ckpt", variables);
  }

  static void partitionedV2Shards(Folder folder) {
    List<Variable> variables = variables(List.of(Type.FLOAT32, Type.FLOAT16, Type.STRING));
    ShardCases.mergeItems(folder, "model.ckpt", deal(variables, 3));
    List<Variable> inOrder = variables.stream().map(PartitionCases::merged).toList();
    ShardCases.expectV2(folder, "model.ckpt", 3, inOrder);
  }

  static void partitionedV1Shards(Folder folder) {
    List<Variable> variables = variables(List.of(Type.FLOAT32, Type.FLOAT16, Type.STRING));
    List<List<Item>> shards = deal(variables, 3);
    List<String> open = new ArrayList<>(List.of("m.ckpt-?????-of-00003", "m.ckpt"));
    for (int i = 0; i < 3; i++) {
      Path file = folder.saver().shard(folder.file("m.ckpt"), i, 3);
      folder.saver().v1(file, shards.get(i));
      open.add(file.getFileName().toString());
    }
    List<Variable> inOrder = variables.stream().map(PartitionCases::merged).toList();
    folder.expected().checkpoint("V1", inOrder, open.toArray(String[]::new));
  }

  private static List<Type> v1Types() {
    List<Type> types = new ArrayList<>(Type.ALL);
    types.removeIf(type -> !type.inV1());
    return types;
  }

  private static List<Variable> variables(List<Type> types) {
    List<Variable> variables = new ArrayList<>();
    for (Type type : types) {
      variables.add(cut("grid/" + type.label(), type, true, parts(2, 1, 3), parts(1, 4)));
    }
    variables.add(cut("rows", Type.FLOAT32, true, parts(2, 2), parts(3)));
    variables.add(cut("rows_spelled_out", Type.FLOAT32, false, parts(2, 2), parts(3)));
    variables.add(cut("columns", Type.FLOAT32, true, parts(5), parts(1, 9)));
    variables.add(cut("columns_spelled_out", Type.FLOAT32, false, parts(5), parts(1, 9)));
    variables.add(cut("vector", Type.FLOAT32, true, parts(1, 1, 2, 70)));
    variables.add(cut("cube", Type.FLOAT64, true, parts(1, 1), parts(3), parts(2, 2)));
    variables.add(cut("middle", Type.INT64, true, parts(2), parts(1, 2, 1), parts(3)));
    variables.add(cut("filters", Type.FLOAT32, false, parts(3), parts(3), parts(4), parts(5, 3)));
    variables.add(cut("long", Type.UINT8, true, parts(63, 1, 8128, 8), parts(1)));
    variables.add(cut("na\0me/\u00ff", Type.FLOAT32, true, parts(1, 1)));
    variables.add(Variable.whole("whole", Bits.special(Type.FLOAT32)));
    return variables;
  }

  private static long[] parts(long... lengths) {
    return lengths;
  }

  private static long[][] rank9() {
    long[][] parts = new long[9][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = i == 2 ? parts(1, 2) : i == 8 ? parts(2, 1) : parts(i % 3 == 0 ? 2 : 1);
    }
    return parts;
  }

  /** A variable with its slices in an order that is not that of their places. */
  private static Variable cut(String name, Type type, boolean dash, long[]... parts) {
    long[] extents = Slice.extents(parts);
    List<Slice> slices = Slice.grid(dash, parts);
    Random random = new Random(name.hashCode());
    Collections.rotate(slices, 1 + random.nextInt(slices.size() - 1));
    return Variable.cut(name, Bits.random(type, extents, random), slices);
  }

  /** Deals the slices out, as to the workers of a cluster. */
  private static List<List<Item>> deal(List<Variable> variables, int hands) {
    List<List<Item>> dealt = new ArrayList<>();
    for (int hand = 0; hand < hands; hand++) {
      List<Item> items = new ArrayList<>();
      for (Variable variable : variables) {
        List<Item> all = variable.items();
        for (int i = hand; i < all.size(); i += hands) {
          items.add(all.get(i));
        }
      }
      dealt.add(items);
    }
    return dealt;
  }

  /** The same variable, its slices in the order in which three dealt hands are read. */
  private static Variable merged(Variable variable) {
    List<Slice> slices = new ArrayList<>();
    for (int hand = 0; hand < 3; hand++) {
      for (int i = hand; i < variable.slices().size(); i += 3) {
        slices.add(variable.slices().get(i));
      }
    }
    return new Variable(variable.key(), variable.value(), slices);
  }
}
