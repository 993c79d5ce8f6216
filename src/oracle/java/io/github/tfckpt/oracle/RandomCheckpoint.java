package io.github.tfckpt.oracle;

import io.github.tfckpt.generate.Bits;
import io.github.tfckpt.generate.Saver;
import io.github.tfckpt.generate.Saver.Item;
import io.github.tfckpt.generate.Slice;
import io.github.tfckpt.generate.Type;
import io.github.tfckpt.generate.Value;
import io.github.tfckpt.generate.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A checkpoint made up from a seed: tensors, how they are cut, and over how many files. */
final class RandomCheckpoint {

  private static final int MOST_ELEMENTS = 400;

  private final Random random;
  private final boolean v1;
  private final List<Variable> variables = new ArrayList<>();
  private final List<Path> spellings = new ArrayList<>();

  RandomCheckpoint(long seed) {
    random = new Random(seed);
    v1 = seed % 2 == 1;
    RandomNames names = new RandomNames(random, !v1);
    int count = random.nextInt(25) == 0 ? 400 : 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      variables.add(variable(names));
    }
  }

  String format() {
    return v1 ? "V1" : "V2";
  }

  /** What the checkpoint holds. */
  List<Variable> variables() {
    return variables;
  }

  /** Paths that mean the checkpoint, once it is written. */
  List<Path> spellings() {
    return spellings;
  }

  private Variable variable(RandomNames names) {
    Type type = type();
    long[][] parts = new long[random.nextInt(10)][];
    boolean big = variables.isEmpty() && random.nextInt(20) == 0;
    int room = big ? 100_000 : MOST_ELEMENTS;
    boolean cut = random.nextInt(5) < 2;
    boolean hasEmpty = !cut && random.nextInt(8) == 0;
    for (int axis = 0; axis < parts.length; axis++) {
      int least = hasEmpty ? 0 : 1;
      int extent = least + random.nextInt(Math.max(1, Math.min(room, big ? room : 9)));
      room /= Math.max(1, extent);
      parts[axis] = cut ? cut(extent) : new long[] {extent};
    }
    Value value = Bits.random(type, Slice.extents(parts), random);
    List<Slice> slices =
        cut && parts.length > 0 ? Slice.grid(random.nextBoolean(), parts) : List.of();
    slices = new ArrayList<>(slices);
    Collections.shuffle(slices, random);
    return new Variable(names.next(), value, slices);
  }

  private Type type() {
    while (true) {
      Type type = Type.ALL.get(random.nextInt(Type.ALL.size()));
      if (!v1 || type.inV1()) {
        return type;
      }
    }
  }

  /** Lengths that add up to an extent, mostly few. */
  private long[] cut(int extent) {
    List<Long> lengths = new ArrayList<>();
    int left = extent;
    while (left > 0) {
      int length = random.nextInt(3) == 0 || lengths.size() > 2 ? left : 1 + random.nextInt(left);
      lengths.add((long) length);
      left -= length;
    }
    return lengths.stream().mapToLong(Long::longValue).toArray();
  }

  /** Writes it into a folder, in one file or over several. */
  void write(Saver saver, Path folder) {
    List<List<Item>> hands = deal();
    Path prefix = folder.resolve("model.ckpt");
    if (v1) {
      writeV1(saver, prefix, hands);
    } else {
      writeV2(saver, prefix, hands);
    }
    spellings.add(prefix);
    spellings.add(folder);
  }

  private void writeV1(Saver saver, Path prefix, List<List<Item>> hands) {
    if (hands.size() == 1) {
      saver.v1(prefix, hands.get(0));
      return;
    }
    for (int i = 0; i < hands.size(); i++) {
      Path shard = saver.shard(prefix, i, hands.size());
      saver.v1(shard, hands.get(i));
      spellings.add(shard);
    }
  }

  private void writeV2(Saver saver, Path prefix, List<List<Item>> hands) {
    spellings.add(Path.of(prefix + ".index"));
    if (hands.size() == 1) {
      saver.v2(prefix, hands.get(0));
      return;
    }
    List<Path> parts = new ArrayList<>();
    for (List<Item> hand : hands) {
      Path part = Path.of(prefix + "_temp").resolve("part-" + parts.size());
      saver.v2(part, hand);
      parts.add(part);
    }
    saver.merge(parts, prefix);
  }

  /** Deals whole tensors and slices out to one to four files, none of them empty. */
  private List<List<Item>> deal() {
    List<Item> items = new ArrayList<>(Variable.items(variables));
    Collections.shuffle(items, random);
    int count = random.nextBoolean() ? 1 : Math.min(items.size(), 1 + random.nextInt(4));
    List<List<Item>> hands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hands.add(new ArrayList<>(List.of(items.get(i))));
    }
    for (Item item : items.subList(count, items.size())) {
      hands.get(random.nextInt(count)).add(item);
    }
    return hands;
  }
}
