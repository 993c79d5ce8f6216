package io.github.tfckpt.search;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.entry.FullNames;
import io.github.tfckpt.entry.ObjectNode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.name.NaturalOrder;
import io.github.tfckpt.objects.ObjectTree;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the tensors of one checkpoint that a person may mean. */
public final class Finder {

  /** A name further away than this, and a bit more for each part, is another name. */
  private static final double FARTHEST = 0.35;

  private static final double FARTHEST_PART = 0.25;

  /** Next to a good guess, a poor one only confuses. */
  private static final double BEHIND_BEST = 0.5;

  private static final double OTHER_SHAPE = 0.4;
  private static final double ONLY_SHAPE = 1;
  private static final double AS_MANY = 0.3;

  /** A slot as optimizers of TF1 name it: after its variable, {@code _1} for the second. */
  private static final Pattern TF1_SLOT =
      Pattern.compile("(.+)/(?:Adam|Adamax|Nadam|Momentum|RMSProp|Adagrad|Adadelta|Ftrl)(?:_\\d)?");

  private final List<TensorEntry> entries;
  private final FullNames names;
  private final Optional<ObjectTree> tree;
  private final Comparator<Match> bestFirst;
  private final Map<Bytes, Integer> holders = new HashMap<>();

  /**
   * A finder.
   *
   * @param entries all tensors of the checkpoint
   * @param names what its object graph calls them
   * @param tree its object graph, if it has one
   * @param isWeight true of what comes first among tensors that are as near
   */
  public Finder(
      List<TensorEntry> entries,
      FullNames names,
      Optional<ObjectTree> tree,
      Predicate<TensorEntry> isWeight) {
    this.entries = entries;
    this.names = names;
    this.tree = tree;
    bestFirst =
        Comparator.comparingDouble(Match::distance)
            .thenComparing(match -> !isWeight.test(match.entry()))
            .thenComparing(match -> match.entry().key().size())
            .thenComparing(match -> match.entry().key(), NaturalOrder.OF_KEYS);
    tree.ifPresent(this::nameElsewhere);
  }

  /** Objects by their keys, if others hold them than those that their keys are made of. */
  private void nameElsewhere(ObjectTree objects) {
    for (int node = 0; node < objects.size(); node++) {
      if (objects.isElsewhere(node)) {
        for (ObjectNode.Attribute attribute : objects.node(node).attributes()) {
          holders.put(attribute.key(), node);
        }
      }
    }
  }

  /**
   * {@return the tensors that may be meant, best first; none if none is near}
   *
   * @param subject what is looked for
   */
  public List<Match> find(Query subject) {
    List<Match> summed = new ArrayList<>();
    subject.sums().forEach(sum -> summed.addAll(ofSum(sum)));
    if (!summed.isEmpty() || (!subject.sums().isEmpty() && subject.name().isEmpty())) {
      return summed;
    }
    Map<Bytes, Match> found = new HashMap<>();
    Set<Bytes> named = named(subject.name());
    Set<Bytes> exact = exact(subject);
    exact.addAll(named);
    PathDistance distance = new PathDistance(subject.name());
    double farthest = FARTHEST + FARTHEST_PART * distance.size();
    for (TensorEntry entry : candidates(subject, exact)) {
      boolean same = subject.shape().isEmpty() || subject.shape().get().equals(entry.shape());
      if (!same && (subject.isFilter() || subject.name().isEmpty())) {
        continue;
      }
      double far =
          exact.contains(entry.key()) || subject.name().isEmpty() ? 0 : far(entry, distance);
      if (far <= farthest) {
        found.putIfAbsent(entry.key(), new Match(entry, far + (same ? 0 : OTHER_SHAPE)));
      }
    }
    if (subject.shape().isPresent() && !subject.isFilter() && subject.name().isEmpty()) {
      addNearShapes(subject.shape().get(), found);
    } else if (subject.shape().isPresent() && !subject.name().isEmpty()) {
      addByShape(subject.shape().get(), found);
    }
    List<Match> best = new ArrayList<>(found.values());
    best.sort(bestFirst);
    best.sort(Comparator.comparing(match -> !named.contains(match.entry().key())));
    if (!best.isEmpty()) {
      double most = best.get(0).distance() + BEHIND_BEST;
      boolean isOfShape = subject.shape().equals(Optional.of(best.get(0).entry().shape()));
      // Where one fits in name and shape, others of the name are not meant.
      best.removeIf(
          match ->
              match.distance() > most
                  || (isOfShape && !match.entry().shape().equals(subject.shape().get())));
    }
    return best;
  }

