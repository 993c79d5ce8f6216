package io.github.tfckpt.cli.diff;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Aliases;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.verify.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The tensors that are matched by their values. Only tensors of as many elements can be a pair, so
 * a part has all tensors of some numbers of elements: what it says of them is all there is to say.
 *
 * @param a those of A
 * @param b those of B
 * @param elsewhere those of A that other parts match, which no rule of this one may be about
 */
record MatchWork(List<TensorEntry> a, List<TensorEntry> b, List<TensorEntry> elsewhere) {

  /** The tensors of some pairs, whichever they are a pair with. */
  static MatchWork of(Checkpoint a, Checkpoint b, List<Pair> chosen, Part part) {
    List<TensorEntry> inA = values(a, chosen, Pair::a);
    List<TensorEntry> inB = values(b, chosen, Pair::b);
    if (part.isWhole()) {
      return new MatchWork(inA, inB, List.of());
    }
    TreeMap<Long, Long> bytes = new TreeMap<>();
    Stream.concat(inA.stream(), inB.stream())
        .forEach(each -> bytes.merge(each.elementCount(), each.bytes().orElse(0), Long::sum));
    Set<Long> mine = new HashSet<>(part.of(List.copyOf(bytes.keySet()), bytes::get));
    List<TensorEntry> elsewhere = new ArrayList<>(inA);
    inA.removeIf(each -> !mine.contains(each.elementCount()));
    inB.removeIf(each -> !mine.contains(each.elementCount()));
    elsewhere.removeIf(each -> mine.contains(each.elementCount()));
    return new MatchWork(inA, inB, elsewhere);
  }

  /**
   * The tensors of one side, each once: an alias holds nothing of its own, and the object graph
   * says how a checkpoint is built, not what is in it.
   */
  private static List<TensorEntry> values(
      Checkpoint checkpoint, List<Pair> chosen, Function<Pair, Optional<TensorEntry>> side) {
    Set<Bytes> aliases = Aliases.among(checkpoint.tensors(), checkpoint.fullNames());
    List<TensorEntry> values = new ArrayList<>();
    for (Pair pair : chosen) {
      side.apply(pair)
          .filter(entry -> !entry.key().equals(TensorEntry.OBJECT_GRAPH))
          .filter(entry -> !aliases.contains(entry.key()))
          .ifPresent(values::add);
    }
    return values;
  }
}
