package io.github.tfckpt.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What tensors may hold: each type with its special values, each kind of shape. */
final class ValueCases {

  private ValueCases() {}

  static void dtypesV2(Folder folder) {
    folder.v2("model.ckpt", dtypes(Type.ALL));
  }

  static void dtypesV1(Folder folder) {
    List<Type> types = new ArrayList<>(Type.ALL);
    types.removeIf(type -> !type.inV1());
    folder.v1("model.ckpt", dtypes(types));
  }

  private static List<Variable> dtypes(List<Type> types) {
    List<Variable> variables = new ArrayList<>();
    for (Type type : types) {
      Value special = Bits.special(type);
      Value last = special.box(new long[] {special.elements().size() - 1}, new long[] {1});
      variables.add(Variable.whole(type.label() + "/special", special));
      variables.add(Variable.whole(type.label() + "/scalar", last.reshaped()));
      variables.add(Variable.whole(type.label() + "/empty", empty(type, 0)));
    }
    return variables;
  }

  static void shapesV2(Folder folder) {
    List<Variable> variables = shapes();
    variables.add(Variable.whole("rank_12", random(Type.FLOAT32, ranked(12))));
    variables.add(Variable.whole("rank_9", random(Type.INT16, ranked(9))));
    variables.add(Variable.whole("strings/rank_9", random(Type.STRING, ranked(9))));
    variables.add(Variable.whole("rank_30", random(Type.UINT8, ranked(30))));
    variables.add(Variable.whole("rank_254", random(Type.FLOAT32, ranked(254))));
    folder.v2("model.ckpt", variables);
  }

  static void shapesV1(Folder folder) {
    List<Variable> variables = shapes();
    variables.add(Variable.whole("rank_8", random(Type.FLOAT32, ranked(8))));
    variables.add(Variable.whole("rank_12", random(Type.FLOAT32, ranked(12))));
    folder.v1("model.ckpt", variables);
  }

  private static List<Variable> shapes() {
    List<Variable> variables = new ArrayList<>();
    for (Type type : List.of(Type.FLOAT32, Type.INT64, Type.STRING, Type.BOOL)) {
      String scope = type.label();
      variables.add(Variable.whole(scope + "/scalar", random(type)));
      variables.add(Variable.whole(scope + "/one", random(type, 1)));
      variables.add(Variable.whole(scope + "/row", random(type, 1, 5)));
      variables.add(Variable.whole(scope + "/column", random(type, 5, 1)));
      variables.add(Variable.whole(scope + "/cube", random(type, 2, 3, 4)));
      variables.add(Variable.whole(scope + "/empty_first", empty(type, 0, 3)));
      variables.add(Variable.whole(scope + "/empty_last", empty(type, 2, 0)));
      variables.add(Variable.whole(scope + "/empty_middle", empty(type, 2, 0, 3)));
    }
    return variables;
  }

  /** Ones and a few twos. */
  private static long[] ranked(int rank) {
    long[] extents = new long[rank];
    for (int i = 0; i < rank; i++) {
      extents[i] = i % 4 == 1 && i < 16 ? 2 : 1;
    }
    return extents;
  }

  private static Value empty(Type type, long... extents) {
    return Value.of(type, extents, List.of());
  }

  private static Value random(Type type, long... extents) {
    return Bits.random(type, extents, new Random(type.number * 31L + extents.length));
  }
}
