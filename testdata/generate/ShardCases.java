package io.github.tfckpt.generate;

import io.github.tfckpt.generate.Saver.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checkpoints of several files. */
final class ShardCases {

  private ShardCases() {}

  static void shardsV2(Folder folder) {
    List<Variable> first = List.of(number("k0", 10), number("k3", 13), texts("s0"));
    List<Variable> second = List.of(number("k2", 12), number("empty", 0));
    List<Variable> third = List.of(number("k1", 11), texts("s1"));
    mergeV2(folder, "two.ckpt", List.of(first, second));
    mergeV2(folder, "three.ckpt", List.of(third, first, second));
  }

  static void shardsV1(Folder folder) {
    List<Variable> first = List.of(number("k0", 10), number("k3", 13), texts("s0"));
    List<Variable> second = List.of(number("k2", 12));
    List<Variable> third = List.of(number("k1", 11), texts("s1"));
    List<String> open = new ArrayList<>(List.of("m.ckpt-?????-of-00003", "m.ckpt"));
    List<List<Variable>> shards = List.of(first, second, third);
    for (int i = 0; i < shards.size(); i++) {
      Path file = folder.saver().shard(folder.file("m.ckpt"), i, shards.size());
      folder.saver().plainV1(file, Variable.items(shards.get(i)));
      open.add(file.getFileName().toString());
    }
    folder.expected().checkpoint("V1", join(shards), open.toArray(String[]::new));
  }

  /** Writes a bundle for each list, joins them in this order, and expects all of it. */
  static void mergeV2(Folder folder, String prefix, List<List<Variable>> shards) {
    List<List<Item>> items = shards.stream().map(Variable::items).toList();
    mergeItems(folder, prefix, items);
    expectV2(folder, prefix, shards.size(), join(shards));
  }

  /** Writes a bundle for each list and joins them in this order. */
  static void mergeItems(Folder folder, String prefix, List<List<Item>> shards) {
    List<Path> parts = new ArrayList<>();
    for (List<Item> shard : shards) {
      Path part = folder.file(prefix + ".part-" + parts.size());
      folder.saver().v2(part, shard);
      parts.add(part);
    }
    folder.saver().merge(parts, folder.file(prefix));
  }

  /** Expects a bundle under its prefix and the names of all its files. */
  static void expectV2(Folder folder, String prefix, int shards, List<Variable> variables) {
    List<String> open = new ArrayList<>(List.of(prefix, prefix + ".index"));
    for (int i = 0; i < shards; i++) {
      open.add(prefix + ".data-0000" + i + "-of-0000" + shards);
    }
    folder.expected().checkpoint("V2", variables, open.toArray(String[]::new));
  }

  private static List<Variable> join(List<List<Variable>> shards) {
    return shards.stream().flatMap(List::stream).toList();
  }

  private static Variable number(String name, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = name.hashCode() % 97 + i * 0.25f;
    }
    return Variable.whole(name, Value.floats(new long[] {count}, values));
  }

  private static Variable texts(String name) {
    return Variable.whole(name, Value.strings(name, "", name + name, "\u00fc"));
  }
}