  /** Where no name is near, but the shape is known: a variable may have an entirely new name. */
  private void addByShape(Shape shape, Map<Bytes, Match> found) {
    for (Match match : found.values()) {
      if (match.entry().shape().equals(shape)) {
        return;
      }
    }
    for (TensorEntry entry : entries) {
      if (entry.shape().equals(shape)) {
        found.putIfAbsent(entry.key(), new Match(entry, ONLY_SHAPE));
      }
    }
  }

  /** Where no tensor has the shape: those of as many elements, and of a rank and but one extent. */
  private void addNearShapes(Shape shape, Map<Bytes, Match> found) {
    if (!found.isEmpty()) {
      return;
    }
    for (TensorEntry entry : entries) {
      Shape other = entry.shape();
      if (other.elementCount() == shape.elementCount()) {
        found.put(entry.key(), new Match(entry, AS_MANY));
      } else if (shape.rank() > 1 && Shapes.differing(shape, other) == 1) {
        found.put(entry.key(), new Match(entry, OTHER_SHAPE));
      }
    }
  }

  /** Tensors by the checksum that is stored, or by what masking made of it. */
  private List<Match> ofSum(int sum) {
    List<Match> found = new ArrayList<>();
    for (TensorEntry entry : entries) {
      OptionalInt stored = entry.crc32c();
      if (stored.isPresent()
          && (stored.getAsInt() == sum || Crc32c.mask(stored.getAsInt()) == sum)) {
        found.add(new Match(entry, 0));
      }
    }
    found.sort(bestFirst);
    return found;
  }

  private List<TensorEntry> candidates(Query subject, Set<Bytes> exact) {
    if (subject.name().isEmpty()) {
      return entries;
    }
    List<TensorEntry> candidates =
        new ArrayList<>(BigramPrefilter.choose(subject.name(), ofShape(subject), names));
    if (!exact.isEmpty()) {
      for (TensorEntry entry : entries) {
        if (exact.contains(entry.key())) {
          candidates.add(entry);
        }
      }
    }
    return candidates;
  }

  private List<TensorEntry> ofShape(Query subject) {
    if (!subject.isFilter() || subject.shape().isEmpty()) {
      return entries;
    }
    List<TensorEntry> same = new ArrayList<>();
    for (TensorEntry entry : entries) {
      if (entry.shape().equals(subject.shape().get())) {
        same.add(entry);
      }
    }
    return same;
  }

  /** The keys of the tensors that have this very name: they come first, however many are near. */
  private Set<Bytes> named(String name) {
    Set<Bytes> keys = new HashSet<>();
    for (TensorEntry entry : entries) {
      if (entry.name().equals(name) || names.of(entry).filter(name::equals).isPresent()) {
        keys.add(entry.key());
      }
    }
    return keys;
  }

  /** The keys of the object that a path leads to. */
  private Set<Bytes> exact(Query subject) {
    Set<Bytes> keys = new HashSet<>();
    if (tree.isPresent()) {
      String path = subject.path().isEmpty() ? withoutValue(subject.name()) : subject.path();
      char separator = subject.path().isEmpty() ? '/' : '.';
      OptionalInt node = tree.get().at(path, separator);
      if (node.isPresent()) {
        keys.addAll(ObjectPaths.keys(tree.get(), node.getAsInt(), subject.slot()));
      }
      Matcher slot = TF1_SLOT.matcher(subject.name());
      if (slot.matches()) {
        keys.addAll(ObjectPaths.slots(tree.get(), slot.group(1)));
      }
    }
    return keys;
  }

  private static String withoutValue(String name) {
    return name.endsWith(Segments.VALUE)
        ? name.substring(0, name.length() - Segments.VALUE.length())
        : name;
  }

  private double far(TensorEntry entry, PathDistance distance) {
    double far = distance.to(entry.name());
    Optional<String> full = names.of(entry);
    if (full.isPresent()) {
      far = Math.min(far, distance.to(full.get()));
    }
    Integer node = holders.get(entry.key());
    if (node != null) {
      for (String other : tree.orElseThrow().otherPaths(node)) {
        far = Math.min(far, distance.to(other));
      }
    }
    return far;
  }
}
