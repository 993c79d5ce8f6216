package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TargetTypes;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what an export cannot hold, before anything is written. */
final class ExportCheck {

  private static final int MOST_LINES = 5;
  private static final int MOST_NAMES = 3;
  private static final int LONGEST_NAME = 60;

  private final ExportPlace place;
  private final boolean widen;
  private final List<String> refusals = new ArrayList<>();
  private final Map<DType, List<String>> lacking = new LinkedHashMap<>();
  private long unsaid;

  ExportCheck(ExportPlace place, boolean widen) {
    this.place = place;
    this.widen = widen;
  }

  /** Why some tensors are refused, a line each; empty if all can be written. */
  List<String> refusals(ExportedTensors tensors) {
    ExportNames names = new ExportNames(place.container());
    TargetTypes target = place.container().target();
    for (int i = 0; i < tensors.count(); i++) {
      String name = tensors.name(i);
      names.refusal(name, tensors.entry(i).name()).ifPresent(why -> refuse(quoted(name), why));
      DType dtype = tensors.dtype(i);
      Optional<DType> stored = target.stored(dtype, widen);
      if (stored.isEmpty()) {
        lacking.computeIfAbsent(dtype, d -> new ArrayList<>()).add(quoted(name));
      } else if (!fits(tensors.shape(i), stored.get(), target)) {
        String shape = tensors.shape(i).toString();
        refuse(
            quoted(name),
            "readers of " + place.label() + " do not accept the shape " + brief(shape));
      }
    }
    names.collision().ifPresent(refusals::add);
    lacking.forEach((dtype, of) -> refuse(several(of), lack(dtype, target)));
    if (unsaid > 0) {
      refusals.add("and " + unsaid + " more");
    }
    return refusals;
  }

  private void refuse(String tensors, String why) {
    if (refusals.size() < MOST_LINES) {
      refusals.add(tensors + ": " + why);
    } else {
      unsaid++;
    }
  }

  private static String lack(DType dtype, TargetTypes target) {
    if (dtype.isForeign()) {
      return "values of " + dtype + " cannot be read; -x leaves it out";
    }
    Optional<DType> wider = target.wider(dtype);
    return target.label()
        + " has no "
        + dtype
        + (wider.isPresent() ? "; --widen stores it as " + wider.get() : "")
        + "; -x leaves it out";
  }

  /** Readers multiply all extents but those of zero, even where there are no elements. */
  private static boolean fits(Shape shape, DType stored, TargetTypes target) {
    if (shape.rank() > target.mostAxes()) {
      return false;
    }
    long bytes = Math.max(1, stored.width());
    for (int axis = 0; axis < shape.rank(); axis++) {
      long extent = Math.max(1, shape.extent(axis));
      if (bytes > Long.MAX_VALUE / extent) {
        return false;
      }
      bytes *= extent;
    }
    return true;
  }

  private static String several(List<String> names) {
    int shown = Math.min(MOST_NAMES, names.size());
    String text = String.join(", ", names.subList(0, shown));
    return names.size() == shown ? text : text + " and " + (names.size() - shown) + " more";
  }

  private static String quoted(String name) {
    return "\"" + brief(name) + "\"";
  }

  private static String brief(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "...";
  }
}
